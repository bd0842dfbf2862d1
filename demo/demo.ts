import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebhookOption } from '../src/server/index.js';
import { startConnections } from './connections.js';
import { startHost } from './host/host.js';
import { closeAll, type Listening } from './listen.js';
import { startProvider } from './provider/provider.js';
import { readSecrets } from './secrets.js';
import { startTokenApi } from './token-api.js';

export interface DemoOptions {
  /** Of the host page; connection server, provider and token API follow on the next three. */
  port: number;
  /** Host names that lead to loopback, so that the four can be different sites; all `localhost` unless said. */
  hosts?: { host?: string; server?: string; provider?: string; tokens?: string };
  /** Folder of the databases and of the demo's own secrets, kept over a restart; `demo/.data` unless said. */
  data?: string;
  /** `Cross-Origin-Opener-Policy` of the provider's pages from the start. */
  providerCoop?: string;
  /** Adds headers to every answer of the host page, as a host's own middleware would. */
  hostHeaders?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Folder of built pages that the host serves below `/examples/`; see `demo/frameworks/`. */
  examples?: string;
  /** Who is told of connections. */
  webhooks?: readonly WebhookOption[];
}

export interface Demo {
  /** The host page. */
  url: string;
  /** The connection server. */
  server: string;
  provider: string;
  tokens: string;
  /** Sends another `Cross-Origin-Opener-Policy` with the provider's pages from now on; none without a value. */
  setProviderCoop(value?: string): void;
  /** Ends what is open and frees the ports; rejects nothing, so that the next start finds them free. */
  close(): Promise<void>;
}

/** Starts the whole thing in this process: host page, connection server, OAuth provider and token API, all on loopback. */
export async function startDemo({ port, hosts = {}, data = 'demo/.data', ...rest }: DemoOptions): Promise<Demo> {
  const url = `http://${hosts.host ?? 'localhost'}:${port}`;
  const server = `http://${hosts.server ?? 'localhost'}:${port + 1}`;
  const providerUrl = `http://${hosts.provider ?? 'localhost'}:${port + 2}`;
  const tokens = `http://${hosts.tokens ?? 'localhost'}:${port + 3}`;
  const secrets = await readSecrets(data);

  const started: Listening[] = [];
  try {
    started.push(await startTokenApi({ port: port + 3 }));
    const provider = await startProvider({
      url: providerUrl,
      port: port + 2,
      data,
      secrets,
      redirectUri: `${server}/oauth/code/northwind-crm`,
      coop: rest.providerCoop,
    });
    started.push(provider);
    started.push(
      await startConnections({
        url: server,
        port: port + 1,
        data,
        secrets,
        host: url,
        provider: providerUrl,
        tokens,
        webhooks: rest.webhooks,
      }),
    );
    started.push(await startHost({ url, port, server, secrets, headers: rest.hostHeaders, examples: rest.examples }));
    return {
      url,
      server,
      provider: providerUrl,
      tokens,
      setProviderCoop: provider.setCoop,
      close: () => closeAll(started),
    };
  } catch (error) {
    await closeAll(started);
    throw error;
  }
}
