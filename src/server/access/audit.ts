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
