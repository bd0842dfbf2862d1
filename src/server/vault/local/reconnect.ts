import { ConnectionError } from '../../../contract/index.js';
import { assertInTime } from '../../oauth/index.js';
import type { Owner } from '../vault.js';
import { recovery } from './health.js';
import type { LocalVaultOptions } from './options.js';
import { credentialColumns, type NewConnection } from './new-row.js';
import { inputsOf } from './reply.js';
import { creationKey, type Row, rowById } from './rows.js';
import { updateAndTell } from './write.js';

/**
 * The owner's own connection of this integration.
 *
 * @throws ConnectionError `not_found` for any other, whatever is wrong with it
 */
export async function reconnectable(
  { db }: LocalVaultOptions,
  { owner, integration, id }: { owner: Owner; integration: string; id: string },
): Promise<Row> {
  const row = await rowById(db, owner, id);
  if (row?.integration_type !== integration) {
    throw new ConnectionError('not_found', { message: 'there is no such connection to reconnect' });
  }
  return row;
}

/**
 * The row whose credentials the new ones may replace: they are of the same account at the provider. An account that
 * differs, or that either side does not know, is refused.
 *
 * @throws ConnectionError `not_found`, `account_mismatch`
 */
export async function sameAccountRow(
  options: LocalVaultOptions,
  { owner, definition, account, inputs }: NewConnection,
  id: string,
): Promise<Row> {
  const row = await reconnectable(options, { owner, integration: definition.type, id });
  refuseOtherAccount(row, { id: account?.id ?? null, inputs });
  return row;
}

/** An account at a provider: its id there, if known, and the inputs by which the provider was found. */
export interface KnownAccount {
  readonly id: string | null;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Whether both are known to be the same account; what is not known is the same as nothing. */
export function isOfSameAccount(row: Row, { id, inputs }: KnownAccount): boolean {
  return row.account_id !== null && row.account_id === id && areSame(inputsOf(row), inputs);
}

/** @throws ConnectionError `account_mismatch` */
export function refuseOtherAccount(row: Row, account: KnownAccount): void {
  if (isOfSameAccount(row, account)) return;
  throw new ConnectionError('account_mismatch', { message: `connection ${row.id} is of another account` });
}

function areSame(one: KnownAccount['inputs'], other: KnownAccount['inputs']): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/**
 * Puts new credentials in place of the old. Whatever fails leaves everything as it was, and so does a `signal` that has
 * aborted.
 *
 * @throws ConnectionError `not_found`, `account_mismatch`
 */
export async function reconnected(
  options: LocalVaultOptions,
  made: NewConnection,
  { id, signal }: { id: string; signal: AbortSignal | undefined },
): Promise<Row> {
  const row = await sameAccountRow(options, made, id);
  const changes = {
    ...(await credentialColumns(options, row, made)),
    creation_key: await creationKey(made.owner, made.key),
    permissions: JSON.stringify(made.permissions),
    revision: row.revision + 1,
  };
  assertInTime(signal);
  const told = [{ type: 'connection.updated' } as const, ...recovery(row)];
  // A refresh may write in between; the newer grant replaces that too.
  return (await updateAndTell(options, row, changes, told)) ?? reconnected(options, made, { id, signal });
}
