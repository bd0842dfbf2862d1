import type { TokenEndpointResponse } from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import type { OAuthProvider, TokenSet } from './provider.js';
import { isTokenText } from './token-text.js';

export interface TokenSetFacts {
  readonly provider: OAuthProvider;
  /** When the reply came, in milliseconds since the epoch. */
  readonly received: number;
  /** Host of the token endpoint, for the message. */
  readonly what: string;
}

/**
 * A token reply with its lifetime counted from its receipt, so that the provider's clock does not matter.
 *
 * @throws ConnectionError `exchange_failed` for a token that is no bearer token (RFC 6750), or none that a header can carry
 */
export function tokenSet(reply: TokenEndpointResponse, { provider, received, what }: TokenSetFacts): TokenSet {
  const { access_token, token_type, refresh_token, expires_in, scope } = reply;
  if (token_type !== 'bearer') {
    throw new ConnectionError('exchange_failed', { message: `${what} gave a token that is no bearer token` });
  }
  if (!isTokenText(access_token) || (refresh_token !== undefined && !isTokenText(refresh_token))) {
    throw new ConnectionError('exchange_failed', { message: `${what} gave a token that no header can carry` });
  }
  return {
    access_token,
    token_type,
    ...(refresh_token !== undefined && { refresh_token }),
    ...(expires_in !== undefined &&
      expires_in <= longestLifetime && { expires_at: Math.floor(received + expires_in * 1000) }),
    ...(scope !== undefined && {
      scope: scope.split(provider.scope_separator === ',' ? /[\s,]+/ : /\s+/).filter(Boolean),
    }),
  };
}

/** Ten years in seconds: who says more means for ever, and a date can hold only so much. */
const longestLifetime = 10 * 365 * 24 * 60 * 60;
