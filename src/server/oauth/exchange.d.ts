import type { PendingAuthorization } from './authorization.js';
import type { TokenSet } from './provider.js';
import type { ProviderCalls, ResolvedProvider } from './resolve.js';
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
export declare function exchange(resolved: ResolvedProvider, { params, state, pending }: ExchangeRequest, calls: ProviderCalls): Promise<TokenSet>;
