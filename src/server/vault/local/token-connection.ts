import { type Connection, ConnectionError, type CreateConnection, type TokenAuth } from '../../../contract/index.js';
import type { IntegrationDefinition } from '../../catalogue/index.js';
import type { ConnectionChanges, Owner } from '../vault.js';
import { offered } from './integrations.js';
import type { LocalVaultOptions } from './options.js';
import { type Checked, credentialColumns, inserted } from './new-row.js';
import { askedPermissions } from './permissions.js';
import { connectionOf, inputsOf, strings } from './reply.js';
import { type Row, rowById, rowByKey, updateRow } from './rows.js';
import { formValues } from './token-form.js';
import { verifyCredentials } from './verify.js';

/** Makes a connection of typed credentials: judged, tried at the provider, and only then stored. */
export async function createFromToken(
  options: LocalVaultOptions,
  owner: Owner,
  input: CreateConnection,
  { key, signal }: { key: string; signal?: AbortSignal },
): Promise<Connection> {
  const { db, catalogue } = options;
  const there = await rowByKey(db, owner, key);
  if (there) return connectionOf(there, catalogue);
  refuseForeign(owner, input);
  const definition = offered(catalogue, input.integration_type);
  const permissions = askedPermissions(definition, input.permissions ?? []);
  const checked = await check(options, definition, { auth: input.auth, inputs: {}, signal });
  const external_xref = owner.external_xref ?? input.external_xref;
  const label = input.label;
  const made = { owner, key, definition, external_xref, label, permissions, inputs: {}, ...checked };
  return connectionOf(await inserted(options, made, signal), catalogue);
}

/** Changes what may be changed; new credentials are tried first, and must be of the same account where that is known. */
export async function updateConnection(
  options: LocalVaultOptions,
  owner: Owner,
  id: string,
  changes: ConnectionChanges,
): Promise<Connection | undefined> {
  const { db, catalogue } = options;
  const row = await rowById(db, owner, id);
  if (!row) return undefined;
  const given = {
    ...(changes.label !== undefined && { label: changes.label }),
    ...(changes.permissions?.length && { permissions: narrowed(row, changes.permissions) }),
    ...(changes.auth && (await renewedColumns(options, row, changes.auth))),
  };
  const written = await updateRow(db, row, { ...given, updated_at: options.now() });
  if (written) return connectionOf(written, catalogue);
  // Somebody else wrote between our read and this write; what they wrote is what we now change.
  return updateConnection(options, owner, id, changes);
}

async function renewedColumns(options: LocalVaultOptions, row: Row, auth: TokenAuth) {
  const definition = offered(options.catalogue, row.integration_type);
  const checked = await check(options, definition, { auth, inputs: inputsOf(row), signal: undefined });
  const told = definition.verify?.account !== undefined;
  if (told && row.account_id !== null && checked.account?.id !== row.account_id) {
    throw new ConnectionError('account_mismatch', {
      message: `the new credentials of ${row.id} are of another account`,
    });
  }
  return { ...(await credentialColumns(options, row, checked)), revision: row.revision + 1 };
}

async function check(
  options: LocalVaultOptions,
  definition: IntegrationDefinition,
  { auth, inputs, signal }: { auth: TokenAuth; inputs: Record<string, string>; signal: AbortSignal | undefined },
): Promise<Checked> {
  if (!definition.token) {
    throw new ConnectionError('invalid_fields', {
      message: `integration ${definition.type} is connected by OAuth, not by a form`,
      errors: [{ path: 'auth', code: 'unexpected' }],
    });
  }
  const { values, stored } = formValues(definition.token, auth);
  const account = await verifyCredentials(definition, { values, inputs }, { ...options, signal });
  return { credentials: stored, account };
}

function narrowed(row: Row, permissions: readonly string[]): string {
  const held = strings(row.permissions);
  const errors = permissions.flatMap((one, at) =>
    held.includes(one) ? [] : [{ path: `permissions.${at}`, code: 'not_granted' }],
  );
  if (errors.length > 0)
    throw new ConnectionError('invalid_fields', { message: 'permissions exceed the granted', errors });
  return JSON.stringify([...new Set(permissions)]);
}

/** What the body says about the owner must be what the caller is. */
function refuseForeign(owner: Owner, { environment, external_xref }: CreateConnection): void {
  const elsewhere = environment !== undefined && environment.toLowerCase() !== owner.environment.toLowerCase();
  const another =
    owner.external_xref !== undefined && external_xref !== undefined && external_xref !== owner.external_xref;
  if (elsewhere || another) {
    throw new ConnectionError('forbidden', {
      message: elsewhere ? 'environment is not the caller’s' : 'external_xref is not the caller’s',
    });
  }
}
