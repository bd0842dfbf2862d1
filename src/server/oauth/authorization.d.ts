import type { ProviderCalls, ResolvedProvider } from './resolve.js';
export interface AuthorizationRequest {
    readonly redirectUri: string;
    readonly state: string;
    readonly scopes: readonly string[];
}
/** What only the client that started may know until the exchange: keep it sealed, use it once. */
export interface PendingAuthorization {
    readonly redirect_uri: string;
    readonly code_verifier?: string;
    readonly nonce?: string;
}
/**
 * Where to send the browser (RFC 6749 §4.1.1). PKCE is S256 with a fresh verifier each time unless the provider is
 * declared `pkce: false`; a nonce goes along when an ID token can be judged; where the provider advertises pushed
 * requests (RFC 9126) the URL carries a reference only.
 */
export declare function startAuthorization(resolved: ResolvedProvider, request: AuthorizationRequest, calls: ProviderCalls): Promise<{
    url: string;
    pending: PendingAuthorization;
}>;
