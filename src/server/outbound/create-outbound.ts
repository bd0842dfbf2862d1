import { isIP } from 'node:net';
import { Agent, fetch as undiciFetch, type Response as UndiciResponse } from 'undici';
import { ConnectionError } from '../../contract/index.js';
import { assertPublic, guardedLookup, openLookup, type Resolve, systemResolve } from './lookup.js';

export interface OutboundOptions {
  /** Exact origins (`http://127.0.0.1:4000`) that may be private and without TLS. For a provider on the own machine only. */
  readonly allow?: readonly string[];
  /** For the whole exchange, from the look-up to the last byte of the body. */
  readonly timeoutMs?: number;
  /** Of the body, after decompression. */
  readonly maxBytes?: number;
  /** Where names are resolved; the operating system unless given. */
  readonly resolve?: Resolve;
}

/**
 * The only `fetch` that leaves the server. It calls public addresses over https and nothing else (`allow` aside), never
 * follows a redirect (a 3xx is returned as it is), and has read the body when it resolves, so that every failure, of the
 * body too, is a rejection here.
 *
 * It throws ConnectionError: `provider_unreachable` (refused, or no connection), `provider_timeout`, `provider_failed`
 * (too much or not HTTP). The caller's own `signal` rejects with its reason. Messages name the host, never path, query,
 * headers or body.
 */
export function createOutbound(options: OutboundOptions = {}): typeof fetch {
  const { allow = [], timeoutMs = 10_000, maxBytes = 1_048_576, resolve = systemResolve } = options;
  const allowed = exactOrigins(allow);
  const guarded = new Agent({ connect: { lookup: guardedLookup(resolve), timeout: timeoutMs } });
  const open = new Agent({ connect: { lookup: openLookup(resolve), timeout: timeoutMs } });

  return async (input, init) => {
    const url = parseUrl(input instanceof Request ? input.url : input);
    const excepted = allowed.has(url.origin);
    assertCallable(url, excepted);

    const request = new Request(input, init);
    const { method, headers } = request;
    const expiry = new AbortController();
    const timer = setTimeout(() => expiry.abort(), timeoutMs);
    try {
      const reply = await undiciFetch(url.href, {
        method,
        headers: [...headers],
        // Sent whole, with its length: there are token endpoints that refuse a chunked body.
        body: request.body ? await request.arrayBuffer() : null,
        redirect: 'manual',
        signal: AbortSignal.any([request.signal, expiry.signal]),
        dispatcher: excepted ? open : guarded,
      });
      return toResponse(reply, await readBody(reply, url, maxBytes), url);
    } catch (error) {
      if (expiry.signal.aborted) {
        throw new ConnectionError('provider_timeout', { message: `${url.host} took longer than ${timeoutMs} ms` });
      }
      if (request.signal.aborted) throw request.signal.reason;
      throw toProblem(error, url);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Judges the option `allowOrigins`. @throws TypeError that names it and the entry */
export function exactOrigins(allow: readonly string[]): ReadonlySet<string> {
  for (const [at, text] of allow.entries()) {
    const origin = URL.canParse(text) ? new URL(text).origin : '';
    if (origin === text && !origin.includes('*') && /^https?:/.test(origin)) continue;
    throw new TypeError(
      `\`allowOrigins[${at}]\` is ${JSON.stringify(text)}, which is no origin such as "http://127.0.0.1:4000"`,
    );
  }
  return new Set(allow);
}

function parseUrl(input: string | URL): URL {
  const text = String(input);
  // Without the parser's own error as a cause: it repeats the whole URL.
  if (!URL.canParse(text)) throw refusal('a URL', 'it cannot be parsed');
  return new URL(text);
}

function assertCallable(url: URL, excepted: boolean): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refusal(url.protocol, 'only https is called');
  if (url.username || url.password) throw refusal(url.host, 'its URL holds a user name or password');
  if (excepted) return;
  if (url.protocol !== 'https:') throw refusal(url.host, 'only https is called');
  // A connection to an address looks nothing up. The URL parser has turned every notation (0x7f000001, 127.1) into one.
  const address = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(address)) assertPublic(url.hostname, address);
}

async function readBody(reply: UndiciResponse, url: URL, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of reply.body ?? []) {
    const bytes: Uint8Array = chunk;
    size += bytes.byteLength;
    if (size > maxBytes) {
      throw new ConnectionError('provider_failed', {
        message: `${url.host} answered with more than ${maxBytes} bytes`,
      });
    }
    chunks.push(bytes);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}

/** The platform's own Response, which OAuth libraries test for, instead of undici's. */
function toResponse(reply: UndiciResponse, body: Uint8Array<ArrayBuffer>, url: URL): Response {
  const { status } = reply;
  if (status < 200 || status > 599) {
    throw new ConnectionError('provider_failed', { message: `${url.host} answered with status ${status}` });
  }
  const headers = new Headers([...reply.headers]);
  // The body is decompressed already.
  if (headers.has('content-encoding')) {
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  const bodiless = status === 204 || status === 205 || status === 304;
  return new Response(bodiless ? null : body, { status, headers });
}

/** Names the reason by its code only: undici's errors can hold raw bytes of the reply. */
function toProblem(error: unknown, url: URL): ConnectionError {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  if (error instanceof ConnectionError) return error;
  if (cause instanceof ConnectionError) return cause;
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no reason known';
  return new ConnectionError('provider_unreachable', { message: `no reply from ${url.host} (${code})` });
}

function refusal(what: string, why: string): ConnectionError {
  return new ConnectionError('provider_unreachable', { message: `refused to call ${what}: ${why}` });
}
