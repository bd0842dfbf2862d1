import { createServer } from 'node:http';

/** What an HTTP server costs before it does anything: one constant answer, or with `?wait=` none until it is told to end. */
const waiting = new Set();
const answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
const server = createServer(async (request, response) => {
  for await (const _ of request);
  if (request.url.includes('?wait=')) waiting.add(response);
  else answer(response);
}).listen(Number(process.env.PORT));

process.once('SIGTERM', () => {
  server.close();
  for (const response of waiting) answer(response);
  server.closeIdleConnections();
});
