import type { Connection } from 'connection-embed';

/** Where the connection server is mounted; a build knows it from its environment. */
export const endpoint: string = import.meta.env['VITE_CONNECTIONS_URL'];

/** What the signed-in user has connected, as the product's own backend knows it. */
export async function fetchAccounts(): Promise<Connection[]> {
  const response = await fetch('/api/connections');
  return await response.json();
}
