import * as oauth from 'oauth4webapi';
import { ConnectionError } from '../../contract/index.js';
import { clientOf } from './client.js';
import { knownError } from './failure.js';
import type { ResolvedProvider } from './provider.js';

/** The callback's parameters once they are known to be an answer to `state` by this very provider. */
export function callbackParams(resolved: ResolvedProvider, given: URLSearchParams, state: string): URLSearchParams {
  const { provider, server } = resolved;
  const params = new URLSearchParams(given);
  if (new Set(params.keys()).size !== params.size) {
    throw new ConnectionError('invalid_request', { message: 'a callback parameter is repeated (RFC 6749 §3.1)' });
  }
  if (params.get('state') !== state) {
    throw new ConnectionError('state_unknown', { message: 'the callback answers another state' });
  }
  checkIssuer(resolved, params);
  try {
    return oauth.validateAuthResponse(server, clientOf(provider), params, state);
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) throw refused(error.error);
    throw new ConnectionError('exchange_failed', { message: 'the callback is no authorization response' });
  }
}

/** RFC 9207 §2.4: compared letter by letter, and missed where the provider is known to send it. */
function checkIssuer({ server, issuerKnown }: ResolvedProvider, params: URLSearchParams): void {
  if (!issuerKnown) {
    params.delete('iss');
    return;
  }
  const iss = params.get('iss');
  if (iss === null && !server.authorization_response_iss_parameter_supported) return;
  if (iss !== server.issuer) {
    throw new ConnectionError('issuer_mismatch', {
      message: iss === null ? `the callback lacks the iss of ${server.issuer}` : `iss is not ${server.issuer}`,
    });
  }
}

function refused(error: string): ConnectionError {
  if (denials.includes(error)) {
    return new ConnectionError('access_denied', { message: 'the provider says the user did not agree' });
  }
  const passing = error === 'server_error' || error === 'temporarily_unavailable';
  return new ConnectionError(passing ? 'provider_failed' : 'exchange_failed', {
    message: `the provider refused the authorization with ${knownError(error)}`,
  });
}

/** RFC 6749 §4.1.2.1, and LinkedIn's two words for the same. */
const denials = ['access_denied', 'user_cancelled_login', 'user_cancelled_authorize'];
