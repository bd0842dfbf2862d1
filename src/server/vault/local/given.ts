import { ConnectionError } from '../../../contract/index.js';
import type { Account, IntegrationDefinition, TokenForm } from '../../catalogue/index.js';
import { isByRedirect, type OAuthProvider, resolveProvider, type TokenSet } from '../../oauth/index.js';
import type { GivenAuth } from '../vault.js';
import { accountByUserinfo } from './account.js';
import { type StoredCredentials, withTokens } from './credentials.js';
import { refuseForeignEndpoints } from './given-endpoints.js';
import { areTokens, givenTokens } from './given-tokens.js';
import type { Checked } from './new-row.js';
import type { LocalVaultOptions } from './options.js';
import { isFormGrant, newTokens } from './renewal.js';
import { toldAccount } from './told-account.js';
import { firstSecret, formValues, valuePath } from './token-form.js';
import { verifyCredentials } from './verify.js';

/** Credentials as somebody hands them in, with what they are for. */
export interface Given {
  readonly definition: IntegrationDefinition;
  readonly auth: GivenAuth;
  readonly inputs: Readonly<Record<string, string>>;
  readonly permissions: readonly string[];
}

export interface GivenOptions {
  readonly signal: AbortSignal | undefined;
  /** A form's values are tried unless this is false; tokens only where it is true. */
  readonly verify: boolean | undefined;
}

/**
 * Judges given credentials and tries them at the provider: the values of a form, those of a form that is itself the grant
 * (their first token is the proof), or tokens, which are refreshed first where they have ended.
 *
 * @throws ConnectionError `invalid_fields`, `credentials_rejected`, `provider_*`
 */
export async function checkedGiven(options: LocalVaultOptions, given: Given, how: GivenOptions): Promise<Checked> {
  const { definition, auth, inputs } = given;
  const calls = { ...options, signal: how.signal };
  await refuseForeignEndpoints(definition, { auth, inputs }, calls);
  if (areTokens(auth)) return checkedTokens(options, given, how);
  if (!definition.token) throw unexpectedAuth(definition, 'connected by OAuth, not by a form');
  const { values, stored } = formValues(definition.token, auth);
  if (how.verify === false) {
    return { credentials: stored, account: named(auth), proven: false, stale: isFormGrant(definition) };
  }
  const { oauth, token: form } = definition;
  if (oauth && isFormGrant(definition)) return checkedGrant(options, { ...given, oauth, form, stored }, how);
  const account = await verifyCredentials(definition, { values, inputs }, calls);
  return { credentials: stored, account: account ?? named(auth), proven: true };
}

/** Tries credentials as they are kept, and says whose they are. Nobody is `asked` where there is no way to. */
export async function triedKept(
  options: LocalVaultOptions,
  { definition, inputs, credentials }: Omit<Given, 'auth' | 'permissions'> & { credentials: StoredCredentials },
  signal: AbortSignal | undefined,
): Promise<{ readonly asked: boolean; readonly account: Account | undefined }> {
  const calls = { ...options, signal };
  const { access_token, token, other_auth_info } = credentials;
  const { oauth, verify } = definition;
  if (access_token !== undefined && oauth && !verify) {
    const resolved = await resolveProvider(oauth, inputs, calls);
    const account = await accountByUserinfo(resolved, { type: definition.type, access_token }, calls);
    return { asked: resolved.server.userinfo_endpoint !== undefined, account };
  }
  const values = access_token === undefined ? (other_auth_info ?? (token === undefined ? [] : [token])) : [];
  const account = await verifyCredentials(definition, { access_token, values, inputs }, calls);
  return { asked: verify !== undefined, account };
}

async function checkedTokens(
  options: LocalVaultOptions,
  { definition, auth, inputs, permissions }: Given,
  { signal, verify }: GivenOptions,
): Promise<Checked> {
  const { oauth } = definition;
  if (!oauth || !isByRedirect(oauth)) throw unexpectedAuth(definition, 'connected by a form, not by OAuth tokens');
  const { credentials: given, stale } = givenTokens(auth, options.now());
  const told = named(auth);
  if (verify !== true) return { credentials: given, account: told, proven: false, stale };
  const calls = { ...options, signal };
  let credentials = given;
  if (stale) {
    const resolved = await resolveProvider(oauth, inputs, calls);
    const renewal = { definition, resolved, credentials: given, permissions };
    credentials = withTokens(given, await rejectedAt('auth.refresh_token', () => newTokens(renewal, calls)));
  }
  const { account } = await triedKept(options, { definition, inputs, credentials }, signal);
  return { credentials, account: told || account ? { ...told, ...account } : undefined, proven: true };
}

async function checkedGrant(
  options: LocalVaultOptions,
  given: Given & { oauth: OAuthProvider; form: TokenForm; stored: StoredCredentials },
  { signal }: GivenOptions,
): Promise<Checked> {
  const { definition, auth, inputs, permissions, oauth, form, stored } = given;
  const calls = { ...options, signal };
  const resolved = await resolveProvider(oauth, inputs, calls);
  const renewal = { definition, resolved, credentials: stored, permissions };
  const tokens = await rejectedAt(valuePath(firstSecret(form)), () => newTokens(renewal, calls));
  const asked = { access_token: tokens.access_token, values: [], inputs };
  const account = await verifyCredentials(definition, asked, { ...calls, fresh: true });
  return { credentials: withTokens(stored, tokens), account: account ?? named(auth), proven: true };
}

/** A refusal of what was given just now is shown where it was given. */
async function rejectedAt(path: string, work: () => Promise<TokenSet>): Promise<TokenSet> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    if (error.code !== 'needs_reauth' && error.code !== 'credentials_rejected') throw error;
    const errors = [{ path, code: 'credentials_rejected' }];
    throw new ConnectionError('credentials_rejected', { message: 'the provider refuses what was given', errors });
  }
}

function named({ user_id, name, emails }: GivenAuth): Account | undefined {
  return toldAccount({ id: user_id, name, emails });
}

function unexpectedAuth({ type }: IntegrationDefinition, how: string): ConnectionError {
  const errors = [{ path: 'auth', code: 'unexpected' }];
  return new ConnectionError('invalid_fields', { message: `integration ${type} is ${how}`, errors });
}
