import { ConnectionError, type FieldError } from '../../../contract/index.js';
import { isTokenText } from '../../oauth/index.js';
import type { GivenAuth } from '../vault.js';
import type { StoredCredentials } from './credentials.js';

/** Tokens of OAuth 2 that a customer already has, as they will be kept. */
export interface GivenTokens {
  readonly credentials: StoredCredentials;
  /** Ended, or nobody knows when they end, and there is a refresh token to find out with. */
  readonly stale: boolean;
}

/** Whether tokens were given, rather than the values of a form. */
export function areTokens({ access_token, refresh_token }: GivenAuth): boolean {
  return access_token !== undefined || refresh_token !== undefined;
}

/**
 * Reads and judges imported tokens. Without an end and without a refresh token they are taken for long-lived; an end more
 * than ten years away is none.
 *
 * @throws ConnectionError `invalid_fields` at `auth.NAME`
 */
export function givenTokens(auth: GivenAuth, now: number): GivenTokens {
  const access_token = auth.access_token?.trim();
  const refresh_token = auth.refresh_token?.trim();
  const { expires_at, token_type = 'bearer' } = auth;
  const errors: FieldError[] = [
    ...tokenFaults('auth.access_token', access_token),
    ...tokenFaults('auth.refresh_token', refresh_token),
  ];
  if (token_type.toLowerCase() !== 'bearer') errors.push({ path: 'auth.token_type', code: 'unexpected' });
  if (expires_at !== undefined && !Number.isFinite(expires_at)) {
    errors.push({ path: 'auth.expires_at', code: 'invalid_date' });
  }
  const over = expires_at !== undefined && expires_at <= now;
  if (over && refresh_token === undefined) errors.push({ path: 'auth.refresh_token', code: 'required' });
  if (errors.length > 0) {
    throw new ConnectionError('invalid_fields', { message: 'the tokens given will not do', errors });
  }
  const unknown = expires_at === undefined || access_token === undefined;
  return {
    credentials: {
      ...(access_token !== undefined && { access_token, token_type: 'bearer' }),
      ...(refresh_token !== undefined && { refresh_token }),
      ...(expires_at !== undefined && expires_at <= now + longestLife && { expires_at: Math.floor(expires_at) }),
    },
    stale: refresh_token !== undefined && (over || unknown),
  };
}

/** Ten years in milliseconds: who says more means for ever, and a date can hold only so much. */
const longestLife = 315_360_000_000;

function tokenFaults(path: string, token: string | undefined): FieldError[] {
  if (token === undefined) return [];
  if (token === '') return [{ path, code: 'required' }];
  if (token.length > 16_384) return [{ path, code: 'too_long' }];
  return isTokenText(token) ? [] : [{ path, code: 'pattern' }];
}
