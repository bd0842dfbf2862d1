import type { Catalogue } from '../../catalogue/index.js';
import type { Store } from '../../store/index.js';
import { type Row, stored } from './rows.js';

/** Rows read at a time. */
export const BATCH = 100;

/** Where a walk over due rows has come to. */
export interface Place {
  readonly due: number;
  readonly id: string;
}

/**
 * Rows whose refresh is due and that somebody can still help, the longest due first: confirmed, not paused, of an
 * integration that still exists, and not being refreshed at this moment.
 */
export async function dueRows(
  db: Store,
  catalogue: Catalogue,
  { now, after }: { now: number; after: Place | undefined },
): Promise<Row[]> {
  const types = catalogue.list().map((one) => one.type);
  if (types.length === 0) return [];
  let rows = db
    .selectFrom('connection')
    .selectAll()
    .where('refresh_due_at', '<=', now)
    .where('confirm_by', 'is', null)
    .where('is_paused', '=', 0)
    .where('state', '!=', 'needs_reauth')
    .where('integration_type', 'in', types)
    .where(({ eb, or }) => or([eb('refresh_lease_until', 'is', null), eb('refresh_lease_until', '<=', now)]))
    .orderBy('refresh_due_at')
    .orderBy('id')
    .limit(BATCH);
  if (after) {
    rows = rows.where(({ and, eb, or }) =>
      or([eb('refresh_due_at', '>', after.due), and([eb('refresh_due_at', '=', after.due), eb('id', '>', after.id)])]),
    );
  }
  return stored(() => rows.execute());
}

/** Connections that were never confirmed in time, gone now. */
export function deleteUnconfirmed(db: Store, now: number): Promise<Row[]> {
  return stored(() => db.deleteFrom('connection').where('confirm_by', '<=', now).returningAll().execute());
}

/** Puts a row off that cannot be refreshed for a fault of its own, so that it does not come up at every round. */
export async function postpone(db: Store, { id, revision }: Row, until: number): Promise<void> {
  await stored(() =>
    db
      .updateTable('connection')
      .set({ refresh_due_at: until, refresh_lease_until: null, refresh_owner: null })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .execute(),
  );
}
