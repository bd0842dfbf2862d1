import type { Insertable } from 'kysely';
import type { ConnectedAs } from '../../../contract/index.js';
import type { Account, IntegrationDefinition } from '../../catalogue/index.js';
import { assertInTime } from '../../oauth/index.js';
import type { ConnectionRow } from '../../store/index.js';
import type { Owner } from '../vault.js';
import { credentialNames, sealFor, type SealedFor, type StoredCredentials } from './credentials.js';
import type { LocalVaultOptions } from './options.js';
import { creationKey, insertRow, type Row } from './rows.js';

/** What is known once a provider has been asked. */
export interface Checked {
  readonly credentials: StoredCredentials;
  readonly account: Account | undefined;
}

/** The columns that change together whenever credentials are written, sealed for the row they go into. */
export async function credentialColumns(
  options: LocalVaultOptions,
  row: SealedFor,
  { credentials, account }: Checked,
): Promise<
  Pick<
    Insertable<ConnectionRow>,
    | 'sealed'
    | 'credential_names'
    | 'credentials_expire_at'
    | 'account_id'
    | 'connected_as'
    | 'updated_at'
    | 'last_healthy_at'
    | 'last_unhealthy_at'
    | 'last_unhealthy_code'
  >
> {
  const now = options.now();
  return {
    sealed: await sealFor(options, row, credentials),
    credential_names: JSON.stringify(credentialNames(credentials)),
    credentials_expire_at: credentials.expires_at ?? null,
    account_id: account?.id ?? null,
    connected_as: account ? JSON.stringify(connectedAs(account)) : null,
    updated_at: now,
    last_healthy_at: now,
    last_unhealthy_at: null,
    last_unhealthy_code: null,
  };
}

export interface NewConnection extends Checked {
  readonly owner: Owner;
  readonly key: string;
  readonly definition: IntegrationDefinition;
  readonly external_xref: string | undefined;
  readonly label?: string | undefined;
  readonly permissions: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

/** Stores a new connection, unless `signal` has aborted by then: whoever has been told "too late" has none. */
export async function inserted(
  options: LocalVaultOptions,
  made: NewConnection,
  signal: AbortSignal | undefined,
): Promise<Row> {
  const row = await newRow(options, made);
  assertInTime(signal);
  return insertRow(options.db, made.owner, made.key, row);
}

/** A row to insert, with an id of its own. */
async function newRow(options: LocalVaultOptions, made: NewConnection): Promise<Insertable<ConnectionRow>> {
  const { owner, key, definition } = made;
  const row = {
    id: crypto.randomUUID(),
    environment: owner.environment,
    integration_type: definition.type,
    external_xref: made.external_xref ?? null,
    inputs: JSON.stringify(made.inputs),
  };
  return {
    ...row,
    ...(await credentialColumns(options, row, made)),
    workspace: owner.workspace,
    creation_key: await creationKey(owner, key),
    label: made.label ?? null,
    permissions: JSON.stringify(made.permissions),
    categories: JSON.stringify(definition.categories),
    revision: 1,
    created_at: options.now(),
  };
}

function connectedAs({ id, name, emails }: Account): ConnectedAs {
  return { ...(id !== undefined && { user_id: id }), ...(name !== undefined && { name }), ...(emails && { emails }) };
}
