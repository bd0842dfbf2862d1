import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAudit, purgeAudit, readAudit } from '../../../src/server/access/index.js';
import { databases } from '../support/databases.js';
import { createGround } from './clock.js';

for (const engine of databases) {
  describe(engine.name, () => {
    test('every entry is kept, with its moment and an id of its own', async () => {
      const { db, close, now, advance } = await createGround(engine);
      const audit = createAudit({ db, now });
      const start = now();
      await audit.record({
        actor: 'key:1a2b3c4d',
        action: 'credentials.read',
        subject: 'id-1',
        result: 'ok',
        request_id: 'r-1',
      });
      advance(1);
      await audit.record({ actor: 'server', action: 'attempt.purged', result: 'ok' });
      const rows = await db.selectFrom('audit').selectAll().orderBy('at').execute();
      assert.deepEqual(
        rows.map((row) => ({ ...row, id: undefined })),
        [
          {
            id: undefined,
            at: start,
            actor: 'key:1a2b3c4d',
            action: 'credentials.read',
            subject: 'id-1',
            result: 'ok',
            request_id: 'r-1',
          },
          {
            id: undefined,
            at: start + 1000,
            actor: 'server',
            action: 'attempt.purged',
            subject: null,
            result: 'ok',
            request_id: null,
          },
        ],
      );
      assert.equal(new Set(rows.map((row) => row.id)).size, 2);
      await close();
    });

    test('what was recorded is read from a moment on, oldest first and no more than asked for, and forgotten in the end', async () => {
      const { db, close, now, advance } = await createGround(engine);
      const audit = createAudit({ db, now });
      const times: string[] = [];
      for (const subject of ['id-1', 'id-2', 'id-3']) {
        times.push(new Date(now()).toISOString());
        await audit.record({ actor: 'server', action: 'connection.created', subject, result: 'done' });
        advance(60);
      }
      const since = Date.parse(times[1]!);
      const [first, ...rest] = await readAudit(db, { since, limit: 10 });
      assert.deepEqual(first, {
        at: times[1],
        actor: 'server',
        action: 'connection.created',
        subject: 'id-2',
        result: 'done',
      });
      assert.deepEqual(
        rest.map(({ subject }) => subject),
        ['id-3'],
      );
      assert.equal((await readAudit(db, { since, limit: 1 })).length, 1);
      await purgeAudit(db, since);
      assert.deepEqual(
        (await readAudit(db, { since: 0, limit: 10 })).map(({ at }) => at),
        times.slice(1),
      );
      await close();
    });
  });
}
