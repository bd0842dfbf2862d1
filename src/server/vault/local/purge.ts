import { deleteUnconfirmed } from './due-rows.js';
import type { Local } from './options.js';
import { isOfSameAccount } from './reconnect.js';
import { inputsOf } from './reply.js';
import { revokeRow } from './revoke.js';
import { currentRow, type Row } from './rows.js';

/**
 * Ends connections that nobody confirmed in time, and gives their tokens back. Those of a reconnect are left to end by
 * themselves while its connection is of the same account: with them the provider might end the working ones.
 */
export async function purge(local: Local): Promise<void> {
  for (const row of await deleteUnconfirmed(local.db, local.now())) {
    if (!(await sharesGrant(local, row))) revokeRow(local, row);
  }
}

async function sharesGrant({ db }: Local, row: Row): Promise<boolean> {
  const standing = row.replaces === null ? undefined : await currentRow(db, row.replaces);
  return standing !== undefined && isOfSameAccount(standing, { id: row.account_id, inputs: inputsOf(row) });
}
