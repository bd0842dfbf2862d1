import * as oauth from 'oauth4webapi';
import { isLoopback } from './endpoint.js';
import type { OAuthProvider } from './provider.js';
import type { ResolvedProvider } from './provider.js';

/** The provider as oauth4webapi wants to see its client. */
export function clientOf({ client_id }: OAuthProvider): oauth.Client {
  return { client_id };
}

/** How the client proves itself: as declared, else in the header (RFC 6749 §2.3.1); a public client only names itself. */
export function clientAuthOf({ client_secret, client_auth }: OAuthProvider): oauth.ClientAuth {
  if (client_secret === undefined) return oauth.None();
  return client_auth === 'client_secret_post'
    ? oauth.ClientSecretPost(client_secret)
    : oauth.ClientSecretBasic(client_secret);
}

/** Plain http is for loopback alone; everything else was refused when the endpoints were resolved. */
export function allowsHttp({ server }: ResolvedProvider): boolean {
  const { token_endpoint } = server;
  return token_endpoint !== undefined && isLoopback(new URL(token_endpoint));
}

/** `fetch` as oauth4webapi calls it for a GET, whose `body: undefined` the platform's types refuse. */
export function getting(
  fetch: typeof globalThis.fetch,
): (url: string, options: oauth.CustomFetchOptions<'GET'>) => Promise<Response> {
  return (url, { headers, method, redirect, signal }) =>
    fetch(url, { headers, method, redirect, ...(signal && { signal }) });
}
