import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { ConnectedAs } from '../../../src/contract/index.js';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';
import { ada, goodKey, openHouse } from './house.js';

for (const engine of databases) {
  /** What the integration's own code makes of the reply; each test says. */
  let tell: (reply: unknown) => unknown;
  const peer = await listen((request, response) => {
    const userinfo = { id: 7, name: { first: 'Ada' }, email: null, sub: undefined };
    const tokens = { access_token: 'canary-access', token_type: 'Bearer' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/token' ? tokens : userinfo));
  });
  const verify = { request: () => ({ url: `${peer.url}/me` }), account: (reply: unknown) => tell(reply) as object };
  const oauth = {
    client_id: 'odd',
    authorization_endpoint: `${peer.url}/authorize`,
    token_endpoint: `${peer.url}/token`,
  };
  const usual = { name: 'Odd', categories: ['crm'] };
  const house = await openHouse({
    engine,
    allow: [peer.url],
    integrations: [
      { ...usual, type: 'odd', token: { names: ['API key'] }, verify },
      { ...usual, type: 'odd-oauth', oauth, verify },
      { ...usual, type: 'odd-userinfo', oauth: { ...oauth, userinfo_endpoint: `${peer.url}/userinfo` } },
    ],
  });
  describe(`accounts over ${engine.name}`, () => {
    const { vault, db } = house;
    after(() => Promise.all([house.close(), peer.close()]));
    beforeEach(async () => {
      await db.deleteFrom('connection').execute();
    });

    let keys = 0;
    function create() {
      return vault.create(ada, { integration_type: 'odd', auth: { token: goodKey } }, { key: `odd-${(keys += 1)}` });
    }

    async function callback(integration: string, reconnect?: string) {
      const asked = { owner: ada, integration, permissions: [], inputs: {}, state: 'state-of-mine', reconnect };
      const redirectUri = { own: 'http://127.0.0.1:9/oauth/code/odd', shared: 'http://127.0.0.1:9/oauth/code' };
      const { pending } = await vault.authorize({ ...asked, redirectUri });
      const params = new URLSearchParams({ code: 'canary-code', state: asked.state });
      return { ...asked, pending, params, key: `odd-${(keys += 1)}` };
    }

    const told: [string, unknown, ConnectedAs | undefined][] = [
      [
        'a number as id',
        { id: 7, name: 'Ada', emails: ['a@x.example'] },
        { user_id: '7', name: 'Ada', emails: ['a@x.example'] },
      ],
      ['values of other kinds', { id: 7, name: { first: 'Ada' }, emails: null }, { user_id: '7' }],
      [
        'an address that is none',
        { id: 'a', emails: [null, 'a@x.example', 3] },
        { user_id: 'a', emails: ['a@x.example'] },
      ],
      ['one address for a list', { id: 'a', emails: 'a@x.example' }, { user_id: 'a' }],
      ['a number that lost digits', { id: 2 ** 53, name: 'Ada' }, { name: 'Ada' }],
      ['no number at all', { id: Number.NaN, name: 'Ada' }, { name: 'Ada' }],
      ['a NUL that no database takes', { id: 'a\0', name: 'A\0', emails: [] }, undefined],
      ['an id without an end', { id: 'x'.repeat(256), name: 'Ada' }, { name: 'Ada' }],
      ['an empty id', { id: '', name: '' }, undefined],
      ['nothing but a word', 'Ada', undefined],
      ['null', null, undefined],
    ];

    for (const [what, account, expected] of told) {
      test(`an account told with ${what} is stored as far as it fits, and the list can be read`, async () => {
        tell = () => account;
        const { id, auth } = await create();
        assert.deepEqual(auth, expected);
        assert.deepEqual(
          (await vault.list(ada, {})).map((one) => one.auth),
          [expected],
        );
        const row = await db.selectFrom('connection').select('account_id').where('id', '=', id).executeTakeFirst();
        assert.equal(row?.account_id, expected?.user_id ?? null);
      });
    }

    test('userinfo with values of other kinds names the account as far as it fits', async () => {
      const { connection } = await vault.complete(await callback('odd-userinfo'));
      assert.deepEqual(connection.auth, { user_id: '7' });
      assert.deepEqual(
        (await vault.list(ada, {})).map((one) => one.auth),
        [{ user_id: '7' }],
      );
    });

    test('a row whose account does not fit is listed without it', async () => {
      tell = () => ({ id: 'a', name: 'Ada' });
      const [first, second, third] = [await create(), await create(), await create()];
      const spoil = (id: string, connected_as: string) =>
        db.updateTable('connection').set({ connected_as }).where('id', '=', id).execute();
      await spoil(first.id, '{"user_id":7,"emails":null}');
      await spoil(second.id, '{"canary');
      const listed = new Map((await vault.list(ada, {})).map((one) => [one.id, one.auth]));
      assert.deepEqual(
        [first, second, third].map(({ id }) => listed.get(id)),
        [undefined, undefined, third.auth],
      );
    });

    test('F50: an integration that cannot read the reply is provider_failed, and nothing is stored', async () => {
      tell = () => {
        throw new TypeError('canary: cannot read properties of undefined');
      };
      await failure(create(), 'provider_failed');
      await failure(vault.complete(await callback('odd-oauth')), 'provider_failed');
      assert.equal(await house.rows(), 0);
    });

    test('F31: an exchange whose time is up just before the connection is stored stores nothing', async () => {
      const attempt = new AbortController();
      tell = () => {
        attempt.abort(new DOMException('canary', 'TimeoutError'));
        return { id: 'a' };
      };
      const request = await callback('odd-oauth');
      await failure(vault.complete({ ...request, signal: attempt.signal }), 'provider_timeout');
      assert.equal(await vault.find(ada, request.key), undefined);
      assert.equal(await house.rows(), 0);
    });

    test('F31: a reconnect whose time is up leaves the old credentials and its key as they were', async () => {
      tell = () => ({ id: 'a' });
      const { connection } = await vault.complete(await callback('odd-oauth'));
      const before = await db.selectFrom('connection').selectAll().execute();
      const attempt = new AbortController();
      tell = () => {
        attempt.abort(new DOMException('late', 'TimeoutError'));
        return { id: 'a' };
      };
      const request = await callback('odd-oauth', connection.id);
      await failure(vault.complete({ ...request, signal: attempt.signal }), 'provider_timeout');
      assert.deepEqual(await db.selectFrom('connection').selectAll().execute(), before);
    });

    test('F31: an exchange that is timed by the clock of the platform ends as provider_timeout, not as a fault of ours', async () => {
      const request = await callback('odd-oauth');
      const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
      await failure(vault.complete({ ...request, signal: late }), 'provider_timeout');
      assert.equal(await house.rows(), 0);
    });
  });
}
