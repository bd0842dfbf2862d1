import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Connection } from '@apideck/unify/models/components';
import { SERVER } from '../http/harness.js';
import { databases } from '../support/databases.js';
import { DONE, startApideckHouse, type ApideckHouse } from './apideck-house.js';

/** Apideck's own client, as published. */
for (const database of databases) {
  describe(`Apideck's SDK over ${database.name}`, () => {
    let house: ApideckHouse;

    before(async () => {
      house = await startApideckHouse(database);
    });
    after(() => house.close());

    const consumer = () => house.sdk({ consumerId: `consumer-${randomUUID()}` });
    type Sdk = ReturnType<typeof consumer>;
    const at = { unifiedApi: 'crm', serviceId: 'northwind' };

    async function imported(sdk: Sdk, place: { unifiedApi: string; serviceId: string }, importData: object) {
      const reply = await sdk.vault.connections.imports({ ...place, connectionImportData: importData });
      assert.equal(reply.unexpectedErrorResponse, undefined);
      assert.ok(reply.createConnectionResponse, 'a 200 in the shape the SDK takes');
      return reply.createConnectionResponse.data;
    }

    async function got(sdk: Sdk, place = at): Promise<Connection> {
      const { getConnectionResponse } = await sdk.vault.connections.get(place);
      assert.ok(getConnectionResponse);
      return getConnectionResponse.data;
    }

    async function listed(sdk: Sdk, request: { api?: string; configured?: boolean } = {}) {
      return (await sdk.vault.connections.list(request)).getConnectionsResponse?.data ?? [];
    }

    const live = (account = 'ada') => {
      const { access_token, refresh_token, expires_in } = house.harness.provider.issue({ account });
      return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires_in, issuedAt: new Date() };
    };

    const rowOf = async (connection: Connection, consumerId: string) =>
      (await house.harness.rows()).filter(
        (row) => row.external_xref === consumerId && row.integration_type === connection.serviceId,
      );

    test('imports OAuth credentials, with the settings and metadata that go with them', async () => {
      const sdk = consumer();
      const connection = await imported(
        sdk,
        { unifiedApi: 'file-storage', serviceId: 'harbor' },
        { credentials: live(), settings: { tenant: 'acme', unknown: 1 }, metadata: { plan: 'pro', deep: { a: [1] } } },
      );
      assert.equal(connection.id, 'file-storage+harbor');
      assert.equal(connection.serviceId, 'harbor');
      assert.equal(connection.unifiedApi, 'file-storage');
      assert.equal(connection.state, 'callable');
      assert.equal(connection.health, 'ok');
      assert.equal(connection.integrationState, 'configured');
      assert.equal(connection.status, 'live');
      assert.equal(connection.authType, 'oauth2');
      assert.equal(connection.oauthGrantType, 'authorization_code');
      assert.equal(connection.enabled, true);
      assert.equal(connection.name, 'Harbor');
      assert.equal(connection.tagLine, 'Files by the sea');
      assert.equal(connection.website, 'https://harbor.example');
      assert.equal(connection.logo, 'https://logos.example/harbor.png');
      assert.deepEqual(connection.settings, { tenant: 'acme' });
      assert.deepEqual(connection.metadata?.additionalProperties, { plan: 'pro', deep: { a: [1] } });
      assert.deepEqual(connection.settingsRequiredForAuthorization, ['tenant']);
      assert.ok(Math.abs(Number(connection.createdAt) - Date.now()) < 60_000, 'milliseconds');
      const [field] = connection.formFields ?? [];
      assert.equal(field?.id, 'tenant');
      assert.equal(field?.type, 'text');
      assert.equal(field?.prefix, 'https://');
      assert.equal(field?.suffix, '.harbor.example');
      assert.equal(field?.required, true);
      assert.equal(field?.sensitive, false);
    });

    test('imports an API key by its field, by `api_key` where it is the only secret, and tries it at the provider', async () => {
      const key = () => house.harness.provider.issue({ account: 'ada' }).access_token;
      const messaging = { unifiedApi: 'team-messaging', serviceId: 'lumen' };
      const one = await imported(consumer(), messaging, { settings: { api_key: key() } });
      assert.equal(one.state, 'callable');
      assert.equal(one.authType, 'apiKey');
      assert.equal(one.authorizeUrl, null);
      await imported(consumer(), messaging, { settings: { token_0: key() } });
      const two = await imported(
        consumer(),
        { unifiedApi: 'crm', serviceId: 'pair' },
        { settings: { region: 'eu', client_secret: key() } },
      );
      assert.deepEqual(two.settings, { region: 'eu' });
      const fields = new Map(two.formFields?.map((field) => [field.id, field]));
      assert.equal(fields.get('region')?.type, 'select');
      assert.deepEqual(fields.get('region')?.options, [{ label: 'Europe', value: 'eu', optionType: 'simple' }]);
      assert.equal(fields.get('client_secret')?.type, 'password');
      assert.equal(fields.get('client_secret')?.sensitive, true);
      assert.ok(house.harness.provider.calls.some(({ path }) => path === '/userinfo'));
    });

    test('keeps a file to itself, which is a key or a certificate', async () => {
      const settings = { company: 'acme', certificate: 'canary-certificate' };
      const ledger = await imported(consumer(), { unifiedApi: 'accounting', serviceId: 'ledger' }, { settings });
      assert.deepEqual(ledger.settings, { company: 'acme' });
      assert.equal(ledger.formFields?.[1]?.sensitive, true);
    });

    test('takes the way that was sent where an integration has two', async () => {
      const sdk = consumer();
      const place = { unifiedApi: 'crm', serviceId: 'either' };
      assert.equal((await imported(sdk, place, { credentials: live() })).authType, 'oauth2');
      const key = house.harness.provider.issue({ account: 'ada' }).access_token;
      assert.equal((await imported(sdk, place, { settings: { key } })).authType, 'apiKey');
    });

    test('puts a second import into the same slot: one connection, with the id of the first', async () => {
      const consumerId = `consumer-${randomUUID()}`;
      const sdk = house.sdk({ consumerId });
      const first = await imported(sdk, at, { credentials: live(), metadata: { kept: true } });
      const [before] = await rowOf(first, consumerId);
      const second = await imported(sdk, at, { credentials: live('bob') });
      const after = await rowOf(second, consumerId);
      assert.equal(after.length, 1);
      assert.equal(after[0]?.id, before?.id);
      assert.equal(second.createdAt, first.createdAt);
      assert.notEqual(after[0]?.sealed, before?.sealed);
      assert.deepEqual(second.metadata?.additionalProperties, { kept: true });
    });

    test('keeps two imports at once in one slot', async () => {
      const consumerId = `consumer-${randomUUID()}`;
      const sdk = house.sdk({ consumerId });
      const both = await Promise.all([1, 2, 3, 4].map(() => imported(sdk, at, { credentials: live() })));
      assert.equal((await rowOf(both[0] as Connection, consumerId)).length, 1);
    });

    test('queues a refresh where the expiry is missing or past and there is something to refresh with', async () => {
      const { accessToken, refreshToken } = live();
      const given = [
        { accessToken, refreshToken },
        { refreshToken: live().refreshToken },
        { ...live(), issuedAt: new Date('2020-01-01T00:00:00Z') },
        { ...live(), issuedAt: null },
        { ...live(), expiresIn: null },
      ];
      for (const credentials of given) {
        const connection = await imported(consumer(), at, { credentials });
        assert.equal(connection.state, 'callable');
        assert.equal(connection.health, 'pending_refresh');
      }
      const lasting = await imported(consumer(), at, { credentials: { accessToken, refreshToken: null } });
      assert.equal(lasting.health, 'ok', 'a token that lasts and has nothing to be refreshed with');
    });

    test('lists the whole catalogue, a connector once for each of its unified APIs, and narrows it', async () => {
      const sdk = consumer();
      await imported(
        sdk,
        { unifiedApi: 'file-storage', serviceId: 'harbor' },
        { credentials: live(), settings: { tenant: 'a' } },
      );
      const all = new Map((await listed(sdk)).map((connection) => [connection.id, connection]));
      assert.equal(all.get('file-storage+harbor')?.state, 'callable');
      assert.equal(all.get('crm+harbor')?.state, 'available', 'the other slot of the same connector');
      assert.equal(all.get('crm+northwind')?.state, 'available');
      assert.equal(all.get('crm+northwind')?.health, 'needs_auth');
      assert.equal(all.get('crm+pair')?.health, 'missing_settings');
      assert.equal(all.get('crm+northwind')?.enabled, false);
      assert.equal(all.get('crm+someday')?.status, 'upcoming');
      assert.equal(all.get('crm+someday')?.integrationState, 'disabled');
      const configured = await listed(sdk, { configured: true });
      assert.deepEqual(
        configured.map(({ id }) => id),
        ['file-storage+harbor'],
      );
      assert.ok(!(await listed(sdk, { configured: false })).some(({ id }) => id === 'file-storage+harbor'));
      const crm = await listed(sdk, { api: 'crm' });
      assert.ok(crm.length > 3 && crm.every(({ unifiedApi }) => unifiedApi === 'crm'));
      assert.deepEqual(await listed(sdk, { api: 'pos' }), []);
    });

    test('shows a connection that was made in the page under each of its categories', async () => {
      const consumerId = `consumer-${randomUUID()}`;
      const token = await house.harness.session({ external_xref: consumerId });
      const key = house.harness.provider.issue({ account: 'ada' }).access_token;
      const made = await house.harness.ask(
        '/unified/connection',
        house.harness.post(token, { integration_type: 'lumen', auth: { token: key } }),
      );
      assert.equal(made.status, 200);
      const connection = await got(house.sdk({ consumerId }), { unifiedApi: 'team-messaging', serviceId: 'lumen' });
      assert.equal(connection.state, 'callable');
    });

    test('gets one that is not connected as available, with an address to sign in at that leads there and back', async () => {
      const consumerId = `consumer-${randomUUID()}`;
      const sdk = house.sdk({ consumerId });
      const rows = (await house.harness.rows()).length;
      const { state, authorizeUrl } = await got(sdk);
      assert.equal(state, 'available');
      assert.ok(authorizeUrl?.startsWith(`${SERVER}/vault/authorize/northwind/acme?state=`), String(authorizeUrl));
      assert.equal((await house.harness.rows()).length, rows, 'an address costs no row');
      const back = await house.signIn(`${authorizeUrl}&redirect_uri=${encodeURIComponent(DONE)}`);
      assert.ok([200, 303].includes(back.status), await back.text());
      const connected = await got(sdk);
      assert.equal(connected.state, 'callable');
      const [row] = await rowOf(connected, consumerId);
      assert.equal(row?.unified_api, 'crm', 'it stands in the slot that was asked for');
      const again = await imported(sdk, at, { credentials: live() });
      assert.equal((await rowOf(again, consumerId)).length, 1, 'which an import finds');
    });

    test('updates what may be updated: enabled, metadata, settings', async () => {
      const sdk = consumer();
      const place = { unifiedApi: 'crm', serviceId: 'pair' };
      const secret = () => house.harness.provider.issue({ account: 'ada' }).access_token;
      const update = async (connection: object) =>
        (await sdk.vault.connections.update({ ...place, connection })).updateConnectionResponse?.data;

      const made = await update({ settings: { region: 'eu', client_secret: secret() } });
      assert.equal(made?.state, 'callable', 'where nothing stands, the settings of a form make it');
      assert.equal((await update({ enabled: false }))?.enabled, false);
      assert.equal(
        (await update({ enabled: true, metadata: { additionalProperties: { plan: 'pro' } } }))?.enabled,
        true,
      );
      assert.deepEqual((await got(sdk, place)).metadata?.additionalProperties, { plan: 'pro' });
      const renewed = await update({ settings: { client_secret: secret() } });
      assert.deepEqual(renewed?.settings, { region: 'eu' }, 'known settings stay');
      assert.deepEqual(renewed?.metadata?.additionalProperties, { plan: 'pro' });
      assert.deepEqual((await update({ metadata: null }))?.metadata?.additionalProperties ?? {}, {});
    });

    test('F40: validate refreshes whatever the age, and tells what came out in state and health', async () => {
      const { provider } = house.harness;
      const sdk = consumer();
      const validate = async () =>
        (await sdk.vault.validateConnection.state({ ...at, requestBody: {} })).validateConnectionStateResponse?.data;
      const credentials = live();
      await imported(sdk, at, { credentials });
      const calls = provider.tokenCalls().length;
      assert.deepEqual(await validate(), { id: 'crm+northwind', state: 'callable' });
      assert.equal(provider.tokenCalls().length, calls + 1);
      assert.equal((await got(sdk)).health, 'ok');

      await imported(sdk, at, { credentials: { ...credentials, refreshToken: 'canary-refresh-of-nobody' } });
      assert.equal((await validate())?.state, 'invalid');
      const { state, health, lastRefreshFailedAt } = await got(sdk);
      assert.equal(state, 'invalid');
      assert.equal(health, 'needs_auth');
      assert.ok(Number(lastRefreshFailedAt) > 0);

      await imported(sdk, at, { credentials: live() });
      assert.equal((await got(sdk)).health, 'ok', 'an import makes it well again');
    });

    test('gives a callback state that signs in for exactly this slot', async () => {
      const consumerId = `consumer-${randomUUID()}`;
      const sdk = house.sdk({ consumerId });
      const { createCallbackStateResponse } = await sdk.vault.createCallback.state({
        ...at,
        createCallbackState: { redirectUri: DONE },
      });
      const state = createCallbackStateResponse?.data.state;
      assert.ok(state);
      const back = await house.signIn(`${SERVER}/vault/authorize/northwind/acme?state=${state}`);
      const target = back.headers.get('location') ?? (await back.text());
      assert.ok(target.includes(DONE), target);
      assert.equal((await got(sdk)).state, 'callable');
    });

    test('deletes the connection and nothing else', async () => {
      const sdk = consumer();
      await imported(sdk, at, { credentials: live() });
      await imported(sdk, { unifiedApi: 'crm', serviceId: 'contoso' }, { credentials: live() });
      await sdk.vault.connections.delete(at);
      assert.equal((await got(sdk)).state, 'available');
      assert.deepEqual(
        (await listed(sdk, { configured: true })).map(({ id }) => id),
        ['crm+contoso'],
      );
    });

    test('makes a session: the hosted page, and a token for a page of one’s own', async () => {
      const consumerId = `consumer-${randomUUID()}`;
      const { createSessionResponse } = await house.sdk({ consumerId }).vault.sessions.create({
        session: {
          redirectUri: DONE,
          consumerMetadata: { accountName: 'Acme' },
          settings: { unifiedApis: ['crm'], sessionLength: '1w', allowActions: ['delete'] },
          theme: { vaultName: 'Acme', primaryColor: '#286efa' },
        },
      });
      const { sessionUri, sessionToken } = createSessionResponse?.data ?? {};
      assert.ok(sessionUri?.startsWith(`${SERVER}/hosted#`));
      const [, payload = ''] = (sessionToken ?? '').split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
      assert.equal(claims['sub'], consumerId);
      assert.deepEqual(claims['allow'], ['create', 'list', 'remove']);
      assert.ok((claims['integrations'] as string[]).includes('harbor'));
      assert.ok(!(claims['integrations'] as string[]).includes('lumen'));
      assert.ok(Number(claims['exp']) - Number(claims['iat']) <= 900);
    });

    test('lists connectors page by page until the last one, and gets one', async () => {
      const sdk = house.sdk();
      const seen: (string | undefined)[] = [];
      let pages = 0;
      for await (const page of await sdk.connector.connectors.list({ limit: 2 })) {
        pages += 1;
        seen.push(...(page.getConnectorsResponse?.data.map(({ id }) => id) ?? []));
      }
      assert.equal(pages, 6);
      assert.deepEqual(seen, [
        'northwind',
        'contoso',
        'malicious',
        'lumen',
        'harbor',
        'pair',
        'ledger',
        'vaulted',
        'machine',
        'either',
        'someday',
      ]);
      const filtered: (string | undefined)[] = [];
      const filter = { unifiedApi: 'file-storage', status: 'live' } as const;
      for await (const page of await sdk.connector.connectors.list({ filter })) {
        filtered.push(...(page.getConnectorsResponse?.data.map(({ id }) => id) ?? []));
      }
      assert.deepEqual(filtered, ['harbor']);
      const { getConnectorResponse } = await sdk.connector.connectors.get({ id: 'harbor' });
      const harbor = getConnectorResponse?.data;
      assert.equal(harbor?.serviceId, 'harbor');
      assert.equal(harbor?.authType, 'oauth2');
      assert.deepEqual(harbor?.settings, [{ id: 'tenant', label: 'Tenant', type: 'text' }]);
      assert.deepEqual(
        harbor?.unifiedApis?.map(({ id, name }) => [id, name]),
        [
          ['file-storage', 'File Storage API'],
          ['crm', 'CRM API'],
        ],
      );
    });

    test('B52: nothing of all this held a secret', () => {
      const heard = house.everythingHeard();
      assert.ok(
        heard.length > 10_000 && heard.includes('"service_id":"northwind"'),
        'the scan reads what was answered',
      );
      assert.ok(heard.includes('"route":"/connect/vault/'), 'and what was logged');
      assert.equal(heard.includes('canary'), false);
    });
  });
}
