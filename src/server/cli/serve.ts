import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnectionServer, type ConnectionServerOptions } from '../index.js';
import { nodeHandler } from '../node.js';
import { ownSecret } from './own-secret.js';

export interface ServeFlags {
  readonly config: string;
  readonly port?: string | undefined;
  readonly data: string;
}

/** Runs a connection server until SIGINT or SIGTERM, then answers what waits and ends within five seconds. */
export async function serve(flags: ServeFlags): Promise<void> {
  const given = await configOf(flags.config);
  const port = portOf(flags.port ?? (given.url ? new URL(given.url).port : '') ?? '');
  const server = createConnectionServer({
    url: `http://localhost:${port}`,
    database: `file:${resolve(flags.data, 'connections.db')}`,
    ...(given.vault === undefined && { integrations: [] }),
    ...given,
    secrets: given.secrets?.some(Boolean) ? given.secrets : [await ownSecret(flags.data)],
  });
  await server.ready();
  const listener = createServer(nodeHandler(server));
  listener.listen(port);
  await once(listener, 'listening');
  process.stdout.write(`connection-embed listens on port ${port} as ${server.url}\n`);

  const stopping = new AbortController();
  const working = server.work({ signal: stopping.signal });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  stopping.abort();
  listener.close();
  await server.close();
  listener.closeIdleConnections();
  setTimeout(() => listener.closeAllConnections(), 3_000).unref();
  await working;
}

async function configOf(file: string): Promise<Partial<ConnectionServerOptions>> {
  const path = resolve(file);
  if (!existsSync(path))
    throw new Error(`${file} is not there: its default export is the options of createConnectionServer`);
  const module: unknown = await import(pathToFileURL(path).href);
  const options: unknown =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (typeof options !== 'object' || options === null) throw new Error(`${file} has no options as its default export`);
  return options;
}

function portOf(text: string): number {
  const port = Number(text || 4001);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port is not a port: ${text}`);
  return port;
}
