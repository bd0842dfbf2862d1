import { ConnectionError } from '../../../contract/index.js';
import { isOver } from './due.js';
import { decline, isToldPending } from './health.js';
import type { Local, Refreshed } from './options.js';
import { currentRow, type Row } from './rows.js';
import { type Told, updateAndTell } from './write.js';

/** This many passing failures in a row are told of, though the token may still be good. */
const TOLD_AFTER = 5;
/** Four days of failing in milliseconds: then only the user can help. */
const GIVEN_UP_AFTER = 345_600_000;
/** Milliseconds between tries: up to twice as long each time, from one second to one minute. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** No provider puts a connection off for longer than this, in milliseconds. */
const LONGEST_WISH = 3_600_000;

/** Writes down a refresh that failed, and tells of it where it matters. */
export async function failed(local: Local, leased: Row, failure: ConnectionError): Promise<Refreshed> {
  const now = local.now();
  const since = leased.refresh_failing_since ?? now;
  const over = failure.code === 'needs_reauth' || failure.code === 'credentials_rejected';
  const { changes, told } = over || now - since >= GIVEN_UP_AFTER ? ended(leased, now) : passing(leased, failure, now);
  const common = {
    refresh_lease_until: null,
    refresh_owner: null,
    refresh_failures: leased.refresh_failures + 1,
    refresh_failing_since: since,
    last_refresh_failed_at: now,
    revision: leased.revision + 1,
  };
  const row = await updateAndTell(local, leased, { ...common, ...changes }, told);
  if (!row) {
    const current = await currentRow(local.db, leased.id);
    // Something else was changed in it. Otherwise it is gone or has other credentials, of which this says nothing.
    return current?.refresh_owner === leased.refresh_owner ? failed(local, current, failure) : { row: current };
  }
  const needsUser = row.state === 'needs_reauth';
  // The operator's own fault (`invalid_client`) passes like any other, but somebody has to hear of it, once.
  if (needsUser || (failure.code === 'exchange_failed' && leased.refresh_failures === 0)) {
    await local.audit?.({ action: 'refresh.failed', subject: row.id, result: failure.code });
  }
  if (!needsUser || failure.code === 'needs_reauth') return { row, failure };
  return { row, failure: new ConnectionError('needs_reauth', { message: `the refresh of ${row.id} failed for good` }) };
}

interface Outcome {
  readonly changes: Partial<Row>;
  readonly told: readonly Told[];
}

function ended(row: Row, now: number): Outcome {
  const changes = { ...unhealthy(row, 'needs_reauth', now), state: 'needs_reauth', refresh_due_at: null };
  const told = [{ type: 'connection.token_refresh.failed', code: 'needs_reauth' } as const];
  return { changes, told: [...told, ...decline(row, 'needs_reauth')] };
}

function passing(row: Row, { code, retry_after = 0 }: ConnectionError, now: number): Outcome {
  const failures = row.refresh_failures + 1;
  const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures);
  // Full jitter: what failed together is not tried together.
  const pause = FIRST_PAUSE + Math.random() * (longest - FIRST_PAUSE);
  const wish = Math.min(retry_after * 1000, LONGEST_WISH);
  const changes = { refresh_due_at: Math.floor(now + Math.max(pause, wish)) };
  if (!isOver(row, now) && failures < TOLD_AFTER) return { changes, told: [] };
  const told = isToldPending(row) ? [] : [{ type: 'connection.token_refresh.pending', code } as const];
  return {
    changes: { ...changes, ...unhealthy(row, code, now), state: 'pending_refresh' },
    told: [...told, ...decline(row, code)],
  };
}

function unhealthy(row: Row, code: ConnectionError['code'], now: number): Partial<Row> {
  const changed = row.last_unhealthy_at === null && { updated_at: now };
  return { last_unhealthy_at: now, last_unhealthy_code: code, ...changed };
}
