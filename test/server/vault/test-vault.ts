import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Connection, Integration, type TokenAuth } from '../../../src/contract/index.js';
import type { CompleteRequest, ConnectionsQuery, Owner, Vault } from '../../../src/server/vault/index.js';
import { failure } from '../support/failure.js';

/** A vault with both kinds of integration behind it, and two end users of one environment. */
export interface VaultUnderTest {
  readonly vault: Vault;
  readonly owner: Owner;
  readonly stranger: Owner;
  readonly tokenIntegration: string;
  readonly goodCredentials: TokenAuth;
  readonly badCredentials: TokenAuth;
  readonly oauthIntegration: string;
  /** Authorizes and lets the user agree at the provider; what comes back is ready for `complete`. */
  authorizeAndConsent(owner: Owner): Promise<CompleteRequest>;
  readonly clock: { now: number };
  close(): Promise<void>;
}

/** What every vault must do, as tests. Secrets are canaries: no reply but `credentials` may hold one. */
export function testVault(name: string, start: () => Promise<VaultUnderTest>): void {
  describe(name, () => {
    let house: VaultUnderTest;
    before(async () => {
      house = await start();
    });
    after(() => house.close());

    const create = (owner: Owner, key: string = randomUUID(), auth: TokenAuth = house.goodCredentials) =>
      house.vault.create(owner, { integration_type: house.tokenIntegration, auth }, { key });

    test('its integrations are what the contract says, and hold no secret', async () => {
      const all = await house.vault.integrations({});
      const types = all.map((one) => one.type);
      assert.ok(types.includes(house.tokenIntegration) && types.includes(house.oauthIntegration));
      assert.deepEqual(
        all.map((one) => Integration.parse(one)),
        all,
      );
      assert.equal(JSON.stringify(all).includes('canary'), false);
      const [only, ...rest] = await house.vault.integrations({ types: [house.tokenIntegration] });
      assert.deepEqual([only?.type, rest.length], [house.tokenIntegration, 0]);
      assert.deepEqual(await house.vault.integrations({ categories: ['no-such-category'] }), []);
    });

    test('a created connection is found by id, by key and in the list, without its secret', async () => {
      const key = randomUUID();
      const made = await create(house.owner, key);
      assert.deepEqual(Connection.parse(made), made);
      assert.equal(made.external_xref, house.owner.external_xref);
      assert.deepEqual(await house.vault.get(house.owner, made.id), made);
      assert.deepEqual(await house.vault.find(house.owner, key), made);
      const listed = await house.vault.list(house.owner, { integration_types: [house.tokenIntegration] });
      assert.deepEqual(
        listed.find((one) => one.id === made.id),
        made,
      );
      assert.equal(JSON.stringify([made, listed]).includes('canary'), false);
      assert.ok(made.credentials?.length, 'it names which credentials exist');
    });

    test('its credentials are what was given', async () => {
      const { id } = await create(house.owner);
      const credentials = await house.vault.credentials(house.owner, id);
      const { token, other_auth_info } = house.goodCredentials;
      assert.deepEqual(credentials?.token ?? credentials?.other_auth_info, token ?? other_auth_info);
    });

    test('the same key twice, also at once, is one connection', async () => {
      const key = randomUUID();
      const [one, other] = await Promise.all([create(house.owner, key), create(house.owner, key)]);
      const third = await create(house.owner, key);
      assert.deepEqual([other.id, third.id], [one.id, one.id]);
      const listed = await house.vault.list(house.owner, {});
      assert.equal(listed.filter((connection) => connection.id === one.id).length, 1);
    });

    test('the same key of another user makes a connection of their own', async () => {
      const key = randomUUID();
      const mine = await create(house.owner, key);
      const theirs = await create(house.stranger, key);
      assert.notEqual(mine.id, theirs.id);
      assert.equal(theirs.external_xref, house.stranger.external_xref);
    });

    test('F50: credentials the provider refuses are named at their field, and nothing is stored', async () => {
      const key = randomUUID();
      const before = await house.vault.list(house.owner, {});
      const error = await failure(create(house.owner, key, house.badCredentials), 'credentials_rejected');
      assert.match(error.errors[0]?.path ?? '', /^auth\.other_auth_info\.\d+$/);
      assert.equal(await house.vault.find(house.owner, key), undefined);
      assert.deepEqual(await house.vault.list(house.owner, {}), before);
    });

    test('an unknown integration is not_found, however it is called', async () => {
      for (const integration_type of ['no-such', '__proto__', 'constructor']) {
        const input = { integration_type, auth: { token: 'canary' } };
        await failure(house.vault.create(house.owner, input, { key: randomUUID() }), 'not_found');
      }
    });

    test('another user’s connection is none', async () => {
      const key = randomUUID();
      const { id } = await create(house.owner, key);
      const { vault, stranger } = house;
      assert.equal(await vault.get(stranger, id), undefined);
      assert.equal(await vault.find(stranger, key), undefined);
      assert.equal(await vault.credentials(stranger, id), undefined);
      assert.equal(await vault.update(stranger, id, { label: 'mine now' }), undefined);
      assert.equal(await vault.remove(stranger, id), false);
      assert.equal(
        (await vault.list(stranger, {})).some((one) => one.id === id),
        false,
      );
      assert.equal((await vault.get(house.owner, id))?.label, undefined);
    });

    test('environments are never mixed, and compared without case', async () => {
      const { id } = await create(house.owner);
      const elsewhere = { ...house.owner, environment: `${house.owner.environment}-2` };
      assert.equal(await house.vault.get(elsewhere, id), undefined);
      assert.equal(await house.vault.credentials(elsewhere, id), undefined);
      const shouted = { ...house.owner, environment: house.owner.environment.toUpperCase() };
      assert.equal((await house.vault.get(shouted, id))?.environment, house.owner.environment);
    });

    test('a caller for all users sees everybody’s connections', async () => {
      const { external_xref: _, ...everybody } = house.owner;
      const mine = await create(house.owner);
      const theirs = await create(house.stranger);
      const listed = (await house.vault.list(everybody, {})).map((one) => one.id);
      assert.ok(listed.includes(mine.id) && listed.includes(theirs.id));
      assert.equal((await house.vault.get(everybody, theirs.id))?.id, theirs.id);
    });

    test('a list has pages', async () => {
      const owner = { ...house.owner, external_xref: `user-${randomUUID()}` };
      const made = new Set([(await create(owner)).id, (await create(owner)).id, (await create(owner)).id]);
      const pages = await Promise.all([0, 1, 2, 3].map((offset) => house.vault.list(owner, { limit: 1, offset })));
      assert.deepEqual(new Set(pages.flat().map((one) => one.id)), made);
      assert.deepEqual(
        pages.map((page) => page.length),
        [1, 1, 1, 0],
      );
    });

    test('a removed connection is gone with its credentials', async () => {
      const { id } = await create(house.owner);
      assert.equal(await house.vault.remove(house.owner, id), true);
      assert.equal(await house.vault.get(house.owner, id), undefined);
      assert.equal(await house.vault.credentials(house.owner, id), undefined);
      assert.equal(await house.vault.remove(house.owner, id), false);
    });

    test('a label can be changed, and refused new credentials change nothing', async () => {
      const { id } = await create(house.owner);
      assert.equal((await house.vault.update(house.owner, id, { label: 'Main' }))?.label, 'Main');
      const change = { auth: house.badCredentials, label: 'Other' };
      await failure(house.vault.update(house.owner, id, change), 'credentials_rejected');
      assert.equal((await house.vault.get(house.owner, id))?.label, 'Main');
    });

    test('B48: ids named like built-ins are none', async () => {
      for (const id of ['__proto__', 'constructor', 'toString', '']) {
        assert.equal(await house.vault.get(house.owner, id), undefined);
        assert.equal(await house.vault.remove(house.owner, id), false);
      }
    });

    test('a user who agrees at the provider is connected, and the same key answers again without the provider', async () => {
      const request = await house.authorizeAndConsent(house.owner);
      const { connection, reconnected } = await house.vault.complete(request);
      assert.equal(reconnected, false);
      assert.deepEqual(Connection.parse(connection), connection);
      assert.equal(connection.integration_type, house.oauthIntegration);
      assert.equal(connection.external_xref, house.owner.external_xref);
      assert.equal((await house.vault.complete(request)).connection.id, connection.id);
      assert.equal((await house.vault.find(house.owner, request.key))?.id, connection.id);
      const credentials = await house.vault.credentials(house.owner, connection.id);
      assert.ok(credentials?.access_token);
      assert.equal(JSON.stringify(connection).includes(credentials.access_token), false);
    });

    test('a token is given anew once it has ended, to all who ask at once the same one', async () => {
      const { connection } = await house.vault.complete(await house.authorizeAndConsent(house.owner));
      const ask = () => house.vault.credentials(house.owner, connection.id);
      const before = await ask();
      house.clock.now += 4 * 3_600_000;
      const [one, ...others] = await Promise.all([ask(), ask(), ask()]);
      assert.ok(one?.access_token && one.access_token !== before?.access_token);
      for (const other of others) assert.deepEqual(other, one);
      assert.ok(Date.parse(one.expires_at ?? '') > house.clock.now);
      await house.vault.settled();
    });

    test('a paused connection is shown as such and gives no credentials until it goes on', async () => {
      const { id } = await create(house.owner);
      assert.equal((await house.vault.update(house.owner, id, { is_paused: true }))?.is_paused, true);
      assert.equal((await house.vault.get(house.owner, id))?.is_paused, true);
      await failure(house.vault.credentials(house.owner, id), 'connection_paused');
      await house.vault.update(house.owner, id, { is_paused: false });
      assert.ok(await house.vault.credentials(house.owner, id));
    });

    test('a check tells that credentials work; another user’s connection is none', async () => {
      const { id } = await create(house.owner);
      const checked = await house.vault.check(house.owner, id);
      assert.deepEqual(Connection.parse(checked), checked);
      assert.ok(checked?.last_healthy_at);
      assert.equal(await house.vault.check(house.stranger, id), undefined);
    });

    test('B54: a pending connection is known to its maker alone until it is confirmed, and gone when it never is', async () => {
      const { vault, owner, stranger, clock, tokenIntegration: integration_type, goodCredentials: auth } = house;
      const signal = new AbortController().signal;
      const wait = (key: string) =>
        vault.create(owner, { integration_type, auth }, { key, confirmBy: clock.now + 60_000 });
      const key = randomUUID();
      const { id } = await wait(key);
      const lost = await wait(randomUUID());
      assert.equal(await vault.get(owner, id), undefined);
      assert.equal(await vault.credentials(owner, id), undefined);
      assert.equal(
        (await vault.list(owner, {})).some((one) => one.id === id),
        false,
      );
      assert.equal((await vault.find(owner, key))?.id, id);
      assert.equal((await vault.inspect(owner, { id }))[0]?.state, 'pending');
      assert.equal(await vault.confirm(stranger, id), undefined);
      assert.equal((await vault.confirm(owner, id))?.id, id);
      assert.equal((await vault.get(owner, id))?.id, id);
      clock.now += 60_000;
      assert.equal(await vault.confirm(owner, lost.id), undefined);
      await vault.work({ signal });
      assert.deepEqual(await vault.inspect(owner, { id: lost.id }), []);
      assert.ok(await vault.get(owner, id));
    });

    test('a slot holds one connection, which keeps its id, and metadata comes back as given', async () => {
      const owner = { ...house.owner, external_xref: `user-${randomUUID()}` };
      const put = (metadata: Record<string, unknown>) => {
        const input = { integration_type: house.tokenIntegration, auth: house.goodCredentials, metadata };
        return house.vault.create(owner, input, { key: randomUUID(), unified_api: 'crm' });
      };
      const first = await put({ plan: 'free' });
      const second = await put({ plan: 'pro', seats: [1, { of: 2 }] });
      assert.equal(second.id, first.id);
      const [inspected, ...rest] = await house.vault.inspect(owner, { unified_api: 'crm' });
      assert.deepEqual([inspected?.metadata, rest.length], [{ plan: 'pro', seats: [1, { of: 2 }] }, 0]);
      assert.equal(JSON.stringify(inspected).includes('canary'), false);
    });

    test('a list is sorted as asked, and narrowed to what changed since', async () => {
      const owner = { ...house.owner, external_xref: `user-${randomUUID()}` };
      const made = [];
      for (let n = 0; n < 3; n += 1) {
        made.push((await create(owner)).id);
        house.clock.now += 1_000;
      }
      const since = house.clock.now;
      await house.vault.update(owner, made[1] ?? '', { label: 'changed' });
      const ids = async (query: ConnectionsQuery) => (await house.vault.list(owner, query)).map((one) => one.id);
      assert.deepEqual(await ids({}), made.toReversed());
      assert.deepEqual(await ids({ sort: 'created_at', order: 'asc' }), made);
      assert.deepEqual(await ids({ sort: 'updated_at', order: 'desc', limit: 1 }), [made[1]]);
      assert.deepEqual(await ids({ updated_gte: since }), [made[1]]);
    });

    test('nothing is left to seal anew while there is one secret', async () => {
      await create(house.owner);
      assert.equal(await house.vault.reseal({ limit: 10 }), 0);
    });
  });
}
