import * as oauth from 'oauth4webapi';
import type { PendingAuthorization } from './authorization.js';
import { callbackParams } from './callback.js';
import { clientAuthOf, clientOf } from './client.js';
import { checkIdToken } from './id-token.js';
import type { ProviderCalls, ResolvedProvider, TokenSet } from './provider.js';
import { tokenRequest } from './token-request.js';
import { tokenSet } from './token-set.js';

export interface ExchangeRequest {
  /** Everything the provider sent to the callback. */
  readonly params: URLSearchParams;
  readonly state: string;
  readonly pending: PendingAuthorization;
}

/**
 * Turns the callback into tokens: judges its parameters (RFC 6749 §4.1.2, RFC 9207), then redeems the code once, within
 * one deadline, and validates the ID token where the issuer is known (OpenID Connect Core §3.1.3.7; its signature where
 * the metadata has keys). Tokens that come too late go to `calls.late`.
 *
 * @throws ConnectionError `invalid_request`, `state_unknown`, `issuer_mismatch`, `access_denied`, `exchange_failed`,
 * `provider_timeout`, `provider_unreachable`, `provider_failed`. No message quotes the provider.
 */
export async function exchange(
  resolved: ResolvedProvider,
  { params, state, pending }: ExchangeRequest,
  calls: ProviderCalls,
): Promise<TokenSet> {
  const { provider, server } = resolved;
  const client = clientOf(provider);
  const judged = callbackParams(resolved, params, state);
  return tokenRequest(resolved, calls, { idToken: true }, async ({ options, what }) => {
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      clientAuthOf(provider),
      judged,
      pending.redirect_uri,
      pending.code_verifier ?? oauth.nopkce,
      options,
    );
    const received = (calls.now ?? Date.now)();
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, reply, {
      ...(pending.nonce !== undefined && { expectedNonce: pending.nonce, requireIdToken: true }),
    });
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (claims) await checkIdToken(resolved, { claims, reply }, { fetch: calls.fetch, signal: options.signal });
    return { ...tokenSet(tokens, { provider, received, what }), ...(claims && { claims: { ...claims } }) };
  });
}
