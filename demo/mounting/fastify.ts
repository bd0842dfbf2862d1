import { createConnectionServer } from 'connection-embed/server';
import { nodeHandler } from 'connection-embed/server/node';
import fastify from 'fastify';
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

const app = fastify();
app.register(async (scope) => {
  scope.removeAllContentTypeParsers(); // the server reads its own bodies, forms among them
  scope.addContentTypeParser('*', (_request, _body, done) => done(null));
  const connect = nodeHandler(connections);
  scope.all('/connect/*', (request, reply) => connect(request.raw, reply.hijack().raw));
});
app.get('/', (_, reply) => reply.type('text/html').send(page));
app.post('/login', (request, reply) => reply.header('Set-Cookie', signIn(request.body)).send());
app.addHook('preClose', () => connections.close());
await app.listen({ port });
void connections.work();

process.once('SIGTERM', () => void app.close());
