import type { ProviderCalls, ResolvedProvider } from './resolve.js';
/**
 * Claims about the account behind an access token (OpenID Connect Core §5.3), parsed but not otherwise judged. Undefined
 * where the provider has no userinfo endpoint. The token travels in the header only.
 */
export declare function userinfo({ server }: ResolvedProvider, accessToken: string, { fetch, signal, timeoutMs }: ProviderCalls): Promise<unknown>;
