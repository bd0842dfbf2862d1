import type { AuthorizationServer } from 'oauth4webapi';
import type { OAuthProvider } from './provider.js';
/** How a provider is reached: `fetch` is the guarded one; the clock and the deadline are given so that tests own them. */
export interface ProviderCalls {
    readonly fetch: typeof fetch;
    readonly signal?: AbortSignal | undefined;
    readonly timeoutMs?: number | undefined;
    /** Milliseconds since the epoch. */
    readonly now?: (() => number) | undefined;
}
/** A provider whose endpoints are known, filled and checked. */
export interface ResolvedProvider {
    readonly provider: OAuthProvider;
    /** Kept for as long as the metadata is, because oauth4webapi hangs the provider's keys on this object. */
    readonly server: AuthorizationServer;
    /** Without a known issuer neither `iss` nor an ID token can be judged, so both are left alone. */
    readonly issuerKnown: boolean;
}
/**
 * Fills the inputs into the declared endpoints and, with `discovery`, reads the rest from the provider's metadata, which
 * is kept for an hour. A discovery that fails is not kept: the next call tries again, so a provider that is down at
 * start only delays itself.
 *
 * @throws ConnectionError `invalid_fields` naming the input, `integration_misconfigured`, `provider_*`
 */
export declare function resolveProvider(provider: OAuthProvider, inputs: Readonly<Record<string, string>>, calls: ProviderCalls): Promise<ResolvedProvider>;
