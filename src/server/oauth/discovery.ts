import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import { getting } from './client.js';
import { withinDeadline } from './deadline.js';
import { isLoopback } from './endpoint.js';
import type { ProviderCalls } from './provider.js';

/**
 * The provider's metadata: OpenID Connect Discovery first, RFC 8414 where that answers 404. Its `issuer` must be the
 * configured one (RFC 8414 §3.3). Shared by everyone who asks meanwhile, so no single caller's signal ends it.
 */
export function discover(issuer: URL, calls: ProviderCalls): Promise<oauth.AuthorizationServer> {
  return withinDeadline({ what: issuer.host, timeoutMs: calls.timeoutMs }, async (signal) => {
    const ask = (algorithm: 'oidc' | 'oauth2'): Promise<Response> =>
      oauth.discoveryRequest(issuer, {
        algorithm,
        signal,
        [oauth.customFetch]: getting(calls.fetch),
        [oauth.allowInsecureRequests]: isLoopback(issuer),
      });
    let reply = await ask('oidc');
    if (reply.status === 404) {
      await reply.body?.cancel();
      reply = await ask('oauth2');
    }
    try {
      return await oauth.processDiscoveryResponse(issuer, reply);
    } catch (error) {
      if (error instanceof oauth.OperationProcessingError && error.code === oauth.JSON_ATTRIBUTE_COMPARISON) {
        throw new ConnectionError('integration_misconfigured', {
          message: `the metadata of ${issuer.href} names another issuer`,
        });
      }
      if (error instanceof oauth.OperationProcessingError) {
        throw new ConnectionError('provider_failed', { message: `${issuer.host} gave no metadata (${reply.status})` });
      }
      throw error;
    }
  });
}
