import type { Selectable } from 'kysely';
import type { OutboxRow, Store } from '../store/index.js';
import type { Message } from './recorded.js';

/** How long a process has the one right to try a row, in milliseconds. Should it die, the row is free again after it. */
const LEASE = 60_000;

/** A row of which this process has the lease. */
export type LeasedRow = Pick<
  Selectable<OutboxRow>,
  'id' | 'event_id' | 'type' | 'body' | 'created_at' | 'attempts' | 'lease_until'
>;

/** One message for one receiver, as it is written down. */
export interface NewRow {
  readonly receiver: string;
  readonly message: Message;
}

/** Writes down what `eventId` means for each receiver, due at once. Those that are disabled are left out. */
export async function insertRows(
  db: Store,
  rows: readonly NewRow[],
  { eventId, now }: { readonly eventId: string; readonly now: number },
): Promise<void> {
  if (rows.length === 0) return;
  const disabled = new Set(
    (await db.selectFrom('disabled_receiver').select('receiver').execute()).map(({ receiver }) => receiver),
  );
  const values = rows.flatMap(({ receiver, message }, index) => {
    if (disabled.has(receiver)) return [];
    // Sorts the messages of one event as they were made.
    const id = `${eventId}.${String(index).padStart(4, '0')}`;
    const { id: event_id, type, body } = message;
    return [
      {
        id,
        event_id,
        type,
        receiver,
        body,
        created_at: now,
        attempts: 0,
        due_at: now,
        lease_until: null,
        delivered_at: null,
      },
    ];
  });
  if (values.length > 0) await db.insertInto('outbox').values(values).execute();
}

interface Due {
  readonly receiver: string;
  readonly limit: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Takes the rows of one receiver that are due, oldest first. Each is one process's for the length of the lease; the try
 * is counted here, so that one which kills its process is given up some day as well.
 */
export async function leaseRows(db: Store, { receiver, limit, now }: Due): Promise<readonly LeasedRow[]> {
  const rows = await db
    .updateTable('outbox')
    .set((eb) => ({ lease_until: now + LEASE, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox')
        .select('id')
        .where('receiver', '=', receiver)
        .where('due_at', '<=', now)
        .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
        .where('receiver', 'not in', (disabled) => disabled.selectFrom('disabled_receiver').select('receiver'))
        .orderBy('due_at')
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit),
    )
    // Once more, because another process may have taken it since: the loser of the two finds the row leased.
    .where('due_at', '<=', now)
    .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
    .returning(['id', 'event_id', 'type', 'body', 'created_at', 'attempts', 'lease_until'])
    .execute();
  return rows.sort((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
}

/** Counts even when the lease is over: it did arrive. */
export async function markDelivered(db: Store, { id }: LeasedRow, now: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ delivered_at: now, due_at: null, lease_until: null })
    .where('id', '=', id)
    .where('delivered_at', 'is', null)
    .execute();
}

/** Due again at `dueAt`, or never where that is null; unless another process has it by now. */
export async function markFailed(db: Store, row: LeasedRow, dueAt: number | null): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ due_at: dueAt, lease_until: null })
    .where('id', '=', row.id)
    .where('lease_until', '=', row.lease_until)
    .execute();
}

/** Nothing more for this receiver, what waits included. Answers whether it was this call that disabled it. */
export function disableReceiver(db: Store, { receiver, now }: { receiver: string; now: number }): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const disabled = await trx
      .insertInto('disabled_receiver')
      .values({ receiver, disabled_at: now })
      .onConflict((conflict) => conflict.column('receiver').doNothing())
      .returning('receiver')
      .executeTakeFirst();
    await trx
      .updateTable('outbox')
      .set({ due_at: null, lease_until: null })
      .where('receiver', '=', receiver)
      .where('due_at', 'is not', null)
      .execute();
    return disabled !== undefined;
  });
}

/** When the next try is due for any of these receivers, in milliseconds since the epoch; undefined when nothing waits. */
export async function nextDue(db: Store, receivers: readonly string[]): Promise<number | undefined> {
  if (receivers.length === 0) return undefined;
  const row = await db
    .selectFrom('outbox')
    .select((eb) =>
      eb.fn
        .min<number | null>(
          eb.case().when('lease_until', '>', eb.ref('due_at')).then(eb.ref('lease_until')).else(eb.ref('due_at')).end(),
        )
        .as('due'),
    )
    .where('receiver', 'in', receivers)
    .where('receiver', 'not in', (disabled) => disabled.selectFrom('disabled_receiver').select('receiver'))
    .where('due_at', 'is not', null)
    .executeTakeFirst();
  return row?.due ?? undefined;
}

/**
 * Forgets what was written down before `before` and is done with: delivered, given up, or for a receiver that is disabled
 * or no longer among `receivers`.
 */
export async function purgeRows(
  db: Store,
  { receivers, before }: { readonly receivers: readonly string[]; readonly before: number },
): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('created_at', '<=', before)
    .where((eb) =>
      eb.or([
        eb('due_at', 'is', null),
        eb('receiver', 'in', eb.selectFrom('disabled_receiver').select('receiver')),
        ...(receivers.length > 0 ? [eb('receiver', 'not in', receivers)] : [eb.lit(true)]),
      ]),
    )
    .execute();
}
