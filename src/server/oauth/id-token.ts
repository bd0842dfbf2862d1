import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import { allowsHttp, clockTolerance, getting } from './client.js';
import type { ResolvedProvider } from './provider.js';

export interface ReceivedIdToken {
  /** Validated by oauth4webapi but for what is judged here. */
  readonly claims: oauth.IDToken;
  /** The reply that it came in. */
  readonly reply: Response;
}

/**
 * Judges what oauth4webapi leaves open: an ID token must not be from the future (OpenID Connect Core §3.1.3.7, 10), and
 * where the metadata has keys it must be signed by one of them.
 *
 * @throws ConnectionError `exchange_failed`, and what oauth4webapi throws for a signature that does not hold
 */
export async function checkIdToken(
  resolved: ResolvedProvider,
  { claims, reply }: ReceivedIdToken,
  { fetch, signal }: { fetch: typeof globalThis.fetch; signal: oauth.HttpRequestOptions<'GET'>['signal'] },
): Promise<void> {
  const { server } = resolved;
  if (claims.iat > Date.now() / 1000 + clockTolerance) {
    throw new ConnectionError('exchange_failed', {
      message: `the ID token of ${server.issuer} is from the future: its clock and ours differ by more than ${clockTolerance} s`,
    });
  }
  if (server.jwks_uri === undefined) return;
  const options = {
    ...(signal && { signal }),
    [oauth.customFetch]: getting(fetch),
    [oauth.allowInsecureRequests]: allowsHttp(resolved),
  };
  try {
    await oauth.validateApplicationLevelSignature(server, reply, options);
  } catch (error) {
    if (!(error instanceof oauth.OperationProcessingError) || error.code !== oauth.KEY_SELECTION) throw error;
    // oauth4webapi hangs the keys on the object and keeps them for a minute at least: for a copy it asks anew, once.
    await oauth.validateApplicationLevelSignature({ ...server }, reply, options);
  }
}
