import type { Insertable } from 'kysely';
import type { ConnectedAs } from '../../../contract/index.js';
import type { Account, IntegrationDefinition } from '../../catalogue/index.js';
import type { ConnectionRow } from '../../store/index.js';
import type { Owner } from '../vault.js';
import { credentialNames, sealFor, type SealedFor, type StoredCredentials } from './credentials.js';
import { dueColumns } from './due.js';
import { healthyNow } from './health.js';
import type { LocalVaultOptions } from './options.js';
import { isRenewable } from './renewal.js';
import { creationKey, type Row } from './rows.js';

/** Credentials that were judged and, unless they are imported untried, seen to work. */
export interface Checked {
  readonly credentials: StoredCredentials;
  readonly account: Account | undefined;
  /** The provider has just taken them. */
  readonly proven: boolean;
  /** To be refreshed before anything else: ended, or nobody knows when they end. */
  readonly stale?: boolean;
}

/** A connection on its way into the database. */
export interface NewConnection extends Checked {
  readonly owner: Owner;
  readonly key: string;
  readonly definition: IntegrationDefinition;
  readonly external_xref: string | undefined;
  readonly label?: string | undefined;
  readonly permissions: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly unified_api?: string | undefined;
  readonly confirmBy?: number | undefined;
  /** Id of the connection that it replaces once confirmed. */
  readonly replaces?: string | undefined;
}

/** A row to insert, with an id of its own. */
export async function newRow(
  options: LocalVaultOptions,
  made: NewConnection,
  slot: string | undefined,
): Promise<Insertable<ConnectionRow>> {
  const { owner, key, definition } = made;
  const row = {
    id: crypto.randomUUID(),
    environment: owner.environment,
    integration_type: definition.type,
    external_xref: made.external_xref ?? null,
    inputs: JSON.stringify(made.inputs),
  };
  const columns = await credentialColumns(options, row, made);
  return {
    ...row,
    ...columns,
    workspace: owner.workspace,
    creation_key: await creationKey(owner, key),
    label: made.label ?? null,
    permissions: JSON.stringify(made.permissions),
    categories: JSON.stringify(definition.categories),
    slot: slot ?? null,
    unified_api: made.unified_api ?? null,
    metadata: made.metadata ? JSON.stringify(made.metadata) : null,
    confirm_by: made.confirmBy ?? null,
    replaces: made.replaces ?? null,
    is_paused: 0,
    revision: 1,
    // One reading of the clock: nothing is changed before it is made.
    created_at: columns.updated_at,
  };
}

/**
 * The columns that change together whenever somebody gives new credentials, sealed for the row they go into. Whatever
 * was known of the old ones is forgotten.
 */
export async function credentialColumns(
  options: LocalVaultOptions,
  row: SealedFor,
  { credentials, account, proven, stale = false }: Checked,
) {
  const now = options.now();
  const names = credentialNames(credentials);
  const renewable = isRenewable(options.catalogue.get(row.integration_type), names);
  return {
    sealed: await sealFor(options, row, credentials),
    credential_names: JSON.stringify(names),
    account_id: account?.id ?? null,
    connected_as: account ? JSON.stringify(connectedAs(account)) : null,
    updated_at: now,
    ...healthyNow(now),
    ...(!proven && { last_healthy_at: null }),
    ...dueColumns(credentials, { now, renewable }),
    ...(stale && { refresh_due_at: now }),
    state: stale ? 'pending_refresh' : 'ok',
    ...unattempted,
    last_refresh_failed_at: null,
  } satisfies Partial<Row>;
}

/** No refresh is under way or has failed. */
export const unattempted = {
  refresh_lease_until: null,
  refresh_owner: null,
  refresh_failures: 0,
  refresh_failing_since: null,
} as const satisfies Partial<Row>;

function connectedAs({ id, name, emails }: Account): ConnectedAs {
  return { ...(id !== undefined && { user_id: id }), ...(name !== undefined && { name }), ...(emails && { emails }) };
}
