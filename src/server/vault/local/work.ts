import { ConnectionError } from '../../../contract/index.js';
import { BATCH, dueRows, type Place, postpone } from './due-rows.js';
import type { Local } from './options.js';
import { purge } from './purge.js';
import { refreshed } from './refresh.js';
import type { Row } from './rows.js';

/** Refreshes at once. */
const LANES = 8;
/** A row that does not open is tried again in an hour (milliseconds). */
const FAULTY_AGAIN = 3_600_000;

/** One round of what is due. Aborted, it takes nothing more up; what is under way ends by itself. */
export async function work(local: Local, { signal }: { signal: AbortSignal }): Promise<void> {
  if (signal.aborted) return;
  await purge(local);
  const now = local.now();
  let after: Place | undefined;
  while (!signal.aborted) {
    const rows = await dueRows(local.db, local.catalogue, { now, after });
    await inLanes(rows, { signal, work: (row) => refreshDue(local, row, signal) });
    const last = rows.at(-1);
    if (rows.length < BATCH || last?.refresh_due_at == null) return;
    after = { due: last.refresh_due_at, id: last.id };
  }
}

/** One row's failure is its own; only a database that fails ends the round. */
async function refreshDue(local: Local, row: Row, signal: AbortSignal): Promise<void> {
  try {
    await refreshed(local, row, signal);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof ConnectionError && error.code === 'store_unavailable') throw error;
    await postpone(local.db, row, local.now() + FAULTY_AGAIN);
  }
}

async function inLanes<T>(
  items: readonly T[],
  { signal, work }: { signal: AbortSignal; work: (item: T) => Promise<void> },
): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = left.next(); !next.done && !signal.aborted; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
