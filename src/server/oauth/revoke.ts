import * as oauth from 'oauth4webapi';
import { allowsHttp, clientAuthOf, clientOf } from './client.js';
import { withinDeadline } from './deadline.js';
import type { ProviderCalls, ResolvedProvider } from './provider.js';

export interface Revocation {
  readonly token: string;
  readonly hint: 'refresh_token' | 'access_token';
}

/**
 * Tells the provider that a token is no longer needed (RFC 7009); of a refresh token, its access tokens go with it. Nothing
 * happens where the provider has no way to be told. A token it does not know is no failure (§2.2).
 *
 * @throws ConnectionError `exchange_failed` when it refuses, `provider_*` when it may work later
 */
export async function revokeToken(
  resolved: ResolvedProvider,
  { token, hint }: Revocation,
  { fetch, signal, timeoutMs }: ProviderCalls,
): Promise<void> {
  const { provider, server } = resolved;
  const endpoint = server.revocation_endpoint;
  if (endpoint === undefined) return;
  await withinDeadline({ what: new URL(endpoint).host, signal, timeoutMs }, async (signal) => {
    const reply = await oauth.revocationRequest(server, clientOf(provider), clientAuthOf(provider), token, {
      signal,
      additionalParameters: { token_type_hint: hint },
      [oauth.customFetch]: fetch,
      [oauth.allowInsecureRequests]: allowsHttp(resolved),
    });
    // Some answer 204, which says the same.
    if (reply.ok) await reply.body?.cancel();
    else await oauth.processRevocationResponse(reply);
  });
}
