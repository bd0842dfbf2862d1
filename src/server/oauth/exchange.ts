import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import type { PendingAuthorization } from './authorization.js';
import { callbackParams } from './callback.js';
import { allowsHttp, clientAuthOf, clientOf, getting } from './client.js';
import { withinDeadline } from './deadline.js';
import { withoutIdToken } from './normalize.js';
import type { TokenSet } from './provider.js';
import type { ProviderCalls, ResolvedProvider } from './provider.js';

export interface ExchangeRequest {
  /** Everything the provider sent to the callback. */
  readonly params: URLSearchParams;
  readonly state: string;
  readonly pending: PendingAuthorization;
}

/**
 * Turns the callback into tokens: judges its parameters (RFC 6749 §4.1.2, RFC 9207), then redeems the code once, within
 * one deadline, and validates the ID token where the issuer is known (OpenID Connect Core §3.1.3.7; its signature where
 * the metadata has keys).
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
  const endpoint = server.token_endpoint;
  const what = endpoint === undefined ? provider.client_id : new URL(endpoint).host;
  return withinDeadline({ what, signal: calls.signal, timeoutMs: calls.timeoutMs }, async (signal) => {
    const options = {
      signal,
      [oauth.customFetch]: normalizing(resolved, calls),
      [oauth.allowInsecureRequests]: allowsHttp(resolved),
    };
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
    if (claims && server.jwks_uri !== undefined) {
      await oauth.validateApplicationLevelSignature(server, reply, {
        signal,
        [oauth.customFetch]: getting(calls.fetch),
        [oauth.allowInsecureRequests]: allowsHttp(resolved),
      });
    }
    if (tokens.token_type !== 'bearer') {
      throw new ConnectionError('exchange_failed', { message: `${what} gave a token that is no bearer token` });
    }
    return tokenSet(tokens, { claims, received, separator: provider.scope_separator ?? ' ' });
  });
}

/** The reply as oauth4webapi sees it: bent by the integration where it is odd, and without what cannot be judged. */
function normalizing({ provider, issuerKnown }: ResolvedProvider, calls: ProviderCalls) {
  return async (url: string, options: oauth.CustomFetchOptions<'POST', URLSearchParams>): Promise<Response> => {
    const reply = await calls.fetch(url, options);
    const bent = provider.normalize ? await provider.normalize(reply) : reply;
    return issuerKnown ? bent : withoutIdToken(bent);
  };
}

/** Ten years in seconds: who says more means for ever, and a date can hold only so much. */
const longestLifetime = 10 * 365 * 24 * 60 * 60;

function tokenSet(
  tokens: oauth.TokenEndpointResponse,
  facts: { claims: oauth.IDToken | undefined; received: number; separator: ' ' | ',' },
): TokenSet {
  const { access_token, token_type, refresh_token, expires_in, scope } = tokens;
  const split = facts.separator === ',' ? /[\s,]+/ : /\s+/;
  return {
    access_token,
    token_type,
    ...(refresh_token !== undefined && { refresh_token }),
    ...(expires_in !== undefined &&
      expires_in <= longestLifetime && { expires_at: Math.floor(facts.received + expires_in * 1000) }),
    ...(scope !== undefined && { scope: scope.split(split).filter(Boolean) }),
    ...(facts.claims && { claims: { ...facts.claims } }),
  };
}
