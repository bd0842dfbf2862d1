import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import { signingKey } from './client-key.js';
import { isLoopback } from './endpoint.js';
import type { OAuthProvider, ResolvedProvider } from './provider.js';

/** How far the provider's clock may be from ours, in seconds, when the times of an ID token are judged. */
export const clockTolerance = 60;

/** The provider as oauth4webapi wants to see its client. */
export function clientOf({ client_id }: OAuthProvider): oauth.Client & { readonly client_id: string } {
  if (!client_id) throw new ConnectionError('integration_misconfigured', { message: 'no client_id is declared' });
  return { client_id, [oauth.clockTolerance]: clockTolerance };
}

/**
 * How the client proves itself: as declared, else in the header (RFC 6749 §2.3.1); a public client only names itself. A
 * signed assertion is for the issuer alone, a single value, so that no other server can be handed it.
 */
export function clientAuthOf({ client_secret, client_auth, client_key }: OAuthProvider): oauth.ClientAuth {
  if (client_auth === 'private_key_jwt' && client_key) {
    return async (...request) => oauth.PrivateKeyJwt(await signingKey(client_key))(...request);
  }
  if (client_secret === undefined) return oauth.None();
  return client_auth === 'client_secret_post'
    ? oauth.ClientSecretPost(client_secret)
    : oauth.ClientSecretBasic(client_secret);
}

/** Plain http is for loopback alone; everything else was refused when the endpoints were resolved. */
export function allowsHttp({ server }: ResolvedProvider): boolean {
  const { token_endpoint } = server;
  return token_endpoint !== undefined && isLoopback(new URL(token_endpoint));
}

/** `fetch` as oauth4webapi calls it for a GET, whose `body: undefined` the platform's types refuse. */
export function getting(
  fetch: typeof globalThis.fetch,
): (url: string, options: oauth.CustomFetchOptions<'GET'>) => Promise<Response> {
  return (url, { headers, method, redirect, signal }) =>
    fetch(url, { headers, method, redirect, ...(signal && { signal }) });
}
