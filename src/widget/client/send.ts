import { ConnectionError, isProblemCode, Problem, type ProblemCode } from '../../contract/problem.js';
import { backoff, type Timing } from './timing.js';

/** What stays the same from call to call. */
export interface SendOptions {
  fetch: typeof fetch;
  timing: Timing;
  /** Milliseconds until the server must begin to answer; reading the answer may take twice as long again. */
  timeout: number;
}

/** One call of the contract. */
export interface Call {
  /** Default GET. */
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
  /** Cookies go to the embedder's own session page only, never to the endpoint. */
  credentials?: 'omit' | 'same-origin';
  timeout?: number | undefined;
  /** In all, default 3: a second arrival changes nothing, for creations have an `Idempotency-Key`. */
  tries?: number;
  signal?: AbortSignal | undefined;
}

/** Seconds of `Retry-After` still waited for. */
const longestPatience = 10;
const worthRepeating = [408, 429, 500, 502, 503, 504];
/** Milliseconds a creation may run at the server, which holds its key that long. */
const creationTakes = 30_000;
const second = 1000;

/** Parsed JSON, undefined where there was none; or what went wrong, and whether the same call can fare better later. */
interface Reply {
  readonly body?: unknown;
  readonly error?: ConnectionError;
  readonly passing?: boolean;
}

/**
 * Sends one call, repeats it where that can help, and answers the JSON of its success. Throws a `ConnectionError`: the
 * server's own code, or `network_failed`, `timed_out`; or the signal's reason when it was given up.
 */
export async function send(call: Call, options: SendOptions): Promise<unknown> {
  const { now, sleep, random } = options.timing;
  const began = now();
  for (let tries = 1; ;) {
    const { body, error, passing } = await once(call, options);
    if (!error) return body;
    const { code, retry_after } = error;
    // the first try of a creation, whose answer was lost, may still run: its answer is ours once it has ended
    const running = code === 'idempotency_conflict' && now() - began < creationTakes;
    const again = running || (passing && tries < (call.tries ?? 3));
    if (!again || (retry_after ?? 0) > longestPatience) throw error;
    const pause = running ? second : backoff(tries++, { base: 300, random });
    await sleep(retry_after === undefined ? pause : Math.max(1, retry_after) * second, call.signal);
  }
}

export function isCode(error: unknown, code: ProblemCode): boolean {
  return error instanceof ConnectionError && error.code === code;
}

/** What `asked` answers; undefined when what it is about is gone, or was never this user's. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isCode(error, 'not_found')) return undefined;
    throw error;
  }
}

async function once(
  { method = 'GET', url, headers, body, credentials = 'omit', timeout, signal }: Call,
  { fetch, timeout: usual }: SendOptions,
): Promise<Reply> {
  // What stands in a query is the page's own affair.
  const asked = `${method} ${url.replace(/\?.*/, '')}`;
  const patience = timeout ?? usual;
  const late = new AbortController();
  let timer = setTimeout(() => late.abort(), patience);
  try {
    const response = await fetch(url, {
      method,
      mode: 'cors',
      credentials,
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'strict-origin',
      // a cancellation must arrive even if the page leaves right after it
      keepalive: method === 'DELETE',
      signal: AbortSignal.any([signal ?? late.signal, late.signal]),
      headers: {
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    clearTimeout(timer);
    timer = setTimeout(() => late.abort(), 2 * patience);
    const answer = json(await response.text());
    if (response.ok) return { body: answer };
    const error = problemOf(response, answer, asked);
    // A provider that is down was tried by the server, which counts how often.
    return { error, passing: worthRepeating.includes(response.status) && !error.code.startsWith('provider') };
  } catch (cause) {
    signal?.throwIfAborted();
    const passing = !late.signal.aborted;
    const code = passing ? 'network_failed' : 'timed_out';
    return { error: new ConnectionError(code, { message: asked, cause }), passing };
  } finally {
    clearTimeout(timer);
  }
}

function problemOf({ status, headers }: Response, body: unknown, asked: string): ConnectionError {
  const { code = '', errors, request_id } = Problem.safeParse(body).data ?? {};
  return new ConnectionError(isProblemCode(code) ? code : codeByStatus(status), {
    message: `${asked} answered ${status}`,
    errors,
    request_id,
    retry_after: retryAfter(headers),
  });
}

/** For answers that are not a problem of our table: a proxy's, or those of an embedder's own session page. */
function codeByStatus(status: number): ProblemCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'internal_error' : 'invalid_request';
}

/** `Retry-After` in seconds (RFC 9110 §10.2.3); a date counts from the server's own clock where its `Date` can be read. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  const from = Date.parse(headers.get('date') ?? '') || Date.now();
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - from) / second);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
