import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Request } from 'express';
import { demoIntegrations } from '../../../demo/integrations.js';
import { listen, type Listening } from '../../../demo/listen.js';
import { startProvider } from '../../../demo/provider/provider.js';
import { readSecrets } from '../../../demo/secrets.js';
import { startTokenApi } from '../../../demo/token-api.js';
import {
  createConnectionServer,
  type ConnectionServer,
  type ConnectionServerOptions,
} from '../../../src/server/index.js';
import { nodeHandler } from '../../../src/server/node.js';
import { freePorts } from './ports.js';

export interface ProductOptions extends Partial<ConnectionServerOptions> {
  /** Body of the page at `/`. */
  readonly page: string;
  /** Scripts of the product's own, by path. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** Of the cookie by which the product knows who is signed in. */
  readonly sameSite?: 'Lax' | 'Strict';
  /** Whether the connection server is told who is signed in to the product; it is unless said. */
  readonly knowsUsers?: boolean;
  /** Stands between the product and the connection server. */
  readonly around?: (server: ConnectionServer) => ConnectionServer;
}

export type Product = Awaited<ReturnType<typeof startProduct>>;

/** Starts an Express app with a login of its own, and the connection server mounted in it as the README says. */
export async function startProduct({
  page,
  scripts = {},
  sameSite = 'Lax',
  knowsUsers = true,
  around,
  ...options
}: ProductOptions) {
  const port = await freePorts(3);
  const url = `http://localhost:${port}`;
  const provider = `http://prov.localhost:${port + 1}`;
  const tokens = `http://localhost:${port + 2}`;
  const [data, providerData] = await Promise.all([folder(), folder()]);
  const secrets = await readSecrets(providerData);

  const create = (changed: Partial<ConnectionServerOptions> = {}) =>
    createConnectionServer({
      url: `${url}/connect`,
      database: `file:${join(data, 'connections.db')}`,
      secrets: [secrets.server],
      integrations: demoIntegrations({ provider, clientSecret: secrets.client, tokens }),
      ...(knowsUsers && {
        resolveUser: (_, { incoming }) => ({
          external_xref: incoming.session?.userId,
          allow: ['create', 'list', 'reconnect', 'remove'],
        }),
      }),
      redirects: [`${url}/done`],
      log: false,
      ...options,
      allowOrigins: [provider, tokens, ...(options.allowOrigins ?? [])],
      ...changed,
    });
  const mounted = () => nodeHandler(around ? around(connections) : connections);
  let connections = create();
  let handler = mounted();
  await connections.ready();

  const saved: string[] = [];
  const users = new Map<string, string>();
  const app = express();
  app.use((request, _, next) => {
    const id = /(?:^|;\s*)product_session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    (request as Request & { session: object }).session = { userId: users.get(id) };
    next();
  });
  app.get('/login/:user', (request, response) => {
    const id = randomUUID();
    users.set(id, request.params.user);
    response.setHeader('Set-Cookie', `product_session=${id}; Path=/; HttpOnly; SameSite=${sameSite}`);
    response.redirect('/');
  });
  app.get('/done', (_, response) => void response.type('html').send(document('<h1>Back at the product</h1>')));
  app.get('/', (_, response) => void response.type('html').send(document(page)));
  for (const [path, script] of Object.entries(scripts)) {
    app.get(path, (_, response) => void response.type('js').send(script));
  }
  app.post('/saved', express.text(), (request, response) => {
    saved.push(request.body);
    response.end();
  });
  app.use('/connect', (request, response) => void handler(request, response));

  const started: Listening[] = [
    await listen(app, port),
    await startProvider({
      url: provider,
      port: port + 1,
      data: providerData,
      secrets,
      redirectUri: `${url}/connect/oauth/code/northwind-crm`,
      coop: undefined,
    }),
    await startTokenApi({ port: port + 2 }),
  ];
  return {
    url,
    provider,
    get connections() {
      return connections;
    },
    /** What the page handed to `save`, in order. */
    saved,
    /** Where the connection server keeps its database, alone. */
    data,
    /** The provider's own store. */
    providerData,
    secrets,
    /** Signs a user in and leads to the page. */
    loginUrl: (user: string) => `${url}/login/${user}`,
    /** Ends the connection server and starts it again over the same data, with some options changed. */
    async restart(changed: Partial<ConnectionServerOptions>) {
      await connections.close();
      connections = create(changed);
      handler = mounted();
      await connections.ready();
    },
    async close() {
      for (const one of started) await one.close();
      await connections.close();
      for (const one of [data, providerData]) await rm(one, { recursive: true, force: true });
    },
  };
}

function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'connection-embed-'));
}

function document(body: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>A product</title>
<link rel="icon" href="data:,">
<script>const save = (id) => fetch('/saved', { method: 'POST', body: id, headers: { 'content-type': 'text/plain' } });</script>
${body}`;
}
