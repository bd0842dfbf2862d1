import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Completed, CompleteRequest } from '../../../src/server/vault/index.js';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { ada, type House, type Neighbour, openHouse, redirectUri } from './house.js';
import { type Pier, startPier, tokens } from './pier.js';

const DAY = 86_400_000;

for (const engine of databases) {
  describe(`what a new connection replaces over ${engine.name}`, () => {
    let house: House;
    let pier: Pier;
    let neighbour: Neighbour;
    before(async () => {
      pier = await startPier();
      const placed = { ...pier.integration, inputs: [{ name: 'place', type: 'text' as const, optional: true }] };
      house = await openHouse({ engine, allow: [pier.url], integrations: [placed] });
      neighbour = await house.neighbour();
    });
    after(() => Promise.all([house.close(), pier.close()]));
    beforeEach(() => {
      pier.reply = () => tokens(pier.asked.length);
      pier.asked.length = 0;
      pier.revoked.length = 0;
      house.told.length = 0;
      house.audited.length = 0;
    });
    afterEach(async () => {
      await house.vault.settled();
      assert.equal(JSON.stringify([house.told, house.audited]).includes('canary'), false);
      await house.db.deleteFrom('connection').execute();
    });

    /** Signs in as the account of the provider (`undefined`: it names none); the n-th one gets `canary-...-n`. */
    const begun = async (
      account: string | undefined,
      more: Partial<CompleteRequest> = {},
    ): Promise<CompleteRequest> => {
      pier.me = { body: account === undefined ? {} : { id: account } };
      const { inputs = {}, reconnect } = more;
      const start = { owner: ada, integration: 'pier', permissions: [], state: 'state-of-mine', inputs, reconnect };
      const { pending } = await house.vault.authorize({ ...start, redirectUri });
      const params = new URLSearchParams({ code: 'canary-code', state: start.state });
      return { ...start, pending, params, key: randomUUID(), ...more };
    };
    const signIn = async (account: string | undefined, more: Partial<CompleteRequest> = {}): Promise<Completed> =>
      house.vault.complete(await begun(account, more));
    const waiting = (account: string, more: Partial<CompleteRequest> = {}) =>
      signIn(account, { confirmBy: house.clock.now + DAY, ...more });
    /** Who may work on one row at once. Over SQLite one vault: two files of one thread would wait for each other. */
    const vaults = () =>
      engine.name === 'SQLite'
        ? [house.vault, house.vault]
        : [house.vault, neighbour.vault, house.vault, neighbour.vault];
    /** All of them at once, each on a line that is open by then, so that none reads after another has written. */
    const confirmedByAll = async (id: string) => {
      await Promise.all(vaults().map((one) => one.get(ada, id)));
      return Promise.all(vaults().map((one) => one.confirm(ada, id)));
    };
    const inSlot = { unified_api: 'crm' };
    const access = async (id: string) => (await house.vault.credentials(ada, id))?.access_token;
    const givenBack = async () => {
      await house.vault.settled();
      return pier.revoked.map((form) => form.get('token'));
    };
    const removals = () => house.audited.filter(({ action }) => action === 'connection.removed');

    for (const [what, account] of [
      ['of another account', 'account-2'],
      ['of nobody knows which account', undefined],
    ] as const) {
      test(`B46: a waiting reconnect is account_mismatch once its connection is ${what}, and replaces nothing`, async () => {
        const { connection } = await signIn('account-1', inSlot);
        const pending = await waiting('account-1', { reconnect: connection.id });
        await signIn(account, inSlot);
        for (const vault of vaults()) {
          await failure(vault.confirm(ada, pending.connection.id), 'account_mismatch');
        }
        assert.equal(await access(connection.id), 'canary-access-3');
        assert.equal((await house.row(connection.id)).account_id, account ?? null);
        const before = await givenBack();
        house.clock.now += DAY;
        await house.vault.purge();
        assert.deepEqual(await givenBack(), [...before, 'canary-refresh-2'], 'with its time its tokens end');
        assert.equal(await house.rows(), 1);
      });
    }

    test('B46: a waiting reconnect is account_mismatch once its connection is of another place', async () => {
      const { connection } = await signIn('account-1', { inputs: { place: 'north' } });
      const pending = await waiting('account-1', { reconnect: connection.id });
      await house.vault.update(ada, connection.id, { inputs: { place: 'south' } });
      await failure(house.vault.confirm(ada, pending.connection.id), 'account_mismatch');
      assert.equal(await access(connection.id), 'canary-access-1');
    });

    test('B46: a reconnect whose connection moved to another place during the sign-in is account_mismatch', async () => {
      const { connection } = await signIn('account-1', { inputs: { place: 'north' } });
      const request = await begun('account-1', { reconnect: connection.id });
      await house.vault.update(ada, connection.id, { inputs: { place: 'south' } });
      await failure(house.vault.complete(request), 'account_mismatch');
      assert.equal(await access(connection.id), 'canary-access-1');
    });

    test('what is put into a slot over another account gives the old tokens back; nothing is removed', async () => {
      const { connection } = await signIn('account-1', inSlot);
      const after = await signIn('account-2', inSlot);
      assert.equal(after.connection.id, connection.id);
      assert.deepEqual([await givenBack(), removals()], [['canary-refresh-1'], []]);
      assert.equal(await access(connection.id), 'canary-access-2');
    });

    for (const [what, first, second] of [
      ['the same account', 'account-1', 'account-1'],
      ['an account nobody knew', undefined, 'account-1'],
      ['an account that the new one may be', 'account-1', undefined],
    ] as const) {
      test(`what is put into a slot over ${what} gives nothing back: one grant may hold both tokens`, async () => {
        await signIn(first, inSlot);
        await signIn(second, inSlot);
        assert.deepEqual(await givenBack(), []);
      });
    }

    test('what a confirmed connection replaces in its slot is audited, and given back if of another account', async () => {
      const first = await signIn('account-1', inSlot);
      const second = await waiting('account-2', inSlot);
      assert.deepEqual([await givenBack(), removals()], [[], []], 'nothing before it is confirmed');
      await house.vault.confirm(ada, second.connection.id);
      assert.deepEqual(await givenBack(), ['canary-refresh-1']);
      const removed = { action: 'connection.removed', result: 'done' };
      assert.deepEqual(removals(), [{ ...removed, subject: first.connection.id }]);
      const third = await waiting('account-2', inSlot);
      await house.vault.confirm(ada, third.connection.id);
      assert.deepEqual(await givenBack(), ['canary-refresh-1'], 'not of the same account');
      assert.deepEqual(removals()[1], { ...removed, subject: second.connection.id });
      assert.equal(await access(third.connection.id), 'canary-access-3');
    });

    test('two that confirm at once both answer what was confirmed, and it is told once', async () => {
      const { connection } = await waiting('account-1');
      const answers = await confirmedByAll(connection.id);
      assert.deepEqual([...new Set(answers.map((one) => one?.id))], [connection.id]);
      assert.deepEqual(
        house.told.map(({ type }) => type),
        ['connection.created'],
      );
    });

    test('two that confirm one reconnect at once both answer the connection it was for', async () => {
      const { connection } = await signIn('account-1');
      const pending = await waiting('account-1', { reconnect: connection.id });
      const answers = await confirmedByAll(pending.connection.id);
      assert.deepEqual([...new Set(answers.map((one) => one?.id))], [connection.id]);
      assert.deepEqual([await house.rows(), await access(connection.id)], [1, 'canary-access-2']);
    });

    test('B54: purge alone ends what was never confirmed, and gives its tokens back', async () => {
      const { connection } = await waiting('account-1');
      house.clock.now += DAY - 1;
      await house.vault.purge();
      assert.equal(await house.rows(), 1, 'it waits until its time');
      house.clock.now += 1;
      await Promise.all(vaults().map((one) => one.purge()));
      await neighbour.vault.settled();
      assert.deepEqual([await house.rows(), await givenBack()], [0, ['canary-refresh-1']]);
      assert.deepEqual(
        house.audited.map(({ action, subject }) => [action, subject]),
        [['credentials.revoked', connection.id]],
      );
    });

    test('a reconnect that nobody confirms ends without its tokens being given back, which could end the working ones', async () => {
      const { connection } = await signIn('account-1');
      await waiting('account-1', { reconnect: connection.id });
      house.clock.now += DAY;
      await house.vault.purge();
      assert.deepEqual([await house.rows(), await givenBack()], [1, []]);
    });
  });
}
