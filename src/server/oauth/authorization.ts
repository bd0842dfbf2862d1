import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import { allowsHttp, clientAuthOf, clientOf } from './client.js';
import { withinDeadline } from './deadline.js';
import type { ProviderCalls, ResolvedProvider } from './provider.js';

export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly scopes: readonly string[];
}

/** What only the client that started may know until the exchange: keep it sealed, use it once. */
export interface PendingAuthorization {
  readonly redirect_uri: string;
  readonly code_verifier?: string | undefined;
  readonly nonce?: string | undefined;
}

/**
 * Where to send the browser (RFC 6749 §4.1.1). PKCE is S256 with a fresh verifier each time unless the provider is
 * declared `pkce: false`; a nonce goes along when an ID token can be judged; where the provider advertises pushed
 * requests (RFC 9126) the URL carries a reference only.
 */
export async function startAuthorization(
  resolved: ResolvedProvider,
  request: AuthorizationRequest,
  calls: ProviderCalls,
): Promise<{ url: string; pending: PendingAuthorization }> {
  const { provider, server } = resolved;
  const endpoint = server.authorization_endpoint;
  if (endpoint === undefined) {
    throw new ConnectionError('integration_misconfigured', { message: 'no authorization_endpoint' });
  }
  const { client_id } = clientOf(provider);
  const verifier = provider.pkce === false ? undefined : oauth.generateRandomCodeVerifier();
  const nonce = resolved.issuerKnown && request.scopes.includes('openid') ? oauth.generateRandomNonce() : undefined;
  const separator = provider.scope_separator ?? ' ';
  const parameters = new URLSearchParams({
    ...provider.authorization_params,
    response_type: 'code',
    client_id,
    redirect_uri: request.redirectUri,
    state: request.state,
    ...(request.scopes.length > 0 && { scope: request.scopes.join(separator) }),
    ...(nonce !== undefined && { nonce }),
    ...(provider.response_mode === 'form_post' && { response_mode: 'form_post' }),
    ...(verifier !== undefined && {
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  });
  const url = new URL(endpoint);
  for (const [name, value] of await pushed(resolved, parameters, calls)) url.searchParams.set(name, value);
  const pending = {
    redirect_uri: request.redirectUri,
    ...(verifier !== undefined && { code_verifier: verifier }),
    ...(nonce !== undefined && { nonce }),
  };
  return { url: url.href, pending };
}

async function pushed(
  resolved: ResolvedProvider,
  parameters: URLSearchParams,
  { fetch, signal, timeoutMs }: ProviderCalls,
): Promise<URLSearchParams> {
  const { provider, server } = resolved;
  const endpoint = server.pushed_authorization_request_endpoint;
  if (endpoint === undefined) return parameters;
  return withinDeadline({ what: new URL(endpoint).host, signal, timeoutMs }, async (signal) => {
    const client = clientOf(provider);
    const reply = await oauth.pushedAuthorizationRequest(server, client, clientAuthOf(provider), parameters, {
      signal,
      [oauth.customFetch]: fetch,
      [oauth.allowInsecureRequests]: allowsHttp(resolved),
    });
    const { request_uri } = await oauth.processPushedAuthorizationResponse(server, client, reply);
    return new URLSearchParams({ client_id: client.client_id, request_uri });
  });
}
