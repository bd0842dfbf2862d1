import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createCatalogue } from '../../../src/server/catalogue/index.js';
import { createConnectionServer, localVault, type LogEntry } from '../../../src/server/index.js';
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

describe('a server that closes in the middle of a round', () => {
  const url = 'http://localhost:4001';

  /** A server whose round has begun and reads the database once more before it ends, which is when it is let. */
  async function inRound(options: { once?: boolean } = {}) {
    const told: string[] = [];
    const log: LogEntry[] = [];
    const clock = { ahead: 0 };
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    let letEnd = () => {};
    const mayEnd = new Promise<void>((resolve) => (letEnd = resolve));
    const server = createConnectionServer({
      url,
      database: ':memory:',
      secrets: ['0123456789abcdef0123456789abcdef'],
      log: (entry) => log.push(entry),
      now: () => Date.now() + clock.ahead,
      vault: (parts) => ({
        ...localVault({ ...parts, catalogue: createCatalogue([]) }),
        async work() {
          begin();
          await mayEnd;
          await parts.db.selectFrom('connection').select('id').execute();
          told.push('the round is over');
        },
        settled: async () => void told.push('nothing is left'),
      }),
    });
    const worked = server.work(options).catch((error: unknown) => told.push(String(error)));
    await begun;
    return { server, log, clock, told, letEnd, worked };
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve));

  for (const once of [false, true]) {
    test(`lets it end first, ${once ? 'one of a cron' : 'whatever a request has started since'}`, async () => {
      const { server, clock, told, log, letEnd, worked } = await inRound({ once });
      clock.ahead = 61_000;
      await server.fetch(new Request(`${url}/health`));
      for (let turns = 0; turns < 20; turns++) await turn();
      const closing = server.close();
      await turn();
      letEnd();
      await closing;
      await worked;
      assert.deepEqual(told, ['the round is over', 'nothing is left']);
      assert.deepEqual(
        log.filter(({ level }) => level !== 'info'),
        [],
      );
    });
  }

  test('waits four seconds for one that does not end, and says that it waits no longer', async (context) => {
    const { server, log, letEnd, worked } = await inRound();
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const closing = server.close();
    await turn();
    assert.equal(log.length, 0);
    context.mock.timers.tick(4_000);
    await closing;
    assert.deepEqual(
      log.map(({ level, event }) => [level, event]),
      [['warn', 'close-late']],
    );
    letEnd();
    await worked;
    assert.equal(log.at(-1)?.event, 'work-failed', 'and what it wants of the database is refused');
  });
});
