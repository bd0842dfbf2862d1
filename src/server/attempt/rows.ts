import type { Selectable } from 'kysely';
import type { AttemptRow, Store } from '../store/index.js';

export type AttemptRecord = Selectable<AttemptRow>;

/** Statuses an attempt can still leave. */
export const LIVE = ['created', 'started', 'exchanging'] as const;

/** Every change of an attempt is one compare-and-set on its status, so that cancel, expiry and callback cannot both win. */
export function attemptRows(db: Store) {
  return {
    insert: (row: AttemptRecord) => db.insertInto('attempt').values(row).execute(),

    remove: (id: string) => db.deleteFrom('attempt').where('id', '=', id).execute(),

    byId: (id: string) => db.selectFrom('attempt').selectAll().where('id', '=', id).executeTakeFirst(),

    byState: (hash: string) => db.selectFrom('attempt').selectAll().where('state_hash', '=', hash).executeTakeFirst(),

    async countLive(session: string, now: number) {
      const { count } = await db
        .selectFrom('attempt')
        .select((q) => q.fn.countAll().as('count'))
        .where('session_id', '=', session)
        .where('status', 'in', LIVE)
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    /** The row after the change, or undefined when it no longer stood at one of `from`. */
    move: (id: string, from: readonly string[], change: Partial<Omit<AttemptRecord, FixedColumn>>) =>
      db
        .updateTable('attempt')
        .set(change)
        .where('id', '=', id)
        .where('status', 'in', from)
        .returningAll()
        .executeTakeFirst(),

    purge: (before: { abandoned: number; ended: number }) =>
      db
        .deleteFrom('attempt')
        .where((q) =>
          q.or([
            q.and([q('status', '!=', 'connected'), q('expires_at', '<', before.abandoned)]),
            q('expires_at', '<', before.ended),
          ]),
        )
        .execute(),
  };
}

type FixedColumn =
  | 'id'
  | 'workspace'
  | 'environment'
  | 'external_xref'
  | 'session_id'
  | 'integration_type'
  | 'origin'
  | 'mode'
  | 'link'
  | 'created_at'
  | 'ticket_expires_at';
