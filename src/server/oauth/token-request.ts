import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import { allowsHttp } from './client.js';
import { withinDeadline } from './deadline.js';
import type { Refusals } from './failure.js';
import { orLate } from './late.js';
import { judgeable } from './normalize.js';
import type { ProviderCalls, ResolvedProvider, TokenSet } from './provider.js';

export interface TokenRequestOptions {
  /** Whether the ID token is wanted; one that nobody could judge is left out all the same. */
  readonly idToken?: boolean;
  readonly refusals?: Refusals;
}

/** What a token request goes out with. */
export interface TokenRequest {
  readonly options: oauth.TokenEndpointRequestOptions;
  /** Host of the token endpoint, for messages. */
  readonly what: string;
}

/**
 * One request to the token endpoint, within one deadline and never repeated: `ask` sends it and judges the reply, which was
 * bent by the integration where it is odd. With `calls.late` the request may outlive its deadline.
 */
export function tokenRequest(
  resolved: ResolvedProvider,
  calls: ProviderCalls,
  { idToken = false, refusals }: TokenRequestOptions,
  ask: (request: TokenRequest) => Promise<TokenSet>,
): Promise<TokenSet> {
  const { token_endpoint } = resolved.server;
  if (token_endpoint === undefined) {
    throw new ConnectionError('integration_misconfigured', { message: 'no token_endpoint' });
  }
  const what = new URL(token_endpoint).host;
  const { signal, timeoutMs, late, lingering } = calls;
  return withinDeadline({ what, signal, timeoutMs, refusals }, (deadline) => {
    const send = (signal: AbortSignal): Promise<TokenSet> =>
      ask({
        what,
        options: {
          signal,
          [oauth.customFetch]: bending(resolved, calls, { idToken: idToken && resolved.issuerKnown }),
          [oauth.allowInsecureRequests]: allowsHttp(resolved),
        },
      });
    return late ? orLate(deadline, { late, lingering }, send) : send(deadline);
  });
}

function bending({ provider }: ResolvedProvider, calls: ProviderCalls, wanted: { idToken: boolean }) {
  return async (url: string, options: oauth.CustomFetchOptions<'POST', URLSearchParams>): Promise<Response> => {
    const reply = await calls.fetch(url, options);
    return judgeable(provider.normalize ? await provider.normalize(reply) : reply, wanted);
  };
}
