import * as oauth from 'oauth4webapi';
import { clientAuthOf, clientOf } from './client.js';
import type { Refusals } from './failure.js';
import type { OAuthProvider, ProviderCalls, ResolvedProvider, TokenSet } from './provider.js';
import { tokenRequest } from './token-request.js';
import { tokenSet } from './token-set.js';

export interface ClientCredentials {
  /** The end user's own client, from the token form; the operator's is not involved. */
  readonly client_id: string;
  readonly client_secret: string;
  readonly scopes: readonly string[];
}

export interface PasswordCredentials {
  readonly username: string;
  readonly password: string;
  readonly scopes: readonly string[];
}

/**
 * Tokens for a client that the end user has at the provider (RFC 6749 §4.4). There is no refresh token: ask again.
 *
 * @throws ConnectionError `credentials_rejected` when the provider refuses this client; else as `exchange` does
 */
export async function clientCredentialsGrant(
  resolved: ResolvedProvider,
  { client_id, client_secret, scopes }: ClientCredentials,
  calls: ProviderCalls,
): Promise<TokenSet> {
  const { client_key: _, ...declared } = resolved.provider;
  const provider = { ...declared, client_id, client_secret };
  return grant(
    { ...resolved, provider },
    { type: 'client_credentials', parameters: {}, scopes, refusals: clientRefused },
    calls,
  );
}

/**
 * Tokens for a user name and password (RFC 6749 §4.3), sent in the body by the operator's client.
 *
 * @throws ConnectionError `credentials_rejected` when the provider refuses this user; else as `exchange` does
 */
export async function passwordGrant(
  resolved: ResolvedProvider,
  { username, password, scopes }: PasswordCredentials,
  calls: ProviderCalls,
): Promise<TokenSet> {
  const parameters = { username, password };
  return grant(resolved, { type: 'password', parameters, scopes, refusals: userRefused }, calls);
}

const clientRefused: Refusals = new Map([
  ['invalid_client', 'credentials_rejected'],
  ['invalid_grant', 'credentials_rejected'],
]);

/** Here `invalid_client` is about the operator's client, which no user can mend. */
const userRefused: Refusals = new Map([['invalid_grant', 'credentials_rejected']]);

interface Grant {
  readonly type: NonNullable<OAuthProvider['grant_type']>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
  readonly refusals: Refusals;
}

function grant(
  resolved: ResolvedProvider,
  { type, parameters, scopes, refusals }: Grant,
  calls: ProviderCalls,
): Promise<TokenSet> {
  const { provider, server } = resolved;
  const client = clientOf(provider);
  const scope = scopes.join(provider.scope_separator ?? ' ');
  const body = { ...parameters, ...(scope && { scope }) };
  // Tokens nobody keeps are not given back here: the next try with the same credentials issues others.
  return tokenRequest(resolved, { ...calls, late: undefined }, { refusals }, async ({ options, what }) => {
    const auth = clientAuthOf(provider);
    const reply = await oauth.genericTokenEndpointRequest(server, client, auth, type, body, options);
    const received = (calls.now ?? Date.now)();
    const tokens = await oauth.processGenericTokenEndpointResponse(server, client, reply);
    return tokenSet(tokens, { provider, received, what });
  });
}
