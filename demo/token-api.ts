import type { IncomingHttpHeaders } from 'node:http';
import { listen, type Listening } from './listen.js';

/** What a product with API keys would answer: whose key it is, or 401. */
const routes: Record<string, { opens(headers: IncomingHttpHeaders): boolean; account: object }> = {
  '/lumen/me': {
    opens: (headers) => headers.authorization === 'Bearer demo-good-key',
    account: { id: 'lumen-1204', email: 'ada@lumen.example', name: 'Ada Lovelace' },
  },
  '/harbor/me': {
    opens: (headers) => headers['x-api-key'] === 'demo-good-key' && headers['x-domain'] === 'acme',
    account: { id: 'harbor-77', email: 'recruiting@acme.example', name: 'Acme recruiting' },
  },
};

/** Starts the API behind Lumen Mail and Harbor ATS. It knows one good key, `demo-good-key`, and one domain, `acme`. */
export function startTokenApi({ port }: { port: number }): Promise<Listening> {
  return listen((request, response) => {
    const route = Object.hasOwn(routes, request.url ?? '') ? routes[request.url ?? ''] : undefined;
    const [status, body] =
      request.url === '/health'
        ? [200, { status: 'ok' }]
        : !route
          ? [404, { error: 'not_found' }]
          : route.opens(request.headers)
            ? [200, route.account]
            : [401, { error: 'invalid_api_key' }];
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  }, port);
}
