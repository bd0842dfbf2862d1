import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createOutbox } from '../../../src/server/outbox/index.js';
import type { Store } from '../../../src/server/store/index.js';
import type { CompleteRequest } from '../../../src/server/vault/index.js';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { ada, goodKey, type House, openHouse, redirectUri } from './house.js';
import { type Pier, startPier, tokens } from './pier.js';

for (const engine of databases) {
  describe(`removal and giving back over ${engine.name}`, () => {
    let house: House;
    let pier: Pier;
    before(async () => {
      pier = await startPier();
      const { revocation_endpoint: _, ...oauth } = pier.integration.oauth ?? {};
      const mute = { ...pier.integration, type: 'mute', oauth };
      house = await openHouse({ engine, allow: [pier.url], integrations: [pier.integration, mute] });
    });
    after(() => Promise.all([house.close(), pier.close()]));
    beforeEach(() => {
      pier.reply = () => tokens(1);
      pier.me = { body: { id: 'account-1' } };
      pier.revocation = {};
      pier.asked.length = 0;
      pier.revoked.length = 0;
      house.provider.account = 'alice';
      house.provider.revocations.length = 0;
      house.told.length = 0;
      house.audited.length = 0;
    });
    afterEach(async () => {
      await house.vault.settled();
      assert.equal(JSON.stringify([house.told, house.audited]).includes('canary'), false);
      await house.db.deleteFrom('connection').execute();
    });

    const signIn = async (more: { integration?: string; reconnect?: string } = {}): Promise<CompleteRequest> => {
      const start = { owner: ada, integration: 'pier', permissions: [], inputs: {}, reconnect: undefined };
      const asked = { ...start, state: 'state-of-mine', ...more };
      const { pending } = await house.vault.authorize({ ...asked, redirectUri });
      const params = new URLSearchParams({ code: 'canary-code', state: asked.state });
      return { ...asked, pending, params, key: randomUUID() };
    };
    const givenBack = async (): Promise<(string | null)[]> => {
      await house.vault.settled();
      return pier.revoked.map((form) => form.get('token'));
    };
    const types = () => house.told.map(({ type }) => type.replace('connection.', ''));

    test('what is removed is told of at once, and its refresh token given back to the provider', async () => {
      const { id } = await house.connect();
      assert.equal(await house.vault.remove(ada, id), true);
      assert.deepEqual(types(), ['created', 'removed']);
      assert.equal(house.told[1]?.subject.connection.id, id);
      await house.vault.settled();
      assert.deepEqual(
        house.provider.revocations.map((one) => one['token_type_hint']),
        ['refresh_token'],
      );
      assert.deepEqual(house.audited, [{ action: 'credentials.revoked', subject: id, result: 'done' }]);
    });

    test('without a refresh token the access token is given back', async () => {
      pier.reply = () => tokens(1, { refresh_token: undefined });
      const { connection } = await house.vault.complete(await signIn());
      await house.vault.remove(ada, connection.id);
      assert.deepEqual(await givenBack(), ['canary-access-1']);
      assert.equal(pier.revoked[0]?.get('token_type_hint'), 'access_token');
    });

    test('a provider that cannot be told, or fails, holds nothing up, and the audit says so', async () => {
      pier.revocation = { status: 503 };
      for (const [integration, result] of [
        ['pier', 'provider_failed'],
        ['mute', 'unsupported'],
      ] as const) {
        const { connection } = await house.vault.complete(await signIn({ integration }));
        assert.equal(await house.vault.remove(ada, connection.id), true);
        await house.vault.settled();
        const entry = { action: 'credentials.revoked', subject: connection.id, result };
        assert.deepEqual(house.audited.splice(0), [entry]);
      }
      assert.equal(pier.revoked.length, 1);
    });

    test('a form’s credentials are nobody’s to give back', async () => {
      const input = { integration_type: 'keyed', auth: { token: goodKey } };
      const { id } = await house.vault.create(ada, input, { key: randomUUID() });
      await house.vault.remove(ada, id);
      await house.vault.settled();
      assert.deepEqual(house.audited, []);
    });

    test('two who remove at once: one did, and it is told once', async () => {
      const { connection } = await house.vault.complete(await signIn());
      const removed = await Promise.all([
        house.vault.remove(ada, connection.id),
        house.vault.remove(ada, connection.id),
      ]);
      assert.deepEqual(removed.toSorted(), [false, true]);
      assert.deepEqual(types(), ['created', 'removed']);
      assert.deepEqual(await givenBack(), ['canary-refresh-1']);
    });

    test('B46: tokens of another account are given back, and the connection keeps its own', async () => {
      const { connection } = await house.vault.complete(await signIn());
      pier.reply = () => tokens(2);
      pier.me = { body: { id: 'account-2' } };
      await failure(house.vault.complete(await signIn({ reconnect: connection.id })), 'account_mismatch');
      assert.deepEqual(await givenBack(), ['canary-refresh-2']);
      assert.equal((await house.vault.credentials(ada, connection.id))?.access_token, 'canary-access-1');
    });

    test('tokens that the provider refuses right away come to nothing and are given back', async () => {
      pier.me = { status: 401 };
      await failure(house.vault.complete(await signIn()), 'provider_failed');
      assert.deepEqual([await givenBack(), await house.rows()], [['canary-refresh-1'], 0]);
    });

    test('F26: an exchange that is given up leaves no row, and what it got is given back', async () => {
      const stop = new AbortController();
      pier.reply = () => {
        stop.abort(new DOMException('late', 'TimeoutError'));
        return tokens(1);
      };
      const request = await signIn();
      await failure(house.vault.complete({ ...request, signal: stop.signal }), 'provider_timeout');
      assert.deepEqual([await givenBack(), await house.rows()], [['canary-refresh-1'], 0]);
      assert.equal(await house.vault.find(ada, request.key), undefined);
      assert.deepEqual(types(), []);
    });

    test('F43: a database that fails at the commit is store_unavailable, and the tokens are given back', async () => {
      const doomed = await house.neighbour();
      const request = await signIn();
      pier.reply = async () => {
        await doomed.close();
        return tokens(1);
      };
      await failure(doomed.vault.complete(request), 'store_unavailable');
      await doomed.vault.settled();
      assert.deepEqual(await givenBack(), ['canary-refresh-1']);
      assert.equal(await house.vault.find(ada, request.key), undefined);
      assert.deepEqual(house.audited, [{ action: 'credentials.revoked', subject: request.key, result: 'done' }]);
    });
  });

  describe(`events over ${engine.name}`, () => {
    const entries = (db: Store) => db.selectFrom('outbox').select('type').orderBy('created_at').execute();

    test('a change and its event are written together, or neither is', async (context) => {
      let broken = false;
      const events = (db: Store) => {
        const outbox = createOutbox({
          db,
          fetch,
          now: () => 1_750_000_000_000,
          receivers: [],
          onEvent: () => {},
        });
        return {
          record: async (trx: Store, event: Parameters<typeof outbox.record>[1]) => {
            await outbox.record(trx, event);
            if (broken)
              await trx
                .insertInto('outbox')
                .values({ id: null } as never)
                .execute();
          },
        };
      };
      const house = await openHouse({ engine, events });
      context.after(() => house.close());
      const make = () =>
        house.vault.create(ada, { integration_type: 'keyed', auth: { token: goodKey } }, { key: randomUUID() });
      const { id } = await make();
      assert.deepEqual(await entries(house.db), [{ type: 'connection.created' }]);
      const before = await house.row(id);
      broken = true;
      await failure(make(), 'store_unavailable');
      await failure(house.vault.update(ada, id, { label: 'Other' }), 'store_unavailable');
      await failure(house.vault.remove(ada, id), 'store_unavailable');
      assert.deepEqual([await house.rows(), await house.row(id)], [1, before]);
      assert.equal((await entries(house.db)).length, 1);
      broken = false;
      await house.vault.remove(ada, id);
      assert.deepEqual((await entries(house.db)).length, 2);
    });
  });
}

test('F31: tokens that arrive after the deadline are given back', async (context) => {
  const pier = await startPier();
  const house = await openHouse({ allow: [pier.url], integrations: [pier.integration], timeoutMs: 60 });
  context.after(() => Promise.all([house.close(), pier.close()]));
  const asked = { owner: ada, integration: 'pier', permissions: [], inputs: {}, state: 'state-of-mine' };
  const { pending } = await house.vault.authorize({ ...asked, redirectUri });
  const params = new URLSearchParams({ code: 'canary-code', state: asked.state });
  let answer = (): void => {};
  const arrived = new Promise<void>((asked) => {
    pier.reply = () => new Promise((resolve) => asked(void (answer = () => resolve(tokens(1)))));
  });
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const failed = failure(house.vault.complete({ ...asked, pending, params, key: 'late' }), 'provider_timeout');
  // Its time is over once it was asked, which a busy machine may need longer for.
  await arrived;
  context.mock.timers.tick(60);
  await failed;
  context.mock.timers.reset();
  answer();
  await house.vault.settled();
  assert.deepEqual(
    pier.revoked.map((form) => form.get('token')),
    ['canary-refresh-1'],
  );
  assert.equal(await house.rows(), 0);
});
