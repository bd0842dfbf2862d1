import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databases } from '../support/databases.js';
import { type Harness, startHarness } from './harness.js';

for (const engine of databases) {
  describe(`live attempts over ${engine.name}`, () => {
    let harness: Harness;
    before(async () => {
      harness = await startHarness({ engine });
    });
    after(() => harness.close());

    const live = () => harness.db.selectFrom('attempt').select('id').where('status', '=', 'created').execute();

    test('B51: of forty that one session begins at once exactly five live, over two servers', async () => {
      const token = await harness.session({ external_xref: 'user-many' });
      const { url } = harness.server;
      const other = engine.name === 'SQLite' ? harness.server : await harness.beside();
      const send = (at: number) => {
        const request = new Request(`${url}/oauth/attempts`, harness.post(token, { integration_type: 'northwind' }));
        return (at % 2 === 0 ? harness.server : other).fetch(request);
      };
      const replies = await Promise.all(Array.from({ length: 40 }, (_, at) => send(at)));
      const codes = await Promise.all(
        replies.map(async (reply) => (reply.ok ? 'ok' : ((await reply.json()) as { code: string }).code)),
      );
      assert.deepEqual(
        codes.toSorted(),
        [...Array.from({ length: 5 }, () => 'ok'), ...Array.from({ length: 35 }, () => 'too_many_attempts')].toSorted(),
      );
      assert.equal((await live()).length, 5);
    });

    test('B51: another session of the same user has five of its own', async () => {
      const before = (await live()).length;
      const token = await harness.session({ external_xref: 'user-many' });
      await harness.create(token);
      assert.equal((await live()).length, before + 1);
    });
  });
}
