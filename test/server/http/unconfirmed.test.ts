import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases } from '../support/databases.js';
import { HOST, KEY, SERVER, startHarness, type Harness } from './harness.js';

const DONE = 'https://app.acme.example/done';

for (const engine of databases) {
  describe(`a server whose embedder never calls work, over ${engine.name}`, () => {
    let harness: Harness;
    before(async () => {
      harness = await startHarness({ engine, redirects: [DONE] });
    });
    after(() => harness.close());

    /** A connection made by a link, which waits to be confirmed. */
    async function linked(): Promise<void> {
      const query = new URLSearchParams({ external_xref: 'user-1', success_redirect: DONE, failure_redirect: DONE });
      const asked = await harness.ask(`/unified/integration/auth/acme/northwind?${query}`, {
        headers: { authorization: KEY },
      });
      const pressed = await harness.ask((await asked.text()).slice(SERVER.length), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(SERVER).origin },
      });
      const href = /id="next" href="([^"]+)"/.exec(await pressed.text())?.[1] ?? '';
      const at = new URL(href.replaceAll('&amp;', '&'));
      const code = harness.provider.authorize(at, { account: 'ada' });
      const state = at.searchParams.get('state') ?? '';
      const cookie = (pressed.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      await harness.callback({ code, state, iss: harness.provider.origin }, { cookie });
    }

    test('B54, F62: one request two days later ends what was never confirmed, and every abandoned attempt', async () => {
      await linked();
      await harness.begin(await harness.session());
      assert.equal((await harness.rows())[0]?.confirm_by === null, false);
      harness.clock.ahead += 2 * 86_400_000;
      assert.equal((await harness.ask('/health', { headers: { origin: HOST } })).status, 200);
      // Closing waits for what a request has set off.
      await harness.restart();
      assert.deepEqual(await harness.rows(), []);
      assert.deepEqual(await harness.db.selectFrom('attempt').select('id').execute(), []);
      assert.doesNotMatch(harness.everythingSaid(), /canary-(access|refresh)/);
    });
  });
}
