import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { ada, type House, openHouse, sealingSecret } from './house.js';

const newer = 'canary-newer-secret-of-32-characters!!';

for (const engine of databases) {
  describe(`re-sealing over ${engine.name}`, () => {
    let house: House;
    before(async () => {
      house = await openHouse({ engine });
    });
    after(() => house.close());
    afterEach(async () => {
      house.audited.length = 0;
      await house.db.deleteFrom('connection').execute();
    });

    const make = (n: number) =>
      house.vault.create(
        ada,
        { integration_type: 'harbor', auth: { access_token: `canary-${n}` } },
        { key: `key-${n}` },
      );

    test('F46: no read fails while rows are sealed anew, and afterwards the newer secret alone opens all', async () => {
      const made = [];
      for (let n = 0; n < 230; n += 1) made.push(await make(n));
      const rotating = await house.neighbour({ secrets: [newer, sealingSecret] });
      const counts: number[] = [];
      const rotated = new AbortController();
      let reads = 0;
      const reading = (async () => {
        for (let at = 0; !rotated.signal.aborted; at = (at + 1) % made.length) {
          const read = await rotating.vault.credentials(ada, made[at]?.id ?? '');
          assert.equal(read?.access_token, `canary-${at}`);
          reads += 1;
        }
      })();
      while (counts.at(-1) !== 0) counts.push(await rotating.vault.reseal({ limit: 50 }));
      rotated.abort();
      await reading;
      assert.deepEqual(counts, [180, 130, 80, 30, 0]);
      assert.ok(reads > 0);
      const retired = await house.neighbour({ secrets: [newer] });
      for (const [n, { id }] of made.entries()) {
        assert.equal((await retired.vault.credentials(ada, id))?.access_token, `canary-${n}`);
      }
      assert.deepEqual(house.audited, []);
    });

    test('a row that is written while it is sealed anew keeps what was written', async () => {
      const { id } = await make(1);
      const rotating = await house.neighbour({ secrets: [newer, sealingSecret] });
      const renew = () => rotating.vault.update(ada, id, { auth: { access_token: 'canary-changed' } });
      await Promise.all([rotating.vault.reseal({ limit: 10 }), renew(), rotating.vault.reseal({ limit: 10 })]);
      assert.equal((await rotating.vault.credentials(ada, id))?.access_token, 'canary-changed');
      assert.equal(await rotating.vault.reseal({ limit: 10 }), 0);
    });

    test('rows that do not open are audited and passed over, however many there are', async () => {
      const rows = [];
      for (let n = 0; n < 6; n += 1) rows.push(await make(n));
      const ids = rows.map(({ id }) => id).toSorted();
      const [good = ''] = ids.slice(-1);
      await house.db
        .updateTable('connection')
        .set({ sealed: 'v1.unknown.AAAA.AAAA' })
        .where('id', '!=', good)
        .execute();
      const rotating = await house.neighbour({ secrets: [newer, sealingSecret] });
      assert.equal(await rotating.vault.reseal({ limit: 1 }), 0);
      assert.deepEqual(
        house.audited.map(({ action, subject }) => [action, subject]),
        ids.slice(0, -1).map((id) => ['credentials.unseal_failed', id]),
      );
      const retired = await house.neighbour({ secrets: [newer] });
      assert.ok(await retired.vault.credentials(ada, good));
      await failure(retired.vault.credentials(ada, ids[0] ?? ''), 'internal_error');
    });

    test('pending connections are sealed anew with the others', async () => {
      const input = { integration_type: 'harbor', auth: { access_token: 'canary-pending' } };
      const confirmBy = house.clock.now + 1_000;
      const { id } = await house.vault.create(ada, input, { key: 'pending', confirmBy });
      const rotating = await house.neighbour({ secrets: [newer, sealingSecret] });
      assert.equal(await rotating.vault.reseal({ limit: 10 }), 0);
      const retired = await house.neighbour({ secrets: [newer] });
      await retired.vault.confirm(ada, id);
      assert.equal((await retired.vault.credentials(ada, id))?.access_token, 'canary-pending');
    });
  });
}
