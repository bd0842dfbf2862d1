import type { Store } from '../../store/index.js';
import { type Row, stored } from './rows.js';

/** Milliseconds for which one process alone may refresh a connection; its call to the provider ends before. */
const LEASE = 10_000;

/**
 * Takes the one right to refresh this row as it was read. Undefined while another process has it, or when the row was
 * written since.
 */
export function takeLease(db: Store, { id, revision }: Row, now: number): Promise<Row | undefined> {
  return stored(() =>
    db
      .updateTable('connection')
      .set({ refresh_lease_until: now + LEASE, refresh_owner: crypto.randomUUID() })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .where(({ eb, or }) => or([eb('refresh_lease_until', 'is', null), eb('refresh_lease_until', '<=', now)]))
      .returningAll()
      .executeTakeFirst(),
  );
}
