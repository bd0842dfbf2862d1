import { ConnectionError } from '../../contract/index.js';
import { withinDeadline } from './deadline.js';
import type { ProviderCalls, ResolvedProvider } from './provider.js';

/**
 * Claims about the account behind an access token (OpenID Connect Core §5.3), parsed but not otherwise judged. Undefined
 * where the provider has no userinfo endpoint. The token travels in the header only.
 */
export async function userinfo(
  { server }: ResolvedProvider,
  accessToken: string,
  { fetch, signal, timeoutMs }: ProviderCalls,
): Promise<unknown> {
  const endpoint = server.userinfo_endpoint;
  if (endpoint === undefined) return undefined;
  const what = new URL(endpoint).host;
  return withinDeadline({ what, signal, timeoutMs }, async (signal) => {
    const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
    const reply = await fetch(endpoint, { headers, signal, redirect: 'manual' });
    if (!reply.ok) {
      await reply.body?.cancel();
      throw new ConnectionError('provider_failed', { message: `${what} answered userinfo with ${reply.status}` });
    }
    return reply.json();
  });
}
