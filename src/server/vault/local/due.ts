import type { StoredCredentials } from './credentials.js';
import type { Row } from './rows.js';

/** Five minutes before a token ends it is got anew; one that lives less than 50 minutes, a tenth of its life before. */
const MARGIN = 300_000;

/**
 * When credentials just written end and are to be refreshed. With nothing to refresh them with, they are looked at once
 * they have ended, so that it shows.
 */
export function dueColumns(
  { expires_at }: Pick<StoredCredentials, 'expires_at'>,
  { now, renewable }: { now: number; renewable: boolean },
): Pick<Row, 'credentials_expire_at' | 'refresh_due_at'> {
  if (expires_at === undefined) return { credentials_expire_at: null, refresh_due_at: null };
  const margin = renewable ? Math.min(MARGIN, Math.max(0, expires_at - now) / 10) : 0;
  // Of many that were made at once, not all are refreshed at once.
  const jitter = Math.random() * (margin / 5);
  return { credentials_expire_at: expires_at, refresh_due_at: Math.floor(expires_at - margin - jitter) };
}

/** The access token has ended, or nobody knows whether it has. */
export function isOver({ credentials_expire_at, state }: Row, now: number): boolean {
  return credentials_expire_at === null ? state === 'pending_refresh' : now >= credentials_expire_at;
}
