import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Attempt } from '../../../src/contract/index.js';
import { HOST, startHarness, type Harness } from '../http/harness.js';
import { databases } from '../support/databases.js';

for (const engine of databases) {
  describe(`a waiting poll over ${engine.name}`, () => {
    let harness: Harness;
    let token: string;

    before(async () => {
      harness = await startHarness({ engine });
      token = await harness.session();
    });
    after(() => harness.close());

    const wait = (attempt: { id: string; poll_secret: string }, signal?: AbortSignal) =>
      harness.ask(`/oauth/attempts/${attempt.id}?wait=20`, {
        headers: { origin: HOST, 'attempt-secret': attempt.poll_secret },
        ...(signal && { signal }),
      });

    test('answers as soon as the attempt ends, though none of its time passes', async (t) => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const waiting = wait(attempt);
      const params = { state, code: harness.provider.authorize(url), iss: harness.provider.origin };
      await harness.callback(params, { cookie });
      assert.equal(((await (await waiting).json()) as Attempt).status, 'connected');
    });

    test('sees what another process did to the attempt', async () => {
      const { attempt } = await harness.begin(token);
      const waiting = wait(attempt);
      await harness.db
        .updateTable('attempt')
        .set({ status: 'cancelled', code: 'attempt_cancelled' })
        .where('id', '=', attempt.id)
        .execute();
      const from = performance.now();
      assert.equal(((await (await waiting).json()) as Attempt).status, 'cancelled');
      assert.ok(performance.now() - from < 2_000);
    });

    test('ends when the page goes away, at once', async (t) => {
      const { attempt } = await harness.begin(token);
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const gone = new AbortController();
      const waiting = wait(attempt, gone.signal);
      // A whole other poll later, the first one is waiting.
      await harness.poll(attempt);
      gone.abort();
      await waiting;
    });

    test('abandoned attempts are purged fifteen minutes after they ended, others stay', async () => {
      const { attempt } = await harness.begin(token);
      harness.clock.ahead = 20 * 60_000;
      await harness.server.work({ once: true });
      assert.ok(await there(attempt.id), 'twenty minutes after it began it may still be asked about');
      harness.clock.ahead = 26 * 60_000;
      await harness.server.work({ once: true });
      assert.ok(!(await there(attempt.id)));
      harness.clock.ahead = 0;
    });

    const there = (id: string) => harness.db.selectFrom('attempt').select('id').where('id', '=', id).executeTakeFirst();
  });
}
