import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createConnectionServer } from 'connection-embed/server';
import { nodeHandler } from 'connection-embed/server/node';
import { integrations, page, signIn, userOf } from './product.js';

const port = Number(process.env['PORT'] ?? 4100);
const connections = createConnectionServer({
  url: `http://localhost:${port}/connect`,
  database: process.env['DATABASE_URL'] ?? 'file:demo/.data/mounting.db',
  secrets: [process.env['CONNECTION_EMBED_SECRET']],
  integrations,
  resolveUser: (request) => ({
    external_xref: userOf(request.headers.get('cookie')),
    allow: ['create', 'list', 'reconnect', 'remove'],
  }),
});

const connect = nodeHandler(connections);
const listener = createServer(async (request, response) => {
  if (request.url?.startsWith('/connect/')) await connect(request, response);
  else if (request.url === '/login') response.setHeader('Set-Cookie', signIn(await json(request))).end();
  else response.setHeader('Content-Type', 'text/html').end(page);
}).listen(port);
void connections.work();

process.once('SIGTERM', async () => {
  listener.close();
  await connections.close();
  listener.closeIdleConnections();
});
