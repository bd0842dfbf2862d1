import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Connection } from '../../../src/contract/index.js';
import type { CreateOptions, GivenAuth, NewConnectionInput } from '../../../src/server/vault/index.js';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { listen, type Listening } from '../support/listen.js';
import { ada, type House, openHouse } from './house.js';

for (const engine of databases) {
  describe(`import over ${engine.name}`, () => {
    let house: House;
    let evil: Listening;
    before(async () => {
      evil = await listen((_, response) => void response.writeHead(200).end('{}'));
      const tenant = (type: string, at: string) => ({
        type,
        name: type,
        categories: ['crm'],
        inputs: [{ name: 'place', label: 'Place', type: 'text' as const }],
        oauth: {
          client_id: 'client',
          client_secret: 'canary-client-secret',
          authorization_endpoint: `${at}/{place}/authorize`,
          token_endpoint: `${at}/{place}/token`,
        },
      });
      const tenants = tenant('tenants', 'https://tenants.example');
      house = await openHouse({ engine, allow: [evil.url], integrations: [tenants] });
    });
    after(() => Promise.all([house.close(), evil.close()]));
    beforeEach(async () => {
      await house.db.deleteFrom('connection').execute();
      house.provider.tokenRequests.length = 0;
      house.tokenApi.requests.length = 0;
      house.told.length = 0;
    });

    const imported = (
      auth: GivenAuth,
      more: Partial<NewConnectionInput> = {},
      options: Partial<CreateOptions> = {},
    ): Promise<Connection> =>
      house.vault.create(ada, { integration_type: 'harbor', auth, ...more }, { key: randomUUID(), ...options });
    const calls = (): number => house.provider.tokenCalls() + house.tokenApi.requests.length;

    test('tokens that still last are stored untried, and shown as whose they are', async () => {
      const expires_at = house.clock.now + 3_600_000;
      const whose = { name: 'Ada', emails: ['ada@example.com'], user_id: 'u-1' };
      const tokens = { access_token: 'canary-access', refresh_token: 'canary-refresh', expires_at };
      const connection = await imported({ ...tokens, ...whose }, { metadata: { plan: 'pro' } });
      assert.deepEqual(connection.auth, { user_id: 'u-1', name: 'Ada', emails: ['ada@example.com'] });
      assert.deepEqual(connection.credentials, ['access_token', 'refresh_token']);
      assert.equal(connection.last_healthy_at, undefined, 'nobody has tried it');
      assert.deepEqual(await house.vault.credentials(ada, connection.id), {
        access_token: 'canary-access',
        token_type: 'bearer',
        expires_at: new Date(expires_at).toISOString(),
      });
      const { account_id, state, metadata } = await house.row(connection.id);
      assert.deepEqual([account_id, state, metadata], ['u-1', 'ok', '{"plan":"pro"}']);
      assert.equal(calls(), 0);
      assert.deepEqual(
        house.told.map(({ type }) => type),
        ['connection.created'],
      );
      const [inspected] = await house.vault.inspect(ada, { id: connection.id });
      assert.deepEqual(inspected?.metadata, { plan: 'pro' });
      assert.equal(JSON.stringify([connection, house.told, inspected]).includes('canary'), false);
    });

    test('a token without end and without refresh token is long-lived, and so is one that ends in eleven years', async () => {
      const later = house.clock.now + 11 * 365 * 86_400_000;
      for (const auth of [
        { access_token: 'canary-access' },
        { access_token: 'canary-access', refresh_token: 'canary-refresh', expires_at: later },
      ]) {
        const { id } = await imported(auth);
        const { refresh_due_at, credentials_expire_at, state } = await house.row(id);
        assert.deepEqual([refresh_due_at, credentials_expire_at, state], [null, null, 'ok']);
        const expected = { access_token: 'canary-access', token_type: 'bearer' };
        assert.deepEqual(await house.vault.credentials(ada, id), expected);
      }
      assert.equal(calls(), 0);
    });

    test('a connection says when it ends only where nothing renews its token', async () => {
      const expires_at = house.clock.now + 60_000;
      const ending = await imported({ access_token: 'canary-access', expires_at });
      assert.equal(ending.expires_at, new Date(expires_at).toISOString());
      assert.equal((await house.vault.get(ada, ending.id))?.expires_at, ending.expires_at);
      for (const auth of [{ access_token: 'canary-access' }, { ...(await house.foreignTokens()), expires_at }]) {
        assert.equal('expires_at' in (await imported(auth)), false);
      }
    });

    for (const [what, bend] of [
      ['that has ended', (auth: GivenAuth) => ({ ...auth, expires_at: house.clock.now - 1 })],
      ['that ends nobody knows when', (auth: GivenAuth) => auth],
      ['of which only the refresh token is known', ({ refresh_token = '' }: GivenAuth) => ({ refresh_token })],
    ] as const) {
      test(`a grant ${what} is refreshed before its first use, once`, async () => {
        const { access_token, refresh_token } = await house.foreignTokens();
        const { id } = await imported(bend({ access_token, refresh_token }));
        const { state, refresh_due_at } = await house.row(id);
        assert.deepEqual([state, refresh_due_at, calls()], ['pending_refresh', house.clock.now, 0]);
        const credentials = await house.vault.credentials(ada, id);
        assert.ok(credentials?.access_token && credentials.access_token !== access_token);
        assert.deepEqual(await house.vault.credentials(ada, id), credentials);
        assert.deepEqual([(await house.row(id)).state, calls()], ['ok', 1]);
        assert.deepEqual(
          house.told.map(({ type }) => type),
          ['connection.created'],
          'nothing had failed before',
        );
      });
    }

    test('asked for, tokens are tried first and name their account', async () => {
      const { access_token } = await house.foreignTokens();
      const { auth, last_healthy_at } = await imported({ access_token, name: 'Old name' }, {}, { verify: true });
      assert.deepEqual(auth, { user_id: 'alice', name: 'Name of alice', emails: ['alice@example.com'] });
      assert.ok(last_healthy_at);
    });

    test('asked for, a grant that has ended is refreshed and then tried', async () => {
      const tokens = await house.foreignTokens();
      const given = { ...tokens, expires_at: house.clock.now - 1 };
      const { id, auth } = await imported(given, {}, { verify: true });
      assert.equal(auth?.user_id, 'alice');
      assert.notEqual((await house.vault.credentials(ada, id))?.access_token, tokens.access_token);
      assert.equal(house.provider.tokenCalls('refresh_token'), 1);
    });

    test('asked for, tokens that the provider refuses are credentials_rejected, and nothing is stored', async () => {
      const access = await failure(
        imported({ access_token: 'canary-stale' }, {}, { verify: true }),
        'credentials_rejected',
      );
      assert.deepEqual(access.errors, [{ path: 'auth.access_token', code: 'credentials_rejected' }]);
      const refresh = imported({ refresh_token: 'canary-stale' }, {}, { verify: true });
      const { errors } = await failure(refresh, 'credentials_rejected');
      assert.deepEqual(errors, [{ path: 'auth.refresh_token', code: 'credentials_rejected' }]);
      assert.deepEqual([await house.rows(), house.told.length], [0, 0]);
    });

    const faults: [string, () => GivenAuth, string, string][] = [
      [
        'an ended token with nothing to refresh it',
        () => ({ access_token: 'canary', expires_at: 1 }),
        'refresh_token',
        'required',
      ],
      ['a line break', () => ({ access_token: 'canary\r\nx: y' }), 'access_token', 'pattern'],
      [
        'letters no header carries',
        () => ({ access_token: 'a', refresh_token: 'canary🔑' }),
        'refresh_token',
        'pattern',
      ],
      ['nothing at all', () => ({ access_token: ' ' }), 'access_token', 'required'],
      ['a token without end', () => ({ access_token: 'x'.repeat(20_000) }), 'access_token', 'too_long'],
      [
        'a token that is no bearer token',
        () => ({ access_token: 'canary', token_type: 'mac' }),
        'token_type',
        'unexpected',
      ],
      ['no moment', () => ({ access_token: 'canary', expires_at: Number.NaN }), 'expires_at', 'invalid_date'],
    ];
    for (const [what, auth, member, code] of faults) {
      test(`${what} is refused at auth.${member}, unasked and unstored`, async () => {
        const { errors } = await failure(imported(auth()), 'invalid_fields');
        assert.deepEqual(errors, [{ path: `auth.${member}`, code }]);
        assert.deepEqual([await house.rows(), calls()], [0, 0]);
      });
    }

    test('an integration is imported only as it is connected', async () => {
      const cases: [string, GivenAuth][] = [
        ['harbor', { token: 'canary' }],
        ['harbor', {}],
        ['keyed', { access_token: 'canary' }],
        ['machine', { access_token: 'canary' }],
      ];
      for (const [integration_type, auth] of cases) {
        const { errors } = await failure(imported(auth, { integration_type }), 'invalid_fields');
        assert.deepEqual(errors, [{ path: 'auth', code: 'unexpected' }], integration_type);
      }
      assert.deepEqual([await house.rows(), calls()], [0, 0]);
    });

    test('B55: endpoints that are not the integration’s own are refused, and nothing is ever sent there', async () => {
      const tokens = { access_token: 'canary-access', refresh_token: 'canary-refresh', expires_at: 1 };
      const foreign = `${evil.url}/token`;
      for (const name of ['token_url', 'refresh_url', 'authorize_url', 'api_url'] as const) {
        for (const verify of [true, undefined]) {
          const creating = imported({ ...tokens, [name]: foreign }, {}, verify ? { verify } : {});
          assert.deepEqual((await failure(creating, 'invalid_fields')).errors, [
            { path: `auth.${name}`, code: 'unexpected' },
          ]);
        }
      }
      const keyed = imported({ token: 'canary', token_url: foreign }, { integration_type: 'keyed' });
      assert.equal((await failure(keyed, 'invalid_fields')).errors[0]?.path, 'auth.token_url');
      const { id } = await imported({ access_token: 'canary-access' });
      const update = house.vault.update(ada, id, { auth: { ...tokens, token_url: foreign } });
      assert.equal((await failure(update, 'invalid_fields')).errors[0]?.path, 'auth.token_url');
      assert.deepEqual([evil.requests.length, await house.rows(), calls()], [0, 1, 0]);
    });

    test('B55: endpoints that are the integration’s own are taken, filled with the inputs of the import', async () => {
      const { issuer } = house.provider;
      await imported({ access_token: 'canary', token_url: `${issuer}/token`, authorize_url: `${issuer}/auth` });
      const own = (place: string) => ({
        access_token: 'canary',
        refresh_url: `https://tenants.example/${place}/token`,
      });
      const more = { integration_type: 'tenants', inputs: { place: 'acme', other: 'dropped' } };
      const { id } = await imported(own('acme'), more);
      const [inspected] = await house.vault.inspect(ada, { id });
      assert.deepEqual(inspected?.settings, { place: 'acme' });
      await failure(imported(own('other'), more), 'invalid_fields');
    });

    test('inputs are judged before anything is stored', async () => {
      const { errors } = await failure(
        imported({ access_token: 'canary' }, { integration_type: 'tenants' }),
        'invalid_fields',
      );
      assert.deepEqual(errors, [{ path: 'inputs.place', code: 'required' }]);
      assert.equal(await house.rows(), 0);
    });

    test('B44: of the permissions of an import those are recorded that the integration knows', async () => {
      const permissions = ['crm_deal_read', 'crm_everything_write', '__proto__', 'crm_deal_read'];
      const connection = await imported({ access_token: 'canary' }, { permissions });
      assert.deepEqual(connection.permissions, ['crm_deal_read']);
    });

    test('a form’s values are tried unless that is forbidden', async () => {
      const connection = await imported(
        { token: 'canary-untried', name: 'Ada' },
        { integration_type: 'keyed' },
        { verify: false },
      );
      assert.deepEqual([connection.auth, connection.last_healthy_at, calls()], [{ name: 'Ada' }, undefined, 0]);
      await failure(imported({ token: 'canary-untried' }, { integration_type: 'keyed' }), 'credentials_rejected');
    });

    test('a client of the user’s own gets its token at once, and another when that ends; its secret stays here', async () => {
      const { client_id, client_secret } = house.provider.userClient;
      const auth = { other_auth_info: [client_id, client_secret] };
      const asked = { integration_type: 'machine', permissions: ['erp_order_read'] };
      const connection = await imported(auth, asked);
      assert.deepEqual(connection.credentials, ['access_token', 'other_auth_info']);
      const first = await house.vault.credentials(ada, connection.id);
      assert.deepEqual(Object.keys(first ?? {}).sort(), ['access_token', 'expires_at', 'token_type']);
      house.clock.now += 3_600_000;
      const second = await house.vault.credentials(ada, connection.id);
      assert.notEqual(second?.access_token, first?.access_token);
      assert.equal(house.provider.tokenCalls('client_credentials'), 2);
      assert.deepEqual(
        house.provider.tokenRequests.map(({ body }) => body['scope']),
        ['contacts.read', 'contacts.read'],
      );
      const [inspected] = await house.vault.inspect(ada, { id: connection.id });
      assert.deepEqual(inspected?.settings, { client_id });
      assert.equal(JSON.stringify([connection, inspected]).includes('canary'), false);
    });

    test('a user name and password get their token at once, and another when that ends', async () => {
      const auth = { other_auth_info: ['alice', house.provider.password] };
      const { id } = await imported(auth, { integration_type: 'desk', permissions: ['ticketing_ticket_read'] });
      const first = await house.vault.credentials(ada, id);
      house.clock.now += 3_600_000;
      assert.notEqual((await house.vault.credentials(ada, id))?.access_token, first?.access_token);
      assert.equal(house.provider.tokenCalls('password'), 2);
    });

    test('a form that is a grant and is refused is shown at its secret, and nothing is stored', async () => {
      const wrong: [string, string[]][] = [
        ['machine', [house.provider.userClient.client_id, 'canary-wrong']],
        ['desk', ['alice', 'canary-wrong']],
      ];
      for (const [integration_type, other_auth_info] of wrong) {
        const creating = imported({ other_auth_info }, { integration_type });
        const { errors } = await failure(creating, 'credentials_rejected');
        assert.deepEqual(errors, [{ path: 'auth.other_auth_info.1', code: 'credentials_rejected' }]);
      }
      assert.equal(await house.rows(), 0);
    });

    test('a form that is a grant and may not be tried gets its token at the first use', async () => {
      const { client_id, client_secret } = house.provider.userClient;
      const auth = { other_auth_info: [client_id, client_secret] };
      const { id } = await imported(auth, { integration_type: 'machine' }, { verify: false });
      assert.equal(calls(), 0);
      assert.ok((await house.vault.credentials(ada, id))?.access_token);
      assert.equal(calls(), 1);
    });

    test('tokens can be replaced by an update, which never changes whose connection it is', async () => {
      const { id } = await imported({ access_token: 'canary-access', user_id: 'u-1', name: 'Ada' });
      const changed = await house.vault.update(ada, id, { auth: { access_token: 'canary-newer' } });
      assert.deepEqual(changed?.auth, { user_id: 'u-1', name: 'Ada' });
      assert.equal((await house.vault.credentials(ada, id))?.access_token, 'canary-newer');
      await failure(
        house.vault.update(ada, id, { auth: { access_token: 'canary', user_id: 'u-2' } }),
        'account_mismatch',
      );
      assert.deepEqual(
        house.told.map(({ type }) => type),
        ['connection.created', 'connection.updated'],
      );
    });

    test('changed inputs seal the credentials anew, for the place they now belong to', async () => {
      const more = { integration_type: 'tenants', inputs: { place: 'acme' } };
      const { id } = await imported({ access_token: 'canary-access' }, more);
      const before = await house.row(id);
      await house.vault.update(ada, id, { inputs: { place: 'harbor' } });
      assert.equal((await house.vault.credentials(ada, id))?.access_token, 'canary-access');
      const { inputs, revision } = await house.row(id);
      assert.deepEqual([inputs, revision], ['{"place":"harbor"}', before.revision + 1]);
      await house.db.updateTable('connection').set({ inputs: before.inputs }).where('id', '=', id).execute();
      await failure(house.vault.credentials(ada, id), 'internal_error');
    });
  });
}
