import { type Connection, ConnectionError } from '../../../contract/index.js';
import type { Store } from '../../store/index.js';
import type { Owner } from '../vault.js';
import { unsealRow } from './credentials.js';
import { recovery } from './health.js';
import { credentialColumns } from './new-row.js';
import type { Local } from './options.js';
import { refuseOtherAccount } from './reconnect.js';
import { connectionOf, inputsOf } from './reply.js';
import { revokeReplaced } from './revoke.js';
import { anyRowById, currentRow, deleteRow, type Row, rowById, rowInSlot, stored, updateRow } from './rows.js';
import { slotOf } from './slot.js';
import { tell } from './write.js';

/**
 * Makes a pending connection a real one, in one transaction with everything that follows from it. In a slot it takes the
 * place of the connection that stands there, which is removed. A reconnect puts its credentials into the connection it
 * is for, which keeps its id, and is gone then itself.
 *
 * @throws ConnectionError `account_mismatch` for a reconnect whose connection is of another account by now; it replaces
 * nothing, and is purged with its time
 */
export async function confirm(local: Local, owner: Owner, id: string): Promise<Connection | undefined> {
  const row = await anyRowById(local.db, owner, id);
  if (!row) return undefined;
  const confirmed = row.confirm_by === null ? row : ((await confirmedRow(local, row)) ?? (await byAnother(local, row)));
  return confirmed && connectionOf(confirmed, local.catalogue);
}

/** What came of a row that was waiting when it was read: another process has confirmed it, or it is gone. */
async function byAnother({ db }: Local, { id, replaces, creation_key }: Row): Promise<Row | undefined> {
  const row = await currentRow(db, id);
  if (row) return row.confirm_by === null ? row : undefined;
  const standing = replaces === null ? undefined : await currentRow(db, replaces);
  // Its key is that of the credentials it has: those of the row that is gone, or later ones.
  return standing?.creation_key === creation_key ? standing : undefined;
}

async function confirmedRow(local: Local, row: Row, tries = 5): Promise<Row | undefined> {
  try {
    if (row.replaces !== null) {
      const after = await moved(local, row, row.replaces);
      return after === 'again' ? await confirmedRow(local, row, tries) : after;
    }
    const { after, gone } = await settled(local, row);
    if (after && gone) await told(local, gone, after);
    return after;
  } catch (error) {
    // Two that are confirmed at once for one slot: the second try sees the first one standing there.
    if (tries <= 1 || !(error instanceof ConnectionError) || error.code !== 'store_unavailable') throw error;
    return confirmedRow(local, row, tries - 1);
  }
}

/** What becomes of a connection that had to give way. */
async function told(local: Local, gone: Row, after: Row): Promise<void> {
  revokeReplaced(local, gone, after);
  await local.audit?.({ action: 'connection.removed', subject: gone.id, result: 'done' });
}

async function settled(local: Local, row: Row): Promise<{ readonly after?: Row; readonly gone?: Row }> {
  const { id, workspace, environment, unified_api, external_xref, integration_type } = row;
  const slot = unified_api === null ? null : await slotOf(external_xref, unified_api, integration_type);
  return inTransaction(local, async (trx) => {
    const now = local.now();
    const claimed = await waiting(trx, { id, now, confirm_by: null });
    if (!claimed) return {};
    const standing = slot === null ? undefined : await rowInSlot(trx, { workspace, environment }, slot);
    const gone = standing && (await deleteRow(trx, standing.id));
    if (gone) await tell(local, trx, gone, [{ type: 'connection.removed' }]);
    const after = await updateRow(trx, claimed, { slot, updated_at: now });
    if (after) await tell(local, trx, after, [{ type: 'connection.created' }]);
    return { ...(after && { after }), ...(gone && { gone }) };
  });
}

async function moved(local: Local, row: Row, id: string): Promise<Row | 'again' | undefined> {
  const { workspace, environment, account_id, connected_as, permissions, creation_key, confirm_by } = row;
  const standing = await rowById(local.db, { workspace, environment }, id);
  // Removed since: what was to be reconnected is not brought back.
  if (!standing || hasEnded(row, local.now())) return undefined;
  refuseOtherAccount(standing, { id: account_id, inputs: inputsOf(row) });
  const checked = { credentials: await unsealRow(local, row), account: undefined, proven: true };
  const columns = await credentialColumns(local, standing, checked);
  const changes = { ...columns, account_id, connected_as, permissions, revision: standing.revision + 1 };
  return inTransaction(local, async (trx) => {
    const claimed = await waiting(trx, { id: row.id, now: local.now(), confirm_by });
    if (!claimed) return undefined;
    const after = await updateRow(trx, standing, changes);
    if (!after) return 'again';
    await deleteRow(trx, row.id);
    // Only now is the key free: whoever asks by it finds the connection that keeps its id.
    const named = await updateRow(trx, after, { creation_key });
    if (named) await tell(local, trx, named, [{ type: 'connection.updated' }, ...recovery(standing)]);
    return named;
  });
}

/** Too late to say anything of it but that it is not there. */
function hasEnded({ confirm_by }: Row, now: number): boolean {
  return confirm_by === null || confirm_by <= now;
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

function inTransaction<T>({ db }: Local, work: (trx: Store) => Promise<T>): Promise<T> {
  return stored(() => db.transaction().execute(work));
}
