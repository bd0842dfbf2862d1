import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';

/**
 * Sorts what went wrong into the table of codes. The original is dropped on purpose: the errors of oauth4webapi carry
 * the provider's reply, tokens included, as their `cause`, and a parser's message quotes the text it stumbled over.
 */
export function judge(error: unknown, what: string): ConnectionError {
  if (error instanceof ConnectionError) return error;
  if (error instanceof oauth.ResponseBodyError) return byStatus(error.status, what, knownError(error.error));
  if (error instanceof oauth.WWWAuthenticateChallengeError) return byStatus(error.status, what, 'a challenge');
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
  'invalid_scope',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
] as const;

function byStatus(status: number, what: string, said: string): ConnectionError {
  const refused = status >= 200 && status < 500 && status !== 429 && !(status >= 300 && status < 400);
  return new ConnectionError(refused ? 'exchange_failed' : 'provider_failed', {
    message: `${what} answered ${status} with ${said}`,
  });
}

function judgeReply(error: oauth.OperationProcessingError, what: string): ConnectionError {
  if (error.code === oauth.RESPONSE_IS_NOT_CONFORM && error.cause instanceof Response) {
    return byStatus(error.cause.status, what, 'something that is no OAuth reply');
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
