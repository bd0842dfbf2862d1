import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Attempt, CreatedAttempt } from '../../../src/contract/index.js';
import type { ConnectionServer } from '../../../src/server/index.js';
import { databases } from '../support/databases.js';
import { HOST, SERVER, startHarness, type Harness } from './harness.js';

for (const engine of databases) {
  describe(`two servers on one database of ${engine.name}`, () => {
    let harness: Harness;
    let other: ConnectionServer;
    let token: string;

    before(async () => {
      harness = await startHarness({ engine });
      other = await harness.beside();
      token = await harness.session();
    });
    after(() => harness.close());

    const askOther = (path: string, init: RequestInit) => other.fetch(new Request(SERVER + path, init));

    test('an attempt made at one goes on at the other, and who waits at the first hears how it ended', async () => {
      const attempt = await harness.create(token);
      const asked = { headers: { origin: HOST, 'attempt-secret': attempt.poll_secret } };
      const waiting = harness.ask(`/oauth/attempts/${attempt.id}?wait=25`, asked);
      const started = await askOther('/oauth/start', {
        method: 'POST',
        body: new URLSearchParams({ ticket: attempt.ticket }),
        headers: { origin: HOST },
      });
      const url = new URL(/href="([^"]+)"/.exec(await started.text())?.[1]?.replaceAll('&amp;', '&') ?? '');
      const cookie = (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const state = url.searchParams.get('state') ?? '';
      const code = harness.provider.authorize(url);
      const back = new URLSearchParams({ state, code, iss: harness.provider.origin });
      const result = await askOther(`/oauth/code/northwind?${back}`, { headers: { cookie } });
      assert.equal(result.status, 200);

      const ended = (await (await waiting).json()) as Attempt;
      assert.equal(ended.status, 'connected');
      const rows = await harness.rows();
      assert.deepEqual(
        rows.map(({ id }) => id),
        [ended.connection?.id],
      );
      assert.equal(harness.provider.tokenCalls().length, 1);
      const again = await harness.callback(Object.fromEntries(back), { cookie });
      assert.equal(again.status, 400);
      assert.equal(harness.provider.tokenCalls().length, 1);
    });

    test('of a callback that comes to both at once exactly one redeems the code', async () => {
      const before = harness.provider.tokenCalls().length;
      const rows = (await harness.rows()).length;
      const { attempt, cookie, url, state } = await harness.begin(token);
      const back = new URLSearchParams({
        state,
        code: harness.provider.authorize(url),
        iss: harness.provider.origin,
      });
      const replies = await Promise.all([
        harness.callback(back, { cookie }),
        askOther(`/oauth/code/northwind?${back}`, { headers: { cookie } }),
      ]);
      assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 400]);
      assert.equal(harness.provider.tokenCalls().length, before + 1);
      assert.equal((await harness.poll(attempt)).status, 'connected');
      assert.equal((await harness.rows()).length, rows + 1);
    });

    test('the same key sent to one and then to the other is one attempt', async () => {
      const key = randomUUID();
      const first = await harness.create(token, {}, key);
      const init = harness.post(token, { integration_type: 'northwind' }, { key });
      const second = (await (await askOther('/oauth/attempts', init)).json()) as CreatedAttempt;
      assert.deepEqual(second, first);
    });

    test('an attempt that was cancelled at one is over at the other', async () => {
      const { attempt, cookie, url, state } = await harness.begin(token);
      const headers = { origin: HOST, 'attempt-secret': attempt.poll_secret };
      assert.equal((await askOther(`/oauth/attempts/${attempt.id}`, { method: 'DELETE', headers })).status, 204);
      const code = harness.provider.authorize(url);
      const back = await harness.callback({ state, code, iss: harness.provider.origin }, { cookie });
      assert.equal(back.status, 400);
      const polled = await askOther(`/oauth/attempts/${attempt.id}`, { headers });
      assert.equal(((await polled.json()) as Attempt).status, 'cancelled');
    });

    test('no password of the database, token or secret is in anything that was said', () => {
      const said = harness.everythingSaid().split('\n');
      assert.doesNotMatch(said.filter((line) => !line.startsWith('/oauth/code')).join('\n'), /canary/);
    });
  });
}
