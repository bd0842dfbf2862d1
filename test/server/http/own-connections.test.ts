import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Connection, SessionAction } from '../../../src/contract/index.js';
import { databases } from '../support/databases.js';
import { KEY, startHarness, type Harness } from './harness.js';

for (const engine of databases) {
  describe(`an end user's own connections over ${engine.name}`, () => {
    let harness: Harness;
    let connection: Connection;

    before(async () => {
      harness = await startHarness({ engine });
      const input = { integration_type: 'lumen', auth: { token: key() } };
      const made = await harness.ask('/unified/connection', harness.post(await harness.session(), input));
      connection = (await made.json()) as Connection;
    });
    after(() => harness.close());

    const key = (account = 'ada') => harness.provider.issue({ account }).access_token;
    const allowed = (allow: SessionAction[], external_xref = 'user-1') => harness.session({ allow, external_xref });

    async function change(as: string, value: object, method = 'PATCH'): Promise<Response> {
      const headers = { 'content-type': 'application/json' };
      const init = { method, headers, body: JSON.stringify(value) };
      return await harness.ask(`/unified/connection/${connection.id}`, harness.asPage(as, init));
    }

    test('are renewed in place by a session that may reconnect, and keep their id', async () => {
      const sealed = (await harness.rows())[0]?.sealed;
      const response = await change(await allowed(['reconnect']), { auth: { token: key() } });
      assert.equal(response.status, 200);
      assert.equal(((await response.json()) as Connection).id, connection.id);
      const rows = await harness.rows();
      assert.equal(rows.length, 1);
      assert.notEqual(rows[0]?.sealed, sealed);
    });

    test('stay as they are when the new key is refused', async () => {
      const [before] = await harness.rows();
      const response = await change(await allowed(['reconnect']), { auth: { token: 'canary-wrong-key' } });
      const { code } = (await response.json()) as { code: string };
      assert.deepEqual([response.status, code], [422, 'credentials_rejected']);
      assert.deepEqual(await harness.rows(), [before]);
    });

    test('are neither listed, renewed, paused nor removed by a session that was not minted for it', async () => {
      const [before] = await harness.rows();
      const one = `/unified/connection/${connection.id}`;
      const listing = harness.asPage(await allowed(['create']));
      assert.equal((await harness.ask('/unified/connection', listing)).status, 403);
      assert.equal((await change(await allowed(['create', 'list']), { auth: { token: key() } })).status, 403);
      assert.equal((await change(await allowed(['create', 'list', 'reconnect']), { is_paused: true })).status, 403);
      const removal = harness.asPage(await allowed(['create', 'list', 'reconnect']), { method: 'DELETE' });
      assert.equal((await harness.ask(one, removal)).status, 403);
      assert.deepEqual(await harness.rows(), [before]);
    });

    test('are neither changed nor shown by a change to a session that may not reconnect', async () => {
      const [before] = await harness.rows();
      for (const method of ['PATCH', 'PUT'])
        for (const value of [{}, { label: 'Mine' }, { auth: null }]) {
          const response = await change(await allowed(['create', 'list', 'remove']), value, method);
          assert.equal(response.status, 403);
          assert.doesNotMatch(await response.text(), /created_at|credentials|emails/);
        }
      assert.deepEqual(await harness.rows(), [before]);
    });

    test('are not shown by a change that changes nothing', async () => {
      const [before] = await harness.rows();
      for (const value of [{}, { auth: null, label: null }, { permissions: [], categories: [] }]) {
        const response = await change(await allowed(['reconnect']), value);
        const { code } = (await response.json()) as { code: string };
        assert.deepEqual([response.status, code], [400, 'invalid_request']);
      }
      assert.deepEqual(await harness.rows(), [before]);
    });

    test('are renamed by one that may, with at most 200 characters; a blank name is none', async () => {
      const token = await allowed(['reconnect']);
      const longest = '🔑'.repeat(200);
      const named = await change(token, { label: `  ${longest}\t` });
      assert.deepEqual([named.status, ((await named.json()) as Connection).label], [200, longest]);
      for (const [label, fault] of [
        [`${longest}x`, 'too_long'],
        ['nul\0', 'pattern'],
      ]) {
        const refused = await change(token, { label });
        const { errors } = (await refused.json()) as { errors?: unknown };
        assert.deepEqual([refused.status, errors], [422, [{ path: 'label', code: fault }]]);
        const input = { integration_type: 'lumen', auth: { token: key() }, label };
        assert.equal(
          (await harness.ask('/unified/connection', harness.post(await harness.session(), input))).status,
          422,
        );
        const imported = { ...input, external_xref: 'user-1' };
        const byKey = { authorization: KEY, 'content-type': 'application/json' };
        const post = { method: 'POST', headers: byKey, body: JSON.stringify(imported) };
        assert.equal((await harness.ask('/unified/connection', post)).status, 422);
        const patch = { method: 'PATCH', headers: byKey, body: JSON.stringify({ label }) };
        assert.equal((await harness.ask(`/unified/connection/${connection.id}`, patch)).status, 422);
      }
      assert.equal((await harness.rows()).length, 1);
      const blank = await change(token, { label: ' ' });
      assert.equal(blank.status, 200);
      assert.ok(!('label' in ((await blank.json()) as Connection)));
    });

    test('B34: are nobody else’s to see, renew or remove', async () => {
      const [before] = await harness.rows();
      const theirs = await allowed(['create', 'list', 'reconnect', 'remove'], 'user-2');
      assert.deepEqual(await (await harness.ask('/unified/connection', harness.asPage(theirs))).json(), []);
      assert.equal((await change(theirs, { auth: { token: key() } })).status, 404);
      const removal = harness.asPage(theirs, { method: 'DELETE' });
      assert.equal((await harness.ask(`/unified/connection/${connection.id}`, removal)).status, 404);
      assert.deepEqual(await harness.rows(), [before]);
    });

    test('are gone once removed, and 404 from then on', async () => {
      const removal = harness.asPage(await allowed(['remove']), { method: 'DELETE' });
      const answers = [];
      for (let time = 0; time < 2; time++)
        answers.push((await harness.ask(`/unified/connection/${connection.id}`, removal)).status);
      assert.deepEqual(answers, [204, 404]);
      assert.deepEqual(await harness.rows(), []);
    });

    test('no canary is in anything the server said', () => {
      const said = harness.everythingSaid();
      assert.ok(said.includes('credentials_rejected'), 'the scan reads the replies');
      assert.doesNotMatch(said, /canary-/);
    });
  });
}
