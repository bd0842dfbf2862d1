import { ConnectionError } from '../../../contract/index.js';
import { type IntegrationDefinition, tokenFields } from '../../catalogue/index.js';
import {
  clientCredentialsGrant,
  isByRedirect,
  passwordGrant,
  type ProviderCalls,
  refreshTokens,
  type ResolvedProvider,
  type TokenSet,
} from '../../oauth/index.js';
import type { StoredCredentials } from './credentials.js';
import { scopesFor } from './permissions.js';

/** What a new access token is got with. */
export interface Renewal {
  readonly definition: IntegrationDefinition;
  readonly resolved: ResolvedProvider;
  readonly credentials: StoredCredentials;
  readonly permissions: readonly string[];
}

/**
 * Gets a new access token: by refresh token, or anew with the values of the form where that is the grant.
 *
 * @throws ConnectionError `needs_reauth` when only the user can help; `credentials_rejected` for values of a form;
 * `exchange_failed`, `provider_*`
 */
export async function newTokens(
  { definition, resolved, credentials, permissions }: Renewal,
  calls: ProviderCalls,
): Promise<TokenSet> {
  if (isFormGrant(definition)) {
    const values = formGrantValues(definition, credentials);
    const scopes = scopesFor(definition, permissions);
    const { client_id, client_secret, username, password } = values;
    if (client_id !== undefined && client_secret !== undefined) {
      return clientCredentialsGrant(resolved, { client_id, client_secret, scopes }, calls);
    }
    if (username !== undefined && password !== undefined) {
      return passwordGrant(resolved, { username, password, scopes }, calls);
    }
  }
  const { refresh_token } = credentials;
  if (refresh_token !== undefined) return refreshTokens(resolved, refresh_token, calls);
  throw new ConnectionError('needs_reauth', {
    message: `there is nothing to renew the token of ${definition.type} with`,
  });
}

/** Whether there is anything to get a new access token with; `credentials` are the names of those that exist. */
export function isRenewable(definition: IntegrationDefinition | undefined, credentials: readonly string[]): boolean {
  if (credentials.includes('refresh_token')) return true;
  return definition !== undefined && isFormGrant(definition) && credentials.includes('other_auth_info');
}

/** Access tokens are got with the values of the token form (RFC 6749 §4.3, §4.4). */
export function isFormGrant({ oauth, token }: IntegrationDefinition): boolean {
  return oauth !== undefined && token !== undefined && !isByRedirect(oauth);
}

interface FormGrantValues {
  readonly client_id?: string | undefined;
  readonly client_secret?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** The values of such a form, by the names of its fields; only those that the declared grant is made of. */
export function formGrantValues(
  { oauth, token }: IntegrationDefinition,
  { other_auth_info = [] }: StoredCredentials,
): FormGrantValues {
  const fields = token ? tokenFields(token) : [];
  const valueOf = (name: string): string | undefined =>
    other_auth_info[fields.findIndex((field) => field.name === name)];
  return oauth?.grant_type === 'client_credentials'
    ? { client_id: valueOf('client_id'), client_secret: valueOf('client_secret') }
    : { username: valueOf('username'), password: valueOf('password') };
}
