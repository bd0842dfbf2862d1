import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, beforeEach, describe, test } from 'node:test';
import type { Connection } from '../../../src/contract/index.js';
import { databases } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { listen, type Listening } from '../support/listen.js';
import { ada, bob, goodKey, openHouse, redirectUri } from './house.js';

for (const engine of databases) {
  const house = await openHouse({ engine });
  describe(`OAuth connections over ${engine.name}`, () => {
    const { vault, provider } = house;
    after(() => house.close());

    beforeEach(async () => {
      Object.assign(provider, {
        account: 'alice',
        denies: false,
        tamper: undefined,
        grant: (all: readonly string[]) => all,
      });
      provider.tokenRequests.length = 0;
      await house.db.deleteFrom('connection').execute();
    });

    async function connect(permissions: readonly string[] = []): Promise<Connection> {
      return (await vault.complete(await house.consent({ permissions }))).connection;
    }

    test('a connection shows as whom the user is connected and which credentials there are', async () => {
      const connection = await connect(['crm_contact_read']);
      assert.deepEqual(connection.auth, { user_id: 'alice', name: 'Name of alice', emails: ['alice@example.com'] });
      assert.deepEqual(connection.credentials, ['access_token', 'refresh_token']);
      assert.deepEqual(connection.categories, ['crm']);
      assert.equal(connection.integration_name, 'Harbor');
    });

    test('credentials() gives the access token and when it ends, and keeps the refresh token', async () => {
      const { id } = await connect();
      const credentials = await vault.credentials(ada, id);
      assert.deepEqual(Object.keys(credentials ?? {}).sort(), ['access_token', 'expires_at', 'token_type']);
      assert.equal(credentials?.expires_at, new Date(house.clock.now + 3_600_000).toISOString());
    });

    test('B12: a callback whose iss differs fails and stores nothing', async () => {
      provider.tamper = (callback) => callback.searchParams.set('iss', 'https://evil.example');
      await failure(vault.complete(await house.consent()), 'issuer_mismatch');
      assert.deepEqual([await house.rows(), provider.tokenRequests.length], [0, 0]);
    });

    test('B13: a callback that lacks the advertised iss fails and stores nothing', async () => {
      provider.tamper = (callback) => callback.searchParams.delete('iss');
      await failure(vault.complete(await house.consent()), 'issuer_mismatch');
      assert.deepEqual([await house.rows(), provider.tokenRequests.length], [0, 0]);
    });

    test('B17: an attacker’s code with the victim’s pending fails by PKCE and stores nothing', async () => {
      const attackers = await house.consent({ owner: bob });
      const victims = await house.consent();
      const code = attackers.params.get('code') ?? '';
      victims.params.set('code', code);
      await failure(vault.complete(victims), 'exchange_failed');
      assert.equal(provider.tokenRequests.length, 1);
      assert.equal(await house.rows(), 0);
    });

    test('B16: what was started for one integration cannot be completed for another', async () => {
      const request = await house.consent();
      await failure(vault.complete({ ...request, integration: 'keyed' }), 'context_mismatch');
      await failure(vault.complete({ ...request, reconnect: 'some-other-id' }), 'context_mismatch');
      await failure(vault.complete({ ...request, pending: '{"canary' }), 'context_mismatch');
      assert.deepEqual([await house.rows(), provider.tokenRequests.length], [0, 0]);
    });

    test('B20: an attempt that ended without a code stores nothing', async () => {
      provider.denies = true;
      await failure(vault.complete(await house.consent()), 'access_denied');
      assert.equal(await house.rows(), 0);
    });

    test('B43: the client secret is in the call to the provider and in nothing we give out', async () => {
      const { id } = await connect(['crm_contact_read']);
      const { url, pending } = await vault.authorize({
        owner: ada,
        integration: 'harbor',
        permissions: [],
        inputs: {},
        redirectUri,
        state: 'state',
      });
      const given = [await vault.get(ada, id), await vault.list(ada, {}), await vault.integrations({}), url, pending];
      assert.equal(JSON.stringify(given).includes('canary'), false);
      assert.match(atob(provider.tokenRequests[0]?.authorization?.split(' ')[1] ?? ''), /canary/);
    });

    test('B44: a permission counts as granted only with all its scopes, and what was granted is recorded and shown', async () => {
      provider.grant = (requested) => requested.filter((scope) => scope !== 'contacts.write');
      const connection = await connect(['crm_contact_read', 'crm_contact_write', 'crm_deal_read']);
      assert.deepEqual(connection.permissions, ['crm_contact_read', 'crm_deal_read']);
      assert.deepEqual((await vault.get(ada, connection.id))?.permissions, ['crm_contact_read', 'crm_deal_read']);
    });

    test('B44: a permission the integration does not declare reaches neither the provider nor the connection', async () => {
      const requested: string[][] = [];
      provider.grant = (all) => {
        requested.push([...all]);
        return all;
      };
      await connect(['crm_deal_read']);
      const asked = ['crm_deal_read', 'crm_everything_write', '__proto__', 'contacts.write'];
      const connection = await connect(asked);
      const request = {
        owner: ada,
        integration: 'harbor',
        permissions: asked,
        inputs: {},
        redirectUri,
        state: 'state',
      };
      assert.deepEqual((await vault.authorize(request)).permissions, ['crm_deal_read']);
      assert.deepEqual(requested[1], requested[0]);
      assert.ok(requested[0]?.includes('deals.read'));
      assert.deepEqual(connection.permissions, ['crm_deal_read']);
    });

    test('permissions can later be narrowed and never widened', async () => {
      const { id } = await connect(['crm_contact_read', 'crm_deal_read']);
      const narrowed = await vault.update(ada, id, { permissions: ['crm_deal_read'] });
      assert.deepEqual(narrowed?.permissions, ['crm_deal_read']);
      await failure(vault.update(ada, id, { permissions: ['crm_contact_read'] }), 'invalid_fields');
      assert.deepEqual((await vault.update(ada, id, { permissions: [] }))?.permissions, ['crm_deal_read']);
    });

    test('a reconnect by the same account replaces the credentials and keeps the id', async () => {
      const first = await connect();
      const before = await vault.credentials(ada, first.id);
      const request = await house.consent({ reconnect: first.id, permissions: ['crm_deal_read'] });
      const { connection, reconnected } = await vault.complete(request);
      assert.deepEqual([connection.id, reconnected, await house.rows()], [first.id, true, 1]);
      assert.deepEqual(connection.permissions, ['crm_deal_read']);
      assert.notDeepEqual(await vault.credentials(ada, first.id), before);
      assert.equal((await vault.find(ada, request.key))?.id, first.id, 'the attempt’s key finds it');
    });

    test('B46: a reconnect by another account is account_mismatch and the old credentials stay', async () => {
      const { id } = await connect();
      const before = await vault.credentials(ada, id);
      provider.account = 'mallory';
      await failure(vault.complete(await house.consent({ reconnect: id })), 'account_mismatch');
      assert.deepEqual(await vault.credentials(ada, id), before);
      assert.deepEqual([(await vault.get(ada, id))?.auth?.user_id, await house.rows()], ['alice', 1]);
    });

    test('B46: a reconnect where the account was never known is account_mismatch', async () => {
      const { id } = await connect();
      await house.db.updateTable('connection').set({ account_id: null }).where('id', '=', id).execute();
      const before = await vault.credentials(ada, id);
      await failure(vault.complete(await house.consent({ reconnect: id })), 'account_mismatch');
      assert.deepEqual(await vault.credentials(ada, id), before);
    });

    test('B46: another user’s connection, one of another integration, and one of another environment are not_found', async () => {
      const { id } = await connect();
      const keyed = await vault.create(ada, { integration_type: 'keyed', auth: { token: goodKey } }, { key: 'k' });
      await failure(house.consent({ owner: bob, reconnect: id }), 'not_found');
      await failure(house.consent({ reconnect: keyed.id }), 'not_found');
      await failure(house.consent({ owner: { ...ada, environment: 'Staging' }, reconnect: id }), 'not_found');
      await failure(house.consent({ reconnect: '__proto__' }), 'not_found');
      assert.equal(provider.tokenRequests.length, 1);
    });

    test('B46: a connection that is removed while its user signs in again is not_found, and none comes back', async () => {
      const { id } = await connect();
      const request = await house.consent({ reconnect: id });
      await vault.remove(ada, id);
      await failure(vault.complete(request), 'not_found');
      assert.equal(await house.rows(), 0);
    });

    test('an integration without OAuth, or without a form, is told apart', async () => {
      await failure(house.consent({ integration: 'keyed' }), 'invalid_request');
      const input = { integration_type: 'harbor', auth: { token: 'canary' } };
      await failure(vault.create(ada, input, { key: 'k' }), 'invalid_fields');
      assert.equal(await house.rows(), 0);
    });

    test('F29: a token endpoint that hangs ends in provider_timeout and stores nothing', async (context) => {
      let asks = (): void => {};
      const arrived = new Promise<void>((resolve) => (asks = resolve));
      const silent = await listen(() => asks());
      const slow = await openHouse({ timeoutMs: 100, allow: [silent.url], integrations: [at('silent', silent)] });
      context.after(() => Promise.all([silent.close(), slow.close()]));
      const pending = await slow.vault.authorize({ ...asked, integration: 'silent' });
      const params = new URLSearchParams({ code: 'canary-code', state: asked.state });
      context.mock.timers.enable({ apis: ['setTimeout'] });
      const failed = failure(
        slow.vault.complete({ ...asked, ...pending, integration: 'silent', params, key: 'k' }),
        'provider_timeout',
      );
      // Its time is over once it was asked, which a busy machine may need longer for.
      await arrived;
      context.mock.timers.tick(100);
      await failed;
      assert.deepEqual([silent.requests.length, await slow.rows()], [1, 0]);
    });

    test('B15: a malicious connector that leads the user to an honest provider never gets the code', async (context) => {
      const honest = house.provider;
      const challenge = createHash('sha256').update('x'.repeat(43)).digest('base64url');
      const mallory: Listening = await listen((request, response) => {
        const url = new URL(request.url ?? '', 'http://mallory');
        if (url.pathname !== '/authorize') return void response.writeHead(200).end('{}');
        const onwards = new URL(`${honest.issuer}/auth`);
        onwards.search = new URLSearchParams({
          client_id: honest.oauth.client_id ?? '',
          response_type: 'code',
          redirect_uri: redirectUri.shared,
          state: url.searchParams.get('state') ?? '',
          scope: 'openid',
          code_challenge: challenge,
          code_challenge_method: 'S256',
        }).toString();
        response.writeHead(302, { location: onwards.href }).end();
      });
      const evil = at('mallory', mallory);
      const sharing = { ...evil.oauth, redirect_uri: 'shared' as const, issuer: mallory.url };
      const oauth = { ...sharing, authorization_response_iss_parameter_supported: true };
      const shared = await openHouse({ integrations: [{ ...evil, oauth }], allow: [mallory.url] });
      context.after(() => Promise.all([mallory.close(), shared.close()]));
      const started = await shared.vault.authorize({ ...asked, integration: 'mallory' });
      assert.equal(started.callback, 'shared');
      const { searchParams: params } = await honest.consent(started.url);
      assert.ok(params.get('code'), 'the honest provider did issue a code');
      assert.equal(params.get('state'), asked.state);
      const request = { ...asked, integration: 'mallory', pending: started.pending, params, key: 'k' };
      await failure(shared.vault.complete(request), 'issuer_mismatch');
      assert.deepEqual(
        mallory.requests.filter((one) => !one.path.startsWith('/authorize')),
        [],
      );
      assert.equal(await shared.rows(), 0);
    });

    const asked = { owner: ada, permissions: [], inputs: {}, redirectUri, state: 'state-of-mine' };

    function at(type: string, peer: Listening) {
      const oauth = {
        client_id: type,
        authorization_endpoint: `${peer.url}/authorize`,
        token_endpoint: `${peer.url}/token`,
      };
      return { type, name: type, categories: ['crm'], oauth };
    }
  });
}
