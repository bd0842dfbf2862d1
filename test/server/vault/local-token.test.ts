import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { CreateConnection, ProblemCode, TokenAuth } from '../../../src/contract/index.js';
import type { ConnectionsQuery } from '../../../src/server/vault/index.js';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { ada, bob, goodKey, openHouse } from './house.js';

for (const engine of databases) {
  const house = await openHouse({ engine });
  describe(`token connections over ${engine.name}`, () => {
    const { vault } = house;
    after(() => house.close());
    beforeEach(async () => {
      house.tokenApi.requests.length = 0;
      await house.db.deleteFrom('connection').execute();
    });

    let keys = 0;
    function create(integration_type: string, auth: TokenAuth, more: Partial<CreateConnection> = {}) {
      keys += 1;
      return vault.create(ada, { integration_type, auth, ...more }, { key: `key-${keys}` });
    }

    test('one token is taken as token or as the only other_auth_info, and trimmed', async () => {
      const one = await create('keyed', { token: ` ${goodKey}\n` });
      const other = await create('keyed', { other_auth_info: [goodKey] });
      for (const { id } of [one, other]) assert.deepEqual(await vault.credentials(ada, id), { token: goodKey });
      assert.deepEqual(one.auth, { user_id: 'account-1', name: 'Ada', emails: ['ada@example.com'] });
    });

    test('several values keep their order, and a token beside them is kept but not counted', async () => {
      const { id, credentials } = await create('paired', {
        other_auth_info: ['acme', goodKey],
        token: 'canary-beside',
      });
      assert.deepEqual(credentials, ['token', 'other_auth_info']);
      const expected = { token: 'canary-beside', other_auth_info: ['acme', goodKey] };
      assert.deepEqual(await vault.credentials(ada, id), expected);
    });

    const faults: [string, TokenAuth, [string, string][]][] = [
      ['paired', { other_auth_info: ['acme'] }, [['1', 'required']]],
      [
        'paired',
        {},
        [
          ['0', 'required'],
          ['1', 'required'],
        ],
      ],
      [
        'paired',
        { token: goodKey },
        [
          ['0', 'required'],
          ['1', 'required'],
        ],
      ],
      ['paired', { other_auth_info: ['acme', goodKey, 'more'] }, [['2', 'unexpected']]],
      [
        'paired',
        { other_auth_info: ['a.b', ' '] },
        [
          ['0', 'invalid_subdomain'],
          ['1', 'required'],
        ],
      ],
      ['keyed', {}, [['0', 'required']]],
      ['keyed', { token: '  ' }, [['0', 'required']]],
      ['keyed', { other_auth_info: [goodKey, 'more'] }, [['1', 'unexpected']]],
      ['keyed', { token: 'x'.repeat(5_000) }, [['0', 'too_long']]],
      ['keyed', { token: 'zero\u200bwidth' }, [['0', 'pattern']]],
      ['keyed', { token: 'emoji🔑' }, [['0', 'pattern']]],
      ['keyed', { token: 'nul\0' }, [['0', 'pattern']]],
      ['keyed', { token: 'cr\r\nx-injected: canary' }, [['0', 'pattern']]],
      [
        'paired',
        { other_auth_info: ['acme\0', 'a\nb'] },
        [
          ['0', 'invalid_subdomain'],
          ['1', 'pattern'],
        ],
      ],
    ];

    for (const [integration, auth, expected] of faults) {
      const told = expected.map(([at, code]) => ({ path: `auth.other_auth_info.${at}`, code }));
      test(`${integration} given ${JSON.stringify(auth).slice(0, 60)} fails at ${JSON.stringify(expected)}, unasked and unstored`, async () => {
        assert.deepEqual((await failure(create(integration, auth), 'invalid_fields')).errors, told);
        assert.deepEqual([house.tokenApi.requests.length, await house.rows()], [0, 0]);
      });
    }

    const failures: [string, ProblemCode][] = [
      ['canary-wrong-key', 'credentials_rejected'],
      ['forbidden', 'credentials_rejected'],
      ['fail-500', 'provider_failed'],
      ['html', 'provider_failed'],
      ['drop', 'provider_unreachable'],
    ];

    for (const [token, code] of failures) {
      test(`F50: a provider that answers the check with "${token}" is ${code}, and nothing is stored`, async () => {
        const error = await failure(create('keyed', { token }), code);
        const at = [{ path: 'auth.other_auth_info.0', code: 'credentials_rejected' }];
        assert.deepEqual(error.errors, code === 'credentials_rejected' ? at : []);
        assert.equal(await house.rows(), 0);
        assert.equal(house.tokenApi.requests.length, 1, 'asked once');
      });
    }

    test('F50: a provider that never answers the check is provider_timeout, and nothing is stored', async (context) => {
      const hurried = await openHouse({ engine, timeoutMs: 100 });
      context.after(() => hurried.close());
      const input = { integration_type: 'keyed', auth: { token: 'hang' } };
      await failure(hurried.vault.create(ada, input, { key: 'k' }), 'provider_timeout');
      assert.deepEqual([await hurried.rows(), hurried.tokenApi.requests.length], [0, 1]);
    });

    test('F50: a refusal of several values is shown at the secret one', async () => {
      const error = await failure(create('paired', { other_auth_info: ['acme', 'wrong'] }), 'credentials_rejected');
      assert.deepEqual(error.errors, [{ path: 'auth.other_auth_info.1', code: 'credentials_rejected' }]);
    });

    test('a new connection was changed last when it was made, however long making it took', async (context) => {
      const slow = await openHouse({ engine });
      context.after(() => slow.close());
      let { now } = slow.clock;
      Object.defineProperty(slow.clock, 'now', { get: () => (now += 1) });
      const made = await slow.vault.create(ada, { integration_type: 'trusting', auth: { token: 'a' } }, { key: 'k' });
      assert.ok(made.created_at);
      assert.equal(made.updated_at, made.created_at);
    });

    test('an integration that cannot be asked takes the token as given', async () => {
      const connection = await create('trusting', { token: 'canary-token' }, { permissions: ['storage_file_read'] });
      assert.deepEqual(connection.permissions, ['storage_file_read']);
      assert.equal(connection.auth, undefined);
    });

    test('F50: a check whose time is up before it starts is provider_timeout, and nothing is asked or stored', async () => {
      const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
      const input = { integration_type: 'keyed', auth: { token: goodKey } };
      await failure(vault.create(ada, input, { key: 'late', signal: late }), 'provider_timeout');
      const unasked = { integration_type: 'trusting', auth: { token: 'canary-token' } };
      await failure(vault.create(ada, unasked, { key: 'late', signal: late }), 'provider_timeout');
      assert.deepEqual([house.tokenApi.requests.length, await house.rows()], [0, 0]);
    });

    test('an owner or environment in the body that is not the caller’s is forbidden', async () => {
      await failure(create('keyed', { token: goodKey }, { external_xref: 'user-bob' }), 'forbidden');
      await failure(create('keyed', { token: goodKey }, { environment: 'Staging' }), 'forbidden');
      const same = await create('keyed', { token: goodKey }, { external_xref: 'user-ada', environment: 'production' });
      assert.deepEqual([same.external_xref, same.environment], ['user-ada', 'Production']);
      assert.equal(await house.rows(), 1);
    });

    test('a caller for all users names the owner in the body', async () => {
      const { external_xref: _, ...everybody } = ada;
      const input = { integration_type: 'keyed', auth: { token: goodKey }, external_xref: 'user-bob' };
      const { id } = await vault.create(everybody, input, { key: 'for-bob' });
      assert.equal((await vault.get(bob, id))?.external_xref, 'user-bob');
      assert.equal((await vault.find(everybody, 'for-bob'))?.id, id);
    });

    test('new credentials of the same account replace the old, those of another are account_mismatch', async () => {
      const { id } = await create('keyed', { token: goodKey });
      await failure(vault.update(ada, id, { auth: { token: 'canary-other-account' } }), 'account_mismatch');
      assert.deepEqual(await vault.credentials(ada, id), { token: goodKey });
      house.clock.now += 60_000;
      const updated = await vault.update(ada, id, { auth: { token: goodKey } });
      assert.equal(updated?.last_healthy_at, new Date(house.clock.now).toISOString());
    });

    test('two changes at once both hold', async () => {
      const { id } = await create('keyed', { token: goodKey });
      await Promise.all([
        vault.update(ada, id, { label: 'Main' }),
        vault.update(ada, id, { auth: { token: goodKey } }),
      ]);
      assert.equal((await vault.get(ada, id))?.label, 'Main');
      assert.deepEqual(await vault.credentials(ada, id), { token: goodKey });
    });

    test('every write of credentials is counted, also two at once', async () => {
      const { id } = await create('keyed', { token: goodKey });
      const renew = () => vault.update(ada, id, { auth: { token: goodKey } });
      await Promise.all([renew(), renew()]);
      const row = await house.db.selectFrom('connection').select('revision').where('id', '=', id).executeTakeFirst();
      assert.equal(row?.revision, 3);
    });

    test('a list is narrowed by category and integration, taking names as they are', async () => {
      const keyed = await create('keyed', { token: goodKey });
      const trusting = await create('trusting', { token: 'canary-token' });
      const ids = async (query: object): Promise<string[]> => (await vault.list(ada, query)).map((one) => one.id);
      assert.deepEqual(await ids({ categories: ['payment', 'crm'] }), [keyed.id]);
      assert.deepEqual(await ids({ categories: ['storage'] }), [trusting.id]);
      assert.deepEqual(await ids({ categories: ['%'] }), []);
      assert.deepEqual(await ids({ categories: ['_ris'] }), []);
      assert.deepEqual(await ids({ integration_types: ['trusting'] }), [trusting.id]);
    });

    test('a list is narrowed to several integrations before it is cut into pages, and to none by an empty list', async () => {
      const keyed = await create('keyed', { token: goodKey });
      const trusting = await create('trusting', { token: 'canary-token' });
      await create('paired', { other_auth_info: ['acme', goodKey] });
      const ids = async (query: ConnectionsQuery): Promise<string[]> =>
        (await vault.list(ada, query)).map((one) => one.id);
      const both = { integration_types: ['keyed', 'trusting', 'no-such'] };
      assert.deepEqual((await ids(both)).toSorted(), [keyed.id, trusting.id].toSorted());
      const pages = await Promise.all([0, 1, 2].map((offset) => ids({ ...both, limit: 1, offset })));
      assert.deepEqual(pages.flat().toSorted(), [keyed.id, trusting.id].toSorted());
      assert.deepEqual(await ids({ integration_types: [] }), []);
    });
  });
}
