import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases, type TestDatabase } from '../support/databases.js';
import { HOST, KEY, startHarness, type Harness } from './harness.js';

for (const database of databases) {
  describe(`limits over ${database.name}`, () => {
    let at: TestDatabase;
    let harness: Harness;

    before(async () => {
      at = await database.open();
      harness = await startHarness({
        database: at.url,
        clientAddress: (request) => request.headers.get('x-test-address') ?? '192.0.2.1',
      });
    });
    after(async () => {
      await harness.close();
      await at.close();
    });

    /** Asks one after the other until it is refused, and says after how many. */
    async function until429(ask: () => Promise<Response>, most: number): Promise<number> {
      for (let count = 0; count <= most; count += 1) {
        const response = await ask();
        if (response.status !== 429) continue;
        assert.ok(Number(response.headers.get('retry-after')) >= 1);
        assert.ok(Number(response.headers.get('retry-after')) <= 60);
        return count;
      }
      return Infinity;
    }

    test('B51: polls of one attempt, whoever asks; the next minute is a new one', async () => {
      const attempt = await harness.create(await harness.session());
      const poll = () =>
        harness.ask(`/oauth/attempts/${attempt.id}`, {
          headers: { origin: HOST, 'attempt-secret': attempt.poll_secret },
        });
      assert.equal(await until429(poll, 130), 120);
      harness.clock.ahead += 61_000;
      assert.equal((await poll()).status, 200);
    });

    test('B51: starts of one address, and not those of another', async () => {
      const start = (address: string) => () =>
        harness.ask('/oauth/start', {
          method: 'POST',
          body: new URLSearchParams({ ticket: 'guess' }),
          headers: { origin: HOST, 'x-test-address': address },
        });
      assert.equal(await until429(start('192.0.2.7'), 130), 120);
      assert.notEqual((await start('192.0.2.8')()).status, 429);
      assert.equal(await until429(start('2001:db8:1:2::1'), 130), 120);
      assert.equal((await start('2001:db8:1:2:ffff::9')()).status, 429, 'one /64 is one client');
    });

    test('B51: the token form of one user, over all of their sessions', async () => {
      const form = async () =>
        harness.ask(
          '/unified/connection',
          harness.post(await harness.session({ external_xref: 'user-form' }), {
            integration_type: 'lumen',
            auth: { token: 'canary-guess' },
          }),
        );
      assert.equal(await until429(form, 12), 10);
      assert.equal((await harness.rows()).length, 0);
    });

    test('B51: imports of one key', async () => {
      const bulk = () =>
        harness.ask('/unified/connection', {
          method: 'POST',
          headers: { authorization: KEY, 'content-type': 'application/json' },
          body: '{"integration_type":"none","auth":{}}',
        });
      assert.equal(await until429(bulk, 1_210), 1_200);
    });
  });
}
