import { join } from 'node:path';
import { createConnectionServer, type WebhookOption } from '../src/server/index.js';
import { nodeHandler } from '../src/server/node.js';
import { demoIntegrations } from './integrations.js';
import { listen, type Listening } from './listen.js';
import type { Secrets } from './secrets.js';

interface Options {
  url: string;
  port: number;
  data: string;
  secrets: Secrets;
  /** The one page that may hold the widget. */
  host: string;
  provider: string;
  tokens: string;
  webhooks?: readonly WebhookOption[] | undefined;
}

/** Starts the connection server as an embedder would, beside the product and on an origin of its own. */
export async function startConnections({
  url,
  port,
  data,
  secrets,
  webhooks = [],
  ...at
}: Options): Promise<Listening> {
  const connections = createConnectionServer({
    url,
    database: `file:${join(data, 'connections.db')}`,
    secrets: [secrets.server],
    workspace: 'demo',
    apiKeys: [secrets.apiKey],
    origins: [at.host],
    integrations: demoIntegrations({ provider: at.provider, clientSecret: secrets.client, tokens: at.tokens }),
    showInactive: true,
    // The vendors' own recipes run as they stand: what a link makes is real at once, whoever opened it. That may be so here,
    // where everybody at the machine is the same person; a product leaves the default, which waits for a confirmation.
    links: 'open',
    redirects: [`${at.host}/`],
    webhooks,
    // All of these are on loopback here, where the server otherwise refuses to call.
    allowOrigins: [at.provider, at.tokens, ...webhooks.map(({ url }) => new URL(url).origin)],
    log: (entry) => {
      if (entry.level === 'error') console.error(JSON.stringify(entry));
    },
  });
  await connections.ready();
  const listening = await listen(nodeHandler(connections), port).catch(async (error: unknown) => {
    await connections.close();
    throw error;
  });
  const working = connections.work();
  return {
    async close() {
      await listening.close();
      await connections.close();
      await working;
    },
  };
}
