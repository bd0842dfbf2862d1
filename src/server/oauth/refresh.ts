import * as oauth from 'oauth4webapi';
import { clientAuthOf, clientOf } from './client.js';
import type { Refusals } from './failure.js';
import type { ProviderCalls, ResolvedProvider, TokenSet } from './provider.js';
import { tokenRequest } from './token-request.js';
import { tokenSet } from './token-set.js';

/**
 * New tokens for a refresh token (RFC 6749 §6), in one request that is never repeated: with rotation a second try would be
 * taken for theft. No scope is asked for, so none is added. `refresh_token` is absent when the provider gave no new one: the old one
 * stays good. An ID token in the reply is not looked at, because a fault in it must not cost the rotated token.
 *
 * @throws ConnectionError `needs_reauth` when the grant is over (`invalid_grant`); `exchange_failed` for any other refusal;
 * `provider_timeout`, `provider_unreachable`, `provider_failed` when it may work later, after `retry_after` seconds if given
 */
export async function refreshTokens(
  resolved: ResolvedProvider,
  refreshToken: string,
  calls: ProviderCalls,
): Promise<TokenSet> {
  const { provider, server } = resolved;
  const client = clientOf(provider);
  return tokenRequest(resolved, calls, { refusals }, async ({ options, what }) => {
    const reply = await oauth.refreshTokenGrantRequest(server, client, clientAuthOf(provider), refreshToken, options);
    const received = (calls.now ?? Date.now)();
    const tokens = await oauth.processRefreshTokenResponse(server, client, reply);
    return tokenSet(tokens, { provider, received, what });
  });
}

const refusals: Refusals = new Map([['invalid_grant', 'needs_reauth']]);
