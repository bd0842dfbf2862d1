import type { Connection } from '../../../contract/index.js';
import type { Store } from '../../store/index.js';
import type { Owner } from '../vault.js';
import { unsealRow } from './credentials.js';
import { recovery } from './health.js';
import { credentialColumns } from './new-row.js';
import type { LocalVaultOptions } from './options.js';
import { connectionOf } from './reply.js';
import { anyRowById, deleteRow, type Row, rowById, rowInSlot, stored, updateRow } from './rows.js';
import { slotOf } from './slot.js';
import { tell } from './write.js';

/**
 * Makes a pending connection a real one, in one transaction with everything that follows from it. In a slot it takes the
 * place of the connection that stands there, which is removed. A reconnect puts its credentials into the connection it
 * is for, which keeps its id, and is gone then itself.
 */
export async function confirm(options: LocalVaultOptions, owner: Owner, id: string): Promise<Connection | undefined> {
  const row = await anyRowById(options.db, owner, id);
  if (!row) return undefined;
  const confirmed = row.confirm_by === null ? row : await confirmedRow(options, row);
  return confirmed && connectionOf(confirmed, options.catalogue);
}

async function confirmedRow(options: LocalVaultOptions, row: Row, tries = 5): Promise<Row | undefined> {
  try {
    const after = await (row.replaces === null ? settled(options, row) : moved(options, row, row.replaces));
    return after === 'again' ? await confirmedRow(options, row, tries) : after;
  } catch (error) {
    // Two that are confirmed at once for one slot: the second try sees the first one standing there.
    if (tries <= 1) throw error;
    return confirmedRow(options, row, tries - 1);
  }
}

async function settled(options: LocalVaultOptions, row: Row): Promise<Row | undefined> {
  const { id, workspace, environment, unified_api, external_xref, integration_type } = row;
  const slot = unified_api === null ? null : await slotOf(external_xref, unified_api, integration_type);
  return inTransaction(options, async (trx) => {
    const now = options.now();
    const claimed = await waiting(trx, { id, now, confirm_by: null });
    if (!claimed) return undefined;
    const standing = slot === null ? undefined : await rowInSlot(trx, { workspace, environment }, slot);
    const gone = standing && (await deleteRow(trx, standing.id));
    if (gone) await tell(options, trx, gone, [{ type: 'connection.removed' }]);
    const after = await updateRow(trx, claimed, { slot, updated_at: now });
    if (after) await tell(options, trx, after, [{ type: 'connection.created' }]);
    return after;
  });
}

async function moved(options: LocalVaultOptions, row: Row, id: string): Promise<Row | 'again' | undefined> {
  const { workspace, environment, account_id, connected_as, permissions, creation_key, confirm_by } = row;
  const standing = await rowById(options.db, { workspace, environment }, id);
  // Removed since: what was to be reconnected is not brought back.
  if (!standing) return undefined;
  const checked = { credentials: await unsealRow(options, row), account: undefined, proven: true };
  const columns = await credentialColumns(options, standing, checked);
  const changes = { ...columns, account_id, connected_as, permissions, revision: standing.revision + 1 };
  return inTransaction(options, async (trx) => {
    const claimed = await waiting(trx, { id: row.id, now: options.now(), confirm_by });
    if (!claimed) return undefined;
    const after = await updateRow(trx, standing, changes);
    if (!after) return 'again';
    await deleteRow(trx, row.id);
    // Only now is the key free: whoever asks by it finds the connection that keeps its id.
    const named = await updateRow(trx, after, { creation_key });
    if (named) await tell(options, trx, named, [{ type: 'connection.updated' }, ...recovery(standing)]);
    return named;
  });
}

/** Locks the row for the rest of the transaction, if it still waits, and sets until when. */
function waiting(
  trx: Store,
  { id, now, confirm_by }: { id: string; now: number; confirm_by: number | null },
): Promise<Row | undefined> {
  return trx
    .updateTable('connection')
    .set({ confirm_by })
    .where('id', '=', id)
    .where('confirm_by', '>', now)
    .returningAll()
    .executeTakeFirst();
}

function inTransaction<T>({ db }: LocalVaultOptions, work: (trx: Store) => Promise<T>): Promise<T> {
  return stored(() => db.transaction().execute(work));
}
