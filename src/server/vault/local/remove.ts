import type { Owner } from '../vault.js';
import type { Local } from './options.js';
import { revokeRow } from './revoke.js';
import { rowById } from './rows.js';
import { deleteAndTell } from './write.js';

/** Removes a connection and, in the background, gives its tokens back to the provider. */
export async function remove(local: Local, owner: Owner, id: string): Promise<boolean> {
  const row = await rowById(local.db, owner, id);
  const gone = row && (await deleteAndTell(local, row.id));
  if (gone) revokeRow(local, gone);
  return gone !== undefined;
}
