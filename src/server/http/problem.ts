import type { Context } from 'hono';
import { Problem, problems, type ConnectionError } from '../../contract/index.js';
import { fixes } from './fixes.js';
import { HostError } from './host-error.js';
import { framesOf } from './log.js';
import type { Deps, Env } from './options.js';

/** `application/problem+json` (RFC 9457) for a failure. Nothing of an upstream body, message or input is in it. */
export function problemReply(c: Context<Env>, error: ConnectionError): Response {
  const { status } = problems[error.code];
  const problem: Problem = {
    type: 'about:blank',
    title: error.code.replaceAll('_', ' '),
    status: status || 500,
    code: error.code,
    request_id: c.get('requestId'),
    ...(error.errors.length > 0 && { errors: [...error.errors] }),
  };
  c.header('Content-Type', 'application/problem+json');
  if (error.retry_after !== undefined) c.header('Retry-After', String(Math.ceil(error.retry_after)));
  c.header('Cache-Control', 'no-store');
  c.status(problem.status === 500 ? 500 : numeric(problem.status));
  return c.body(JSON.stringify(Problem.parse(problem)));
}

/** Writes a failure down with what the developer can do about it. */
export function logFailure(c: Context<Env>, deps: Deps, error: ConnectionError): void {
  const unknown = problems[error.code].status >= 500 && error.cause !== undefined;
  deps.log({
    level: problems[error.code].status >= 500 ? 'error' : 'info',
    event: 'problem',
    request_id: c.get('requestId'),
    code: error.code,
    message: error.message,
    fix: error instanceof HostError ? error.fix : fixes[error.code],
    ...(unknown && { error: framesOf(error.cause) }),
  });
}

type Failing = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 504;
const failing: readonly Failing[] = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 502, 503, 504];

function numeric(status: number): Failing {
  return failing.find((one) => one === status) ?? 500;
}
