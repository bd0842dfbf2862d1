import { ConnectionError, isProblemCode } from '../../../contract/index.js';
import { isOver } from './due.js';
import { takeLease } from './lease.js';
import type { Local, Refreshed } from './options.js';
import { refreshUnderLease, resolvedFor } from './refresh-under-lease.js';
import { currentRow, type Row } from './rows.js';
import { pause, unlessAborted } from './wait.js';

/**
 * The row with credentials that still work for a while: refreshed first where they are about to end. While refreshing
 * fails for now, the old ones are given as long as they last. Undefined when the connection was removed meanwhile.
 *
 * @throws ConnectionError `needs_reauth`, `connection_paused`, `provider_*`, `exchange_failed`
 */
export async function liveRow(local: Local, row: Row, signal: AbortSignal | undefined): Promise<Row | undefined> {
  assertUsable(row);
  const now = local.now();
  const over = isOver(row, now);
  if (row.refresh_due_at === null) return row;
  if (now < row.refresh_due_at) {
    if (!over) return row;
    // The pause between two tries holds for callers too, once it is known that none of them can be helped.
    if (row.state === 'pending_refresh') throw stillFailing(row, row.refresh_due_at - now);
  }
  const { row: fresh, failure } = await refreshed(local, row, signal);
  if (failure && (!fresh || failure.code === 'needs_reauth' || isOver(fresh, local.now()))) throw failure;
  return fresh;
}

/** @throws ConnectionError `connection_paused`, `needs_reauth` */
export function assertUsable({ id, is_paused, state }: Row): void {
  if (is_paused !== 0) throw new ConnectionError('connection_paused', { message: `connection ${id} is paused` });
  if (state === 'needs_reauth') throw needsReauth(id);
}

/**
 * Refreshes whatever the age of the credentials. Callers at once, of any number of processes over one database, cause one
 * call to the provider and share what comes of it. A caller's `signal` ends its own waiting only.
 */
export function refreshed(local: Local, row: Row, signal: AbortSignal | undefined): Promise<Refreshed> {
  const flight = local.flights.get(row.id) ?? takeOff(local, row);
  return unlessAborted(flight, signal);
}

function takeOff(local: Local, row: Row): Promise<Refreshed> {
  const flight = fly(local, row).finally(() => local.flights.delete(row.id));
  local.flights.set(row.id, flight);
  local.background.run(flight);
  return flight;
}

/** How often whoever has not got the lease looks again, in milliseconds, and how many times: 12 s, longer than a lease. */
const LOOK_EVERY = 100;
const LOOKS = 120;

async function fly(local: Local, row: Row): Promise<Refreshed> {
  const definition = local.catalogue.get(row.integration_type);
  if (!definition) {
    const message = `there is no integration ${row.integration_type} any more`;
    return { row, failure: new ConnectionError('integration_misconfigured', { message }) };
  }
  const resolved = await resolvedFor(local, row, definition);
  let seen = row;
  for (let look = 0; look < LOOKS; look += 1) {
    const leased = await takeLease(local.db, seen, local.now());
    if (leased) return refreshUnderLease(local, leased, { definition, resolved });
    const current = await currentRow(local.db, row.id);
    if (!current) return { row: undefined };
    if (isOutcome(current, row)) return written(current);
    const unchanged = current.revision === seen.revision;
    seen = current;
    if (unchanged) await pause(LOOK_EVERY);
  }
  return {
    row: seen,
    failure: new ConnectionError('provider_timeout', { message: `the refresh of ${row.id} takes long` }),
  };
}

/** Somebody else's refresh, or new credentials, have come in since. */
function isOutcome(current: Row, before: Row): boolean {
  return (
    current.revision !== before.revision &&
    (current.sealed !== before.sealed ||
      current.state !== before.state ||
      current.refresh_failures !== before.refresh_failures)
  );
}

function written(row: Row): Refreshed {
  if (row.state === 'needs_reauth') return { row, failure: needsReauth(row.id) };
  return row.refresh_failures > 0 ? { row, failure: stillFailing(row, 0) } : { row };
}

function stillFailing({ id, last_unhealthy_code }: Row, waitMs: number): ConnectionError {
  const code = last_unhealthy_code !== null && isProblemCode(last_unhealthy_code) ? last_unhealthy_code : undefined;
  return new ConnectionError(code === undefined || code === 'credentials_rejected' ? 'provider_failed' : code, {
    message: `the credentials of ${id} have ended and cannot be refreshed now`,
    ...(waitMs > 0 && { retry_after: Math.ceil(waitMs / 1000) }),
  });
}

function needsReauth(id: string): ConnectionError {
  return new ConnectionError('needs_reauth', { message: `connection ${id} has to be signed in to again` });
}
