import { createServer } from 'node:http';
import { type ConnectionServer, createConnectionServer, defineIntegration } from '../../../src/server/index.js';
import { nodeHandler } from '../../../src/server/node.js';
import type { OAuthProvider } from '../../../src/server/oauth/index.js';

/**
 * A server in a process of its own: `server-program.ts '{"database": "...", "secrets": ["..."]}'`, with `oauth` beside them where it
 * has a provider. Prints where it listens
 * in one line and log lines after it, and ends with its stdin; what keeps it from starting is all it says on stderr.
 */
const { database, secrets, oauth }: { database: string; secrets: string[]; oauth?: OAuthProvider } = JSON.parse(
  process.argv[2] ?? '',
);
const connections = await start().catch((error: unknown) => {
  console.error(String(error));
  process.exit(1);
});
const listener = nodeHandler(connections);
const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
process.stdin.resume().on('close', async () => {
  server.close();
  await connections.close();
  process.exit(0);
});

async function start(): Promise<ConnectionServer> {
  const server = createConnectionServer({
    url: 'http://localhost:4001',
    database,
    secrets,
    apiKeys: ['canary-api-key-0123456789abcdef'],
    origins: ['http://localhost:4000'],
    integrations: [
      defineIntegration({
        type: 'trusting',
        name: 'Trusting',
        categories: ['storage'],
        token: { names: ['API token'] },
      }),
      ...(oauth
        ? [defineIntegration({ type: 'harbor', name: 'Harbor', categories: ['crm'], oauth, scopes: ['openid'] })]
        : []),
    ],
    allowOrigins: oauth?.issuer === undefined ? [] : [oauth.issuer],
  });
  await server.ready();
  return server;
}
