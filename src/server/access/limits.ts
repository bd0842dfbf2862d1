import { ConnectionError } from '../../contract/index.js';
import { sha256, type Store } from '../store/index.js';

/** So many `points` within so many `seconds`, counted from the first one. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

export interface Limits {
  /**
   * Takes one point from what `key` (a session id, a client address) has in `bucket` (what is being limited).
   *
   * With `trx`, within that transaction.
   *
   * @throws ConnectionError `rate_limited` with `retry_after` in seconds when there is none left.
   */
  take(bucket: string, key: string, limit: Limit, trx?: Store): Promise<void>;
}

/**
 * Rate limits that hold over all processes on one database: a window is one row, and taking a point one atomic statement. A window without points left is only read.
 * Keys are stored hashed, because they can be addresses of people. `now` is in milliseconds.
 */
export function createLimits(db: Store, now: () => number): Limits {
  return {
    async take(bucket, key, { points, seconds }, trx = db) {
      const time = now();
      const ends = time + seconds * 1000;
      const row = `${bucket}:${await sha256(key)}`;
      const refused = (until: number | null): ConnectionError =>
        new ConnectionError('rate_limited', {
          message: `more than ${points} in ${seconds} s for ${bucket}`,
          retry_after: Math.max(1, Math.ceil(((until ?? ends) - time) / 1000)),
        });
      // A flood that is refused anyway only reads: it must not take the one writer from everybody else.
      const spent = await trx
        .selectFrom('rate_limit')
        .select('expires_at')
        .where('key', '=', row)
        .where('points', '>=', points)
        .where('expires_at', '>', time)
        .executeTakeFirst();
      if (spent) throw refused(spent.expires_at);
      const window = await trx
        .insertInto('rate_limit')
        .values({ key: row, points: 1, expires_at: ends })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => {
            const over = eb('rate_limit.expires_at', '<=', time);
            return {
              points: eb
                .case()
                .when(over)
                .then(1)
                .else(eb('rate_limit.points', '+', 1))
                .end(),
              expires_at: eb.case().when(over).then(ends).else(eb.ref('rate_limit.expires_at')).end(),
            };
          }),
        )
        .returning(['points', 'expires_at'])
        .executeTakeFirstOrThrow();
      if (window.points > points) throw refused(window.expires_at);
    },
  };
}

/** Forgets windows that are over. `now` is in milliseconds. */
export async function purgeLimits(db: Store, now: number): Promise<void> {
  await db.deleteFrom('rate_limit').where('expires_at', '<=', now).execute();
}
