import { createConnectionServer } from 'connection-embed/server';
import { nodeHandler } from 'connection-embed/server/node';
import express from 'express';
import { integrations, page, signIn, userOf } from './product.js';

const port = Number(process.env['PORT'] ?? 4100);
const connections = createConnectionServer({
  url: `http://localhost:${port}/connect`,
  database: process.env['DATABASE_URL'] ?? 'file:demo/.data/mounting.db',
  secrets: [process.env['CONNECTION_EMBED_SECRET']],
  integrations,
  resolveUser: (_, { incoming }) => ({
    external_xref: incoming.session?.userId,
    allow: ['create', 'list', 'reconnect', 'remove'],
  }),
});

const app = express();
app.use((request, _, next) => {
  Object.assign(request, { session: { userId: userOf(request.headers.cookie) } });
  next();
});
app.use('/connect', nodeHandler(connections)); // ahead of the parsers: they print a body that they cannot read
app.use(express.json(), express.urlencoded());
app.get('/', (_, response) => void response.send(page));
app.post('/login', (request, response) => void response.set('Set-Cookie', signIn(request.body)).end());
const listener = app.listen(port);
void connections.work();

process.once('SIGTERM', async () => {
  listener.close();
  await connections.close();
  listener.closeIdleConnections();
});
