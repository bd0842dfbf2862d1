import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { createLimits, purgeLimits } from '../../../src/server/access/index.js';
import { ConnectionError } from '../../../src/contract/index.js';
import { isConnectionError } from '../store/errors.js';
import { databases } from '../support/databases.js';
import { createGround } from './clock.js';

const limit = { points: 3, seconds: 60 };

for (const engine of databases) {
  describe(engine.name, () => {
    test('B51: past its points a key is refused until the window is over, and told when that is', async () => {
      const { db, close, now, advance } = await createGround(engine);
      const limits = createLimits(db, now);
      for (let i = 0; i < 3; i += 1) await limits.take('verify', 'session-1', limit);
      advance(20.5);
      await assert.rejects(limits.take('verify', 'session-1', limit), (error: unknown) => {
        assert.ok(isConnectionError('rate_limited')(error));
        assert.equal(error instanceof ConnectionError && error.retry_after, 40);
        return true;
      });
      advance(39.4);
      await assert.rejects(limits.take('verify', 'session-1', limit), isConnectionError('rate_limited'));
      advance(0.1);
      for (let i = 0; i < 3; i += 1) await limits.take('verify', 'session-1', limit);
      await assert.rejects(limits.take('verify', 'session-1', limit), isConnectionError('rate_limited'));
      await close();
    });

    test('B51: one key does not spend the points of another, nor one bucket those of another', async () => {
      const { db, close, now } = await createGround(engine);
      const limits = createLimits(db, now);
      const one = { points: 1, seconds: 60 };
      await limits.take('verify', 'a', one);
      await limits.take('verify', 'b', one);
      await limits.take('poll', 'a', one);
      await assert.rejects(limits.take('verify', 'a', one), isConnectionError('rate_limited'));
      await close();
    });

    test('B51: two processes on one database share the points, and of a burst exactly the allowed ones pass', async () => {
      const { db, beside, now, close } = await createGround(engine);
      const all = [createLimits(db, now), createLimits(await beside(), now)];
      const results = await Promise.allSettled(
        Array.from({ length: 40 }, (_, i) => all[i % 2]!.take('start', '203.0.113.7', { points: 10, seconds: 60 })),
      );
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 10);
      await close();
    });

    test('B51: a flood of refused tries writes nothing, and the next window counts from its first try', async () => {
      const { db, close, now, advance } = await createGround(engine);
      const limits = createLimits(db, now);
      for (let i = 0; i < 3; i += 1) await limits.take('verify', 'session-1', limit);
      const writes = async () => (await traces[engine.name].execute(db)).rows;
      const before = await writes();
      for (let i = 0; i < 20; i += 1) {
        await assert.rejects(limits.take('verify', 'session-1', limit), isConnectionError('rate_limited'));
      }
      assert.deepEqual(await writes(), before);
      advance(60);
      await limits.take('verify', 'session-1', limit);
      assert.deepEqual(await db.selectFrom('rate_limit').select(['points', 'expires_at']).execute(), [
        { points: 1, expires_at: now() + 60_000 },
      ]);
      await close();
    });

    test('no address of a person is stored, and windows that are over are forgotten', async () => {
      const { db, close, now, advance } = await createGround(engine);
      const limits = createLimits(db, now);
      await limits.take('start', '203.0.113.7', limit);
      advance(30);
      await limits.take('start', '203.0.113.8', limit);
      assert.doesNotMatch(JSON.stringify(await db.selectFrom('rate_limit').selectAll().execute()), /203\.0/);
      advance(30);
      await purgeLimits(db, now());
      assert.equal((await db.selectFrom('rate_limit').selectAll().execute()).length, 1);
      await close();
    });
  });
}

/** What differs after any write: SQLite counts those of a connection, PostgreSQL gives each version of a row its place. */
const traces = {
  SQLite: sql`select total_changes()`,
  PostgreSQL: sql`select ctid::text, xmin::text from rate_limit`,
};
