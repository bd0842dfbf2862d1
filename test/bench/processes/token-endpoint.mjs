import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * The token endpoint of a provider that rotates refresh tokens: one is good once, and only for its client. What it gives
 * lives for a second, so that it has to be refreshed whenever it is asked for.
 */
const spent = new Set();
const client = `Basic ${btoa('bench:secretOfTheBench')}`;
const server = createServer(async (request, response) => {
  const form = new URLSearchParams(await text(request));
  const send = (status, body) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(body));
  if (request.url === '/health') return send(200, {});
  const given = form.get('refresh_token') ?? '';
  if (request.headers.authorization !== client || form.get('grant_type') !== 'refresh_token' || spent.has(given)) {
    return send(400, { error: 'invalid_grant' });
  }
  spent.add(given);
  send(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 1, refresh_token: randomUUID() });
}).listen(Number(process.env.PORT));

process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
