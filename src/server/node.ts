import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { ConnectionServer } from './index.js';

type Incoming = IncomingMessage & { originalUrl?: string; body?: unknown; rawBody?: Buffer };

/**
 * The server as a `node:http` listener and Express middleware: `app.use('/connect', nodeHandler(connections))`. Requests come
 * with the path of `url`: in `originalUrl`, where Express keeps what it cuts off, else in `url`; what a proxy has cut off has to
 * be put back there. A body that a parser has already read is taken from `req.body`.
 */
export function nodeHandler(
  server: ConnectionServer,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const listener = getRequestListener(
    (request, { incoming, outgoing }: { incoming: unknown; outgoing: unknown }) =>
      server.fetch(request, { incoming, outgoing }),
    { overrideGlobalObjects: false },
  );
  return async (incoming: Incoming, outgoing) => {
    incoming.url = incoming.originalUrl ?? incoming.url ?? '/';
    if (incoming.rawBody === undefined && incoming.readableEnded && incoming.body !== undefined) {
      incoming.rawBody = Buffer.from(rewritten(incoming));
    }
    await listener(incoming, outgoing);
  };
}

/** A parsed body as it was sent, or as near as makes no difference to whoever parses it again. */
function rewritten({ body, headers }: Incoming): string | Buffer {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return body;
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') && typeof body === 'object' && body) {
    return formOf(body);
  }
  return JSON.stringify(body);
}

function formOf(body: object): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, String(one));
  }
  return form.toString();
}
