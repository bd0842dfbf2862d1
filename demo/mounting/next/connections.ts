import { createConnectionServer, type ConnectionServer } from 'connection-embed/server';
import { integrations, userOf } from '../product';

declare global {
  var connectionServer: ConnectionServer | undefined;
}

/** One for the process, though Next loads this file once for every route; made when it is asked, not while Next builds. */
export function connections(): ConnectionServer {
  globalThis.connectionServer ??= createConnectionServer({
    url: `http://localhost:${process.env.PORT ?? 3000}/connect`,
    database: process.env.DATABASE_URL ?? 'file:connections.db',
    secrets: [process.env.CONNECTION_EMBED_SECRET],
    integrations,
    resolveUser: (request) => ({
      external_xref: userOf(request.headers.get('cookie')),
      allow: ['create', 'list', 'reconnect', 'remove'],
    }),
    trustProxy: 1, // the one in front, or Next itself, writes X-Forwarded-For
  });
  return globalThis.connectionServer;
}

/** Next waits for every answer when it is told to stop: those that wait for a sign-in are given then. */
export async function start(): Promise<void> {
  await connections().ready();
  void connections().work();
  process.once('SIGTERM', () => void connections().close());
}
