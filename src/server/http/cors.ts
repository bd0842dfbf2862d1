import type { MiddlewareHandler } from 'hono';
import type { Deps, Env } from './options.js';

/**
 * Cross-origin reads for pages on registered origins, never with credentials: the session token in a header is all there
 * is to send. Whether the token belongs to that origin is judged with the request itself.
 */
export function cors(deps: Deps, { headers = [] }: { headers?: readonly string[] } = {}): MiddlewareHandler<Env> {
  const allowed = ['Authorization', 'Content-Type', 'Idempotency-Key', 'Attempt-Secret', ...headers].join(', ');
  return async (c, next) => {
    const origin = c.req.header('origin');
    const known = origin !== undefined && deps.origins.has(origin);
    if (c.req.method === 'OPTIONS' && origin !== undefined) {
      c.header('Vary', 'Origin');
      if (known) {
        c.header('Access-Control-Allow-Origin', origin);
        c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
        c.header('Access-Control-Allow-Headers', allowed);
        c.header('Access-Control-Max-Age', '600');
      }
      return c.body(null, 204);
    }
    await next();
    if (c.res.headers.get('Access-Control-Allow-Origin') === '*') return undefined;
    c.res.headers.append('Vary', 'Origin, Authorization');
    if (known) {
      c.res.headers.set('Access-Control-Allow-Origin', origin);
      c.res.headers.set('Access-Control-Expose-Headers', 'Retry-After');
    }
    return undefined;
  };
}
