import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { CreateOptions, NewConnectionInput, Owner } from '../../../src/server/vault/index.js';
import { databases } from '../support/databases.js';
import { ada, bob, type House, openHouse } from './house.js';

for (const engine of databases) {
  describe(`slots over ${engine.name}`, () => {
    let house: House;
    before(async () => {
      house = await openHouse({ engine });
    });
    after(() => house.close());
    beforeEach(() => {
      house.told.length = 0;
    });
    afterEach(() => house.db.deleteFrom('connection').execute());

    const put = (
      access_token: string,
      more: Partial<NewConnectionInput> = {},
      { owner = ada, ...options }: Partial<CreateOptions> & { owner?: Owner } = {},
    ) => {
      const input = { integration_type: 'harbor', auth: { access_token }, ...more };
      return house.vault.create(owner, input, { key: randomUUID(), unified_api: 'crm', ...options });
    };
    const access = async (id: string) => (await house.vault.credentials(ada, id))?.access_token;
    const types = () => house.told.map(({ type }) => type.replace('connection.', ''));

    test('what is put into a slot replaces what stands there, and keeps its id', async () => {
      const first = await put('canary-1', {
        permissions: ['crm_deal_read'],
        label: 'Main',
        metadata: { plan: 'free' },
      });
      house.clock.now += 1_000;
      const second = await put('canary-2', { permissions: ['crm_contact_read'], metadata: { plan: 'pro' } });
      assert.deepEqual([second.id, await house.rows(), await access(first.id)], [first.id, 1, 'canary-2']);
      assert.deepEqual([second.permissions, second.label], [['crm_contact_read'], 'Main']);
      assert.deepEqual(
        [second.created_at, second.updated_at],
        [first.created_at, new Date(house.clock.now).toISOString()],
      );
      const [inspected] = await house.vault.inspect(ada, { unified_api: 'crm' });
      assert.deepEqual([inspected?.unified_api, inspected?.metadata], ['crm', { plan: 'pro' }]);
      assert.equal((await house.row(first.id)).revision, 2);
      assert.deepEqual(types(), ['created', 'updated']);
    });

    test('the same key answers with what it made, and replaces nothing a second time', async () => {
      const key = randomUUID();
      const first = await put('canary-1', {}, { key });
      await put('canary-1', {}, { key });
      assert.deepEqual([(await house.row(first.id)).revision, types()], [1, ['created']]);
    });

    test('another user, another API, another integration, and another environment have slots of their own', async () => {
      await put('canary-1');
      await put('canary-2', {}, { owner: bob });
      await put('canary-3', {}, { unified_api: 'hris' });
      await put('canary-4', { integration_type: 'trusting', auth: { token: 'canary' } });
      await put('canary-5', {}, { owner: { ...ada, environment: 'Staging' } });
      assert.equal(await house.rows(), 5);
    });

    test('a connection that was made elsewhere stands in no slot, and is found by its categories', async () => {
      const input = { integration_type: 'harbor', auth: { access_token: 'canary-0' } };
      const { id } = await house.vault.create(ada, input, { key: randomUUID() });
      const { id: slotted } = await put('canary-1');
      assert.notEqual(slotted, id);
      const found = await house.vault.inspect(ada, { unified_api: 'crm', integration_type: 'harbor' });
      assert.deepEqual(found.map(({ connection }) => connection.id).toSorted(), [id, slotted].toSorted());
      assert.deepEqual(await house.vault.inspect(ada, { unified_api: 'hris' }), []);
      assert.deepEqual(await house.vault.inspect(bob, {}), []);
    });

    test('many that come at once into one slot, from two processes, are one connection with the last one’s tokens', async () => {
      const neighbour = await house.neighbour();
      const input = (n: number) => ({ integration_type: 'harbor', auth: { access_token: `canary-${n}` } });
      const made = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          [house.vault, neighbour.vault][n % 2]?.create(ada, input(n), { key: randomUUID(), unified_api: 'crm' }),
        ),
      );
      const [{ id } = { id: '' }] = await house.vault.list(ada, {});
      assert.deepEqual([new Set(made.map((one) => one?.id)), await house.rows()], [new Set([id]), 1]);
      assert.match((await access(id)) ?? '', /^canary-\d+$/);
      assert.equal((await house.row(id)).revision, 12);
      assert.deepEqual(types().toSorted(), ['created', ...Array.from({ length: 11 }, () => 'updated')]);
    });

    test('new tokens in a slot end what was wrong with the old ones', async () => {
      const { id } = await put('canary-1');
      const wrong = { state: 'needs_reauth', last_unhealthy_at: 1, last_unhealthy_code: 'needs_reauth' };
      await house.db.updateTable('connection').set(wrong).where('id', '=', id).execute();
      const again = await put('canary-2');
      assert.equal(again.last_unhealthy_at, undefined);
      assert.equal(await access(id), 'canary-2');
      assert.deepEqual(types(), ['created', 'updated', 'healthy']);
    });

    test('a sign-in into a slot replaces what was imported there', async () => {
      const { id } = await put('canary-1');
      const { connection } = await house.vault.complete({ ...(await house.consent()), unified_api: 'crm' });
      assert.deepEqual([connection.id, connection.auth?.user_id], [id, 'alice']);
      assert.notEqual(await access(id), 'canary-1');
    });
  });
}
