import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  APIError,
  BadRequestResponse,
  NotFoundResponse,
  UnauthorizedResponse,
  UnprocessableResponse,
} from '@apideck/unify/models/errors/index.js';
import { databases } from '../support/databases.js';
import { startApideckHouse, type ApideckHouse } from './apideck-house.js';

type Typed = BadRequestResponse | UnauthorizedResponse | NotFoundResponse | UnprocessableResponse;

for (const database of databases) {
  describe(`what Apideck's SDK throws over ${database.name}`, () => {
    let house: ApideckHouse;

    before(async () => {
      house = await startApideckHouse(database);
    });
    after(async () => {
      assert.equal(house.everythingHeard().includes('canary'), false, 'a canary got out');
      await house.close();
    });

    const at = { unifiedApi: 'crm', serviceId: 'northwind' };

    async function thrown<E extends Error>(
      promise: Promise<unknown>,
      kind: abstract new (...args: never[]) => E,
    ): Promise<E> {
      const error = await promise.then(
        (value) => assert.fail(`expected ${kind.name}, got ${JSON.stringify(value)}`),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof kind, `expected ${kind.name}, got ${String(error)}`);
      assert.equal((await house.harness.rows()).length, 0, 'a row was added');
      return error;
    }

    function complete(error: Typed, status: number, type: string): void {
      assert.equal(error.statusCode, status);
      assert.equal(error.typeName, type);
      assert.ok(error.error && error.message && error.detail);
      assert.equal(error.ref, `https://developers.apideck.com/errors#${type.toLowerCase()}`);
      assert.equal(error.httpMeta.response.status, status);
    }

    test('400 for a body that is none, and for headers that are missing', async () => {
      const { connections } = house.sdk().vault;
      const wrong = connections.imports({ ...at, connectionImportData: { metadata: { constructor: 1 } } });
      complete(await thrown(wrong, BadRequestResponse), 400, 'RequestValidationError');
      const nobody = house.sdk({ consumerId: ' ' }).vault.connections.list({});
      const error = await thrown(nobody, BadRequestResponse);
      complete(error, 400, 'RequestHeadersValidationError');
      assert.deepEqual(error.detail, { missing: [{ 'x-apideck-consumer-id': 'required' }] });
      const cursor = house.sdk().connector.connectors.list({ cursor: 'bm9uZQ' });
      complete(await thrown(cursor, BadRequestResponse), 400, 'InvalidCursorError');
    });

    test('401 for a key that is none of ours', async () => {
      const stranger = house.sdk({ apiKey: 'canary-of-a-stranger-0123456789' });
      complete(await thrown(stranger.vault.connections.list({}), UnauthorizedResponse), 401, 'UnauthorizedError');
      complete(await thrown(stranger.connector.connectors.list({}), UnauthorizedResponse), 401, 'UnauthorizedError');
      complete(await thrown(stranger.vault.sessions.create({}), UnauthorizedResponse), 401, 'UnauthorizedError');
    });

    test('404 for another application, an unknown connector, a connector elsewhere, and a connection that is not there', async () => {
      const elsewhere = house.sdk({ appId: 'another' }).vault.connections.list({});
      complete(await thrown(elsewhere, NotFoundResponse), 404, 'IntegrationNotFoundError');
      const { connections } = house.sdk().vault;
      for (const place of [{ serviceId: 'no-such' }, { unifiedApi: 'pos' }, { serviceId: '__proto__' }]) {
        complete(await thrown(connections.get({ ...at, ...place }), NotFoundResponse), 404, 'ConnectorNotFoundError');
      }
      const none = [
        () => connections.delete(at),
        () => connections.update({ ...at, connection: { enabled: false } }),
        () => connections.token({ ...at, requestBody: {} }),
        () => house.sdk().vault.validateConnection.state({ ...at, requestBody: {} }),
      ];
      for (const call of none) {
        complete(await thrown(call(), NotFoundResponse), 404, 'ConnectionNotFoundError');
      }
      complete(
        await thrown(house.sdk().connector.connectors.get({ id: 'no-such' }), NotFoundResponse),
        404,
        'ConnectorNotFoundError',
      );
    });

    test('F50: 422 that names the setting, for one that is missing, wrong or refused by the provider', async () => {
      const { connections } = house.sdk().vault;
      const pair = (settings: Record<string, unknown>) =>
        connections.imports({ unifiedApi: 'crm', serviceId: 'pair', connectionImportData: { settings } });
      const missing = await thrown(pair({ client_secret: 'canary-a-secret' }), UnprocessableResponse);
      complete(missing, 422, 'ConnectionSettingsError');
      assert.deepEqual(missing.detail, { missing: [{ 'settings.region': 'required' }] });
      assert.match(missing.message, /settings\.region/);
      const wrong = await thrown(pair({ region: 'canary-of-mars', client_secret: 'CANARY' }), UnprocessableResponse);
      assert.deepEqual(wrong.detail, {
        invalid: [{ 'settings.region': 'invalid_option' }, { 'settings.client_secret': 'pattern' }],
      });
      const refused = await thrown(pair({ region: 'eu', client_secret: 'canary-unknown' }), UnprocessableResponse);
      complete(refused, 422, 'ConnectorCredentialsError');
      assert.deepEqual(refused.detail, { invalid: [{ 'settings.client_secret': 'credentials_rejected' }] });
      const list = await thrown(pair({ region: ['eu'], client_secret: 'canary-x' }), UnprocessableResponse);
      assert.deepEqual(list.detail, { invalid: [{ 'settings.region': 'pattern' }] });
      const empty = connections.imports({ ...at, connectionImportData: {} });
      assert.deepEqual((await thrown(empty, UnprocessableResponse)).detail, {
        missing: [{ 'credentials.access_token': 'required' }],
      });
      const tenant = connections.imports({
        unifiedApi: 'crm',
        serviceId: 'harbor',
        connectionImportData: { credentials: { accessToken: 'canary-access' } },
      });
      assert.deepEqual((await thrown(tenant, UnprocessableResponse)).detail, {
        missing: [{ 'settings.tenant': 'required' }],
      });
    });

    test('422 for an address that is not known beforehand, a session beyond a week, a form asked to sign in by OAuth', async () => {
      const { vault } = house.sdk();
      const redirectUri = 'https://evil.example/canary';
      const away = [
        () => vault.createCallback.state({ ...at, createCallbackState: { redirectUri } }),
        () => vault.sessions.create({ session: { redirectUri } }),
      ];
      for (const call of away) complete(await thrown(call(), UnprocessableResponse), 422, 'OAuthRedirectUriError');
      for (const sessionLength of ['8d', 'canary', '0m', '']) {
        await thrown(vault.sessions.create({ session: { settings: { sessionLength } } }), UnprocessableResponse);
      }
      const form = vault.createCallback.state({ unifiedApi: 'crm', serviceId: 'pair', createCallbackState: {} });
      complete(await thrown(form, UnprocessableResponse), 422, 'InvalidStateError');
    });

    test('its own general error where the provider fails, without a word of the provider', async () => {
      house.harness.provider.mood = 'html-502';
      const { vault } = house.sdk({ consumerId: 'consumer-of-a-failing-provider' });
      const { access_token, refresh_token } = house.harness.provider.issue({ account: 'ada' });
      const credentials = { accessToken: access_token, refreshToken: refresh_token };
      await vault.connections.imports({ ...at, connectionImportData: { credentials } });
      const failed = await vault.validateConnection.state({ ...at, requestBody: {} }).then(
        () => assert.fail('expected a failure'),
        (reason: unknown) => reason,
      );
      assert.ok(failed instanceof APIError);
      assert.equal(failed.httpMeta.response.status, 502);
      const body = JSON.parse(failed.httpMeta.body) as Record<string, unknown>;
      assert.equal(body['type_name'], 'ConnectorExecutionError');
      assert.equal(failed.httpMeta.body.includes('Bad</h1>'), false);
      const { getConnectionResponse } = await vault.connections.get(at);
      assert.equal(getConnectionResponse?.data.state, 'callable', 'which says nothing about the connection');
      assert.equal(getConnectionResponse?.data.health, 'pending_refresh');
      await vault.connections.delete(at);
      house.harness.provider.mood = 'good';
    });

    test('a token is got anew where the form holds client credentials', async () => {
      const { vault } = house.sdk({ consumerId: 'consumer-with-client' });
      const machine = { unifiedApi: 'accounting', serviceId: 'machine' };
      const settings = { client_id: 'own-client', client_secret: 'canary-own-secret' };
      await vault.connections.imports({ ...machine, connectionImportData: { settings } });
      const { getConnectionResponse: before } = await vault.connections.get(machine);
      const calls = house.harness.provider.tokenCalls().length;
      const { getConnectionResponse: after } = await vault.connections.token({ ...machine, requestBody: {} });
      assert.equal(house.harness.provider.tokenCalls().length, calls + 1);
      assert.deepEqual([after?.data.state, after?.data.id], ['callable', before?.data.id]);
      await vault.connections.delete(machine);
      complete(
        await thrown(vault.connections.token({ ...machine, requestBody: {} }), NotFoundResponse),
        404,
        'ConnectionNotFoundError',
      );
    });

    test('422 for a token exchange of a connection by the authorization code', async () => {
      const { vault } = house.sdk({ consumerId: 'consumer-with-tokens' });
      const { access_token } = house.harness.provider.issue({ account: 'ada' });
      await vault.connections.imports({ ...at, connectionImportData: { credentials: { accessToken: access_token } } });
      const error = await vault.connections.token({ ...at, requestBody: {} }).then(
        () => assert.fail('expected 422'),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof UnprocessableResponse);
      complete(error, 422, 'InvalidStateError');
    });
  });
}
