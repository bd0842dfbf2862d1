import { ConnectionError } from '../../../contract/index.js';
import { assertInTime } from '../../oauth/index.js';
import type { Owner } from '../vault.js';
import { recovery } from './health.js';
import type { LocalVaultOptions } from './options.js';
import { credentialColumns, type NewConnection } from './new-row.js';
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
  { owner, definition, account }: NewConnection,
  id: string,
): Promise<Row> {
  const row = await reconnectable(options, { owner, integration: definition.type, id });
  // Null for a row that never knew its account equals no id, not even a missing one.
  if (account?.id !== row.account_id) {
    throw new ConnectionError('account_mismatch', { message: `connection ${id} is of another account` });
  }
  return row;
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
