import * as oauth from 'oauth4webapi';
import { ConnectionError, type ProblemCode } from '../../contract/index.js';

/** Registered errors that mean more to one kind of request than that it was refused. */
export type Refusals = ReadonlyMap<string, ProblemCode>;

/**
 * Sorts what went wrong into the table of codes: refused for good (`exchange_failed`, or what `refusals` says), or passing
 * (`provider_failed`, with the seconds of a `Retry-After`; `provider_unreachable`). The original is dropped on purpose: the
 * errors of oauth4webapi carry the provider's reply, tokens included, as their `cause`, and a parser's message quotes the
 * text it stumbled over.
 */
export function judge(error: unknown, what: string, refusals: Refusals = new Map()): ConnectionError {
  if (error instanceof ConnectionError) return error;
  if (error instanceof oauth.ResponseBodyError) {
    return byStatus(error.response, { what, said: knownError(error.error), code: refusals.get(error.error) });
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return byStatus(error.response, { what, said: 'a challenge' });
  }
  if (error instanceof oauth.OperationProcessingError) return judgeReply(error, what);
  if (error instanceof oauth.UnsupportedOperationError) {
    return new ConnectionError('exchange_failed', { message: `${what} answered in a way that is not supported` });
  }
  if (error instanceof TypeError && !('code' in error)) {
    return new ConnectionError('provider_unreachable', { message: `${what} (${networkCode(error)})` });
  }
  return new ConnectionError('provider_failed', { message: `${what} gave a reply that cannot be read` });
}

/** The registered errors of RFC 6749 §4.1.2.1 and §5.2; anything else a provider says stays out of our messages. */
export function knownError(error: string): string {
  return registered.find((one) => one === error) ?? 'an unregistered error';
}

const registered = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'unsupported_token_type',
  'invalid_scope',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
] as const;

/** What may work on another try: too slow, too early, too often (RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4). */
const passing = [408, 425, 429];

function byStatus(
  { status, headers }: Response,
  { what, said, code = 'exchange_failed' }: { what: string; said: string; code?: ProblemCode | undefined },
): ConnectionError {
  const refused = status >= 200 && status < 500 && !passing.includes(status) && !(status >= 300 && status < 400);
  const retry_after = secondsToWait(headers);
  return new ConnectionError(refused ? code : 'provider_failed', {
    message: `${what} answered ${status} with ${said}`,
    ...(!refused && retry_after !== undefined && { retry_after }),
  });
}

/** RFC 9110 §10.2.3. A date is counted from the provider's own, where it sends one; more than a day is not believed. */
function secondsToWait(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const until = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - providersClock(headers)) / 1000;
  return Number.isNaN(until) ? undefined : Math.min(Math.max(0, Math.ceil(until)), 86_400);
}

function providersClock(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

function judgeReply(error: oauth.OperationProcessingError, what: string): ConnectionError {
  const reply = error.cause instanceof Response ? error.cause : undefined;
  if (reply && (error.code === oauth.RESPONSE_IS_NOT_CONFORM || !reply.ok)) {
    return byStatus(reply, { what, said: 'something that is no OAuth reply' });
  }
  const unreadable = error.code === oauth.PARSE_ERROR || error.code === oauth.RESPONSE_IS_NOT_JSON;
  return new ConnectionError(unreadable ? 'provider_failed' : 'exchange_failed', {
    message: `${what} gave a reply that does not hold (${error.code ?? 'no code'})`,
  });
}

/** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`: upper-case names by the platform, which quote nothing. */
function networkCode(error: TypeError): string {
  const cause = error.cause;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'no connection';
}
