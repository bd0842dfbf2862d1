import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { CompleteRequest, NewConnectionInput } from '../../../src/server/vault/index.js';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { ada, bob, goodKey, type House, openHouse } from './house.js';

const DAY = 86_400_000;
const signal = new AbortController().signal;

for (const engine of databases) {
  describe(`pending connections over ${engine.name}`, () => {
    let house: House;
    before(async () => {
      house = await openHouse({ engine });
    });
    after(() => house.close());
    beforeEach(() => {
      house.told.length = 0;
      house.provider.account = 'alice';
      house.provider.tokenRequests.length = 0;
      house.provider.revocations.length = 0;
    });
    afterEach(async () => {
      await house.vault.settled();
      await house.db.deleteFrom('connection').execute();
    });

    const confirmBy = () => house.clock.now + DAY;
    const link = async (more: Partial<CompleteRequest> = {}) => {
      const request = await house.consent(more.reconnect ? { reconnect: more.reconnect } : {});
      const asked = { ...request, confirmBy: confirmBy(), ...more };
      return { key: asked.key, ...(await house.vault.complete(asked)) };
    };
    const types = () => house.told.map(({ type }) => type.replace('connection.', ''));

    test('B54: a connection that waits to be confirmed is seen by nobody, gives nothing, and is told to nobody', async () => {
      const { connection, key } = await link();
      const { id } = connection;
      const { vault } = house;
      assert.equal(await vault.get(ada, id), undefined);
      assert.deepEqual(await vault.list(ada, {}), []);
      assert.equal(await vault.credentials(ada, id), undefined);
      assert.equal(await vault.check(ada, id), undefined);
      assert.equal(await vault.update(ada, id, { label: 'mine' }), undefined);
      assert.equal(await vault.remove(ada, id), false);
      await failure(house.consent({ reconnect: id }), 'not_found');
      assert.equal((await vault.find(ada, key))?.id, id, 'whoever made it knows of it');
      const [inspected] = await vault.inspect(ada, {});
      assert.deepEqual([inspected?.state, inspected?.connection.id], ['pending', id]);
      assert.deepEqual(types(), []);
    });

    test('confirmed in time it is real from then on, told as created, once', async () => {
      const { connection } = await link();
      house.clock.now += DAY - 1;
      assert.equal(await house.vault.confirm(bob, connection.id), undefined);
      const confirmed = await Promise.all([1, 2, 3].map(() => house.vault.confirm(ada, connection.id)));
      assert.ok(confirmed.some((one) => one?.id === connection.id));
      assert.equal((await house.vault.confirm(ada, connection.id))?.id, connection.id, 'again is no harm');
      assert.equal((await house.vault.get(ada, connection.id))?.id, connection.id);
      assert.ok(await house.vault.credentials(ada, connection.id));
      assert.deepEqual(types(), ['created']);
    });

    test('B54: never confirmed, it is gone with its time, and its tokens are given back', async () => {
      const { connection } = await link();
      house.clock.now += DAY;
      assert.equal(await house.vault.confirm(ada, connection.id), undefined);
      await house.vault.work({ signal });
      await house.vault.settled();
      assert.equal(await house.rows(), 0);
      assert.deepEqual(
        house.provider.revocations.map((one) => one['token_type_hint']),
        ['refresh_token'],
      );
      assert.deepEqual(types(), []);
    });

    test('work does not purge what still waits, nor refresh it', async () => {
      const { connection } = await link();
      house.clock.now += DAY - 1;
      house.provider.tokenRequests.length = 0;
      await house.vault.work({ signal });
      assert.deepEqual([await house.rows(), house.provider.tokenCalls()], [1, 0]);
      assert.ok(await house.vault.confirm(ada, connection.id));
    });

    test('a form’s connection can wait as well', async () => {
      const input: NewConnectionInput = { integration_type: 'keyed', auth: { token: goodKey } };
      const { id } = await house.vault.create(ada, input, { key: randomUUID(), confirmBy: confirmBy() });
      assert.equal(await house.vault.credentials(ada, id), undefined);
      await house.vault.confirm(ada, id);
      assert.deepEqual(await house.vault.credentials(ada, id), { token: goodKey });
    });

    test('a reconnect that waits leaves the working credentials alone until it is confirmed; the id stays', async () => {
      const first = await house.connect();
      const before = await house.vault.credentials(ada, first.id);
      const { connection, key, reconnected } = await link({ reconnect: first.id });
      assert.deepEqual([reconnected, connection.id === first.id], [true, false]);
      assert.deepEqual(await house.vault.credentials(ada, first.id), before);
      const confirmed = await house.vault.confirm(ada, connection.id);
      assert.equal(confirmed?.id, first.id);
      assert.notDeepEqual(await house.vault.credentials(ada, first.id), before);
      assert.deepEqual([await house.rows(), (await house.vault.find(ada, key))?.id], [1, first.id]);
      assert.deepEqual(types(), ['created', 'updated']);
    });

    test('B46: a reconnect by link that is of another account is account_mismatch at once', async () => {
      const first = await house.connect();
      house.provider.account = 'mallory';
      await failure(link({ reconnect: first.id }), 'account_mismatch');
      assert.equal(await house.rows(), 1);
    });

    test('a reconnect whose connection was removed meanwhile confirms nothing and brings nothing back', async () => {
      const first = await house.connect();
      const { connection } = await link({ reconnect: first.id });
      await house.vault.remove(ada, first.id);
      assert.equal(await house.vault.confirm(ada, connection.id), undefined);
      assert.deepEqual(await house.vault.list(ada, {}), []);
    });

    test('in a slot, the working connection stands until the new one is confirmed, which then takes its place', async () => {
      const first = await link({ confirmBy: undefined, unified_api: 'crm' });
      const before = await house.vault.credentials(ada, first.connection.id);
      const second = await link({ unified_api: 'crm' });
      assert.deepEqual(await house.vault.credentials(ada, first.connection.id), before);
      await house.vault.confirm(ada, second.connection.id);
      const listed = await house.vault.list(ada, {});
      assert.deepEqual(
        listed.map(({ id }) => id),
        [second.connection.id],
      );
      assert.deepEqual(types(), ['created', 'removed', 'created']);
      const third = await link({ confirmBy: undefined, unified_api: 'crm' });
      assert.equal(third.connection.id, second.connection.id, 'it stands in the slot now');
    });

    test('two that are confirmed at once for one slot leave one', async () => {
      const one = await link({ unified_api: 'crm' });
      const other = await link({ unified_api: 'crm' });
      await Promise.all([one, other].map(({ connection }) => house.vault.confirm(ada, connection.id)));
      const listed = await house.vault.list(ada, {});
      assert.equal(listed.length, 1);
      assert.deepEqual(types().toSorted(), ['created', 'created', 'removed']);
    });
  });
}
