import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { HOST, startHarness, type Harness } from './harness.js';
import { databases } from '../support/databases.js';

for (const engine of databases) {
  describe(`a server that closes, over ${engine.name}`, () => {
    let harness: Harness;
    beforeEach(async () => (harness = await startHarness({ engine })));
    afterEach(() => harness.close());

    test('F28: answers every poll that waits, without an error in its log', async () => {
      const { attempt } = await harness.begin(await harness.session());
      const waiting = Array.from({ length: 50 }, () =>
        harness.ask(`/oauth/attempts/${attempt.id}?wait=25`, {
          headers: { origin: HOST, 'attempt-secret': attempt.poll_secret },
        }),
      );
      const asked = performance.now();
      await harness.server.close();
      for (const answer of await Promise.all(waiting)) assert.equal(answer.status, 200);
      assert.ok(performance.now() - asked < 5000);
      assert.deepEqual(
        harness.log.filter(({ level }) => level === 'error'),
        [],
      );
    });

    test('lets a sign-in that has come back finish: the code is spent, and the connection stored', async () => {
      const { cookie, url, state } = await harness.begin(await harness.session());
      const params = { state, code: harness.provider.authorize(url), iss: harness.provider.origin };
      const answer = harness.callback(params, { cookie });
      await harness.server.close();
      assert.equal((await answer).status, 200);
      assert.equal(harness.provider.tokenCalls().length, 1);
      assert.equal((await harness.rows()).length, 1);
    });

    test('answers 503 from then on', async () => {
      await harness.server.close();
      const response = await harness.ask('/health');
      assert.equal(response.status, 503);
      assert.match(await response.text(), /store_unavailable/);
    });
  });
}
