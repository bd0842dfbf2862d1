import { randomToken, type Store } from '../store/index.js';

/** One thing that was done or refused. Ids and words of ours only, never a secret or anything a user typed. */
export interface AuditEntry {
  /** `key:1a2b3c4d`, `user:external_xref` or `server`. */
  readonly actor: string;
  /** `connection.created`, `credentials.read`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject?: string | undefined;
  /** `ok`, or a code of the problem table. */
  readonly result: string;
  readonly request_id?: string | undefined;
}

export interface Audit {
  /** Adds an entry; none is ever changed. Awaited before the answer that it is about goes out. */
  record(entry: AuditEntry): Promise<void>;
}

/** The record of who did what to which connection. `now` is in milliseconds since the epoch. */
export function createAudit({ db, now }: { readonly db: Store; readonly now: () => number }): Audit {
  return {
    async record({ actor, action, subject = null, result, request_id = null }) {
      await db
        .insertInto('audit')
        .values({ id: randomToken(16), at: now(), actor, action, subject, result, request_id })
        .execute();
    },
  };
}

/** An entry as it is read back. */
export interface RecordedEntry extends AuditEntry {
  /** ISO 8601. */
  readonly at: string;
}

/** What was recorded at or after `since` (milliseconds since the epoch), oldest first, at most `limit` entries. */
export async function readAudit(
  db: Store,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<readonly RecordedEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ at, actor, action, subject, result, request_id }) => ({
    at: new Date(at).toISOString(),
    actor,
    action,
    ...(subject !== null && { subject }),
    result,
    ...(request_id !== null && { request_id }),
  }));
}

/** Forgets what was recorded before `before`, in milliseconds since the epoch. */
export async function purgeAudit(db: Store, before: number): Promise<void> {
  await db.deleteFrom('audit').where('at', '<', before).execute();
}
