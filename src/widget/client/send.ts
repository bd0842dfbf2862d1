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
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
  /** Cookies go to the embedder's own session page only, never to the endpoint. */
  credentials?: 'omit' | 'same-origin';
  timeout?: number | undefined;
  /** True where a second arrival changes nothing: reads, creations with an `Idempotency-Key`, deletions. */
  repeatable: boolean;
  signal?: AbortSignal | undefined;
}

/** Of a call that may be repeated: tries in all, milliseconds of backoff, seconds of `Retry-After` still waited for. */
const most = { tries: 3, backoff: 5_000, retryAfter: 10 };
const worthRepeating = [408, 429, 500, 502, 503, 504];
/** Milliseconds a creation may run at the server, which holds its key that long. */
const creationTakes = 30_000;

interface Success {
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown;
}

interface Failure {
  readonly error: ConnectionError;
  /** Whether the same call can fare better a moment later. */
  readonly passing: boolean;
}

function isFailure(reply: Success | Failure): reply is Failure {
  return 'error' in reply;
}

/**
 * Sends one call, repeats it where that is safe, and answers the JSON of its success. Throws a `ConnectionError`: the
 * server's own code, or `network_failed`, `timed_out`; or the signal's reason when it was given up.
 */
export async function send(call: Call, options: SendOptions): Promise<unknown> {
  const { now, sleep, random } = options.timing;
  const began = now();
  for (let tries = 1; ;) {
    const reply = await once(call, options);
    if (!isFailure(reply)) return reply.body;

    const { error, passing } = reply;
    if (!call.repeatable || (error.retry_after ?? 0) > most.retryAfter) throw error;
    if (error.code === 'idempotency_conflict' && now() - began < creationTakes) {
      // the first try, whose answer was lost, still runs: its answer is ours once it has ended
      await sleep((error.retry_after ?? 1) * 1000, call.signal);
    } else if (passing && tries < most.tries) {
      const pause = backoff(tries++, { base: 300, most: most.backoff, random });
      await sleep(error.retry_after === undefined ? pause : error.retry_after * 1000, call.signal);
    } else throw error;
  }
}

export function isCode(error: unknown, code: ProblemCode): boolean {
  return error instanceof ConnectionError && error.code === code;
}

async function once(call: Call, options: SendOptions): Promise<Success | Failure> {
  const timeout = call.timeout ?? options.timeout;
  const late = new AbortController();
  let timer = setTimeout(() => late.abort(), timeout);
  try {
    const response = await options.fetch(call.url, {
      method: call.method,
      mode: 'cors',
      credentials: call.credentials ?? 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'strict-origin',
      // a cancellation must arrive even if the page leaves right after it
      keepalive: call.method === 'DELETE',
      signal: call.signal ? AbortSignal.any([call.signal, late.signal]) : late.signal,
      headers: {
        Accept: 'application/json',
        ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    clearTimeout(timer);
    timer = setTimeout(() => late.abort(), 2 * timeout);
    const body = json(await response.text());
    return response.ok
      ? { body }
      : { error: problemOf(response, body), passing: worthRepeating.includes(response.status) };
  } catch (cause) {
    call.signal?.throwIfAborted();
    const code = late.signal.aborted ? 'timed_out' : 'network_failed';
    const error = new ConnectionError(code, { message: `${call.method} ${call.url}`, cause });
    return { error, passing: code === 'network_failed' };
  } finally {
    clearTimeout(timer);
  }
}

function problemOf({ status, headers }: Response, body: unknown): ConnectionError {
  const wait = retryAfter(headers);
  const problem = Problem.safeParse(body).data;
  const code = problem && isProblemCode(problem.code) ? problem.code : codeByStatus(status);
  return new ConnectionError(code, {
    message: `the server answered ${status}`,
    ...(problem?.errors && { errors: problem.errors }),
    ...(problem?.request_id !== undefined && { request_id: problem.request_id }),
    ...(wait !== undefined && { retry_after: wait }),
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
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const from = Date.parse(headers.get('date') ?? '');
  const seconds = Math.ceil((Date.parse(value) - (Number.isNaN(from) ? Date.now() : from)) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
