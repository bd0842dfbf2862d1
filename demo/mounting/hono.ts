import { serve, type HttpBindings } from '@hono/node-server';
import { createConnectionServer } from 'connection-embed/server';
import { Hono } from 'hono';
import { integrations, page, signIn, userOf } from './product.js';

const port = Number(process.env['PORT'] ?? 4100);
const connections = createConnectionServer({
  url: `http://localhost:${port}/connect`,
  database: process.env['DATABASE_URL'] ?? 'file:demo/.data/mounting.db',
  secrets: [process.env['CONNECTION_EMBED_SECRET']],
  integrations,
  resolveUser: (_, { user }) => ({
    external_xref: typeof user === 'string' ? user : undefined,
    allow: ['create', 'list', 'reconnect', 'remove'],
  }),
});

const app = new Hono<{ Bindings: HttpBindings; Variables: { user?: string | undefined } }>();
app.use(async (c, next) => {
  c.set('user', userOf(c.req.header('cookie')));
  await next();
});
app.all('/connect/*', (c) => connections.fetch(c.req.raw, { ...c.env, user: c.get('user') }));
app.get('/', (c) => c.html(page));
app.post('/login', async (c) => c.body(null, 200, { 'Set-Cookie': signIn(await c.req.json()) }));
const listener = serve({ fetch: app.fetch, port });
void connections.work();

process.once('SIGTERM', async () => {
  listener.close();
  await connections.close();
  if ('closeIdleConnections' in listener) listener.closeIdleConnections();
});
