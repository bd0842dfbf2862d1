import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { UnifiedTo } from '@unified-api/typescript-sdk';
import type { Connection } from '@unified-api/typescript-sdk/sdk/models/shared';
import { SDKError } from '@unified-api/typescript-sdk/sdk/models/errors';
import { nodeHandler } from '../../../src/server/node.js';
import { databases, type TestDatabase } from '../support/databases.js';
import { KEY, oauthIntegration, startHarness, type Harness } from '../http/harness.js';

const DONE = 'https://app.acme.example/done';
const FAILED = 'https://app.acme.example/failed';

/** Unified.to's own client, as published, pointed at this server and at nothing else. */
for (const database of databases) {
  describe(`Unified.to's SDK over ${database.name}`, () => {
    let at: TestDatabase;
    let harness: Harness;
    /** Headers and bodies that the SDK was answered with. */
    const heard: string[] = [];
    let unified: UnifiedTo;
    let keyless: UnifiedTo;
    let stop: () => Promise<void>;

    before(async () => {
      at = await database.open();
      harness = await startHarness({ database: at.url, redirects: [DONE, FAILED] }, (provider) => [
        { type: 'pair', name: 'Pair', categories: ['crm'], token: { names: ['Id', 'Secret'] } },
        checked(provider.origin),
      ]);
      const server = {
        async fetch(request: Request, context?: unknown) {
          const response = await harness.server.fetch(request, context);
          const copy = response.clone();
          heard.push(JSON.stringify([...copy.headers]), await copy.text());
          return response;
        },
      } as typeof harness.server;
      const listener = createServer((incoming, outgoing) => void nodeHandler(server)(incoming, outgoing));
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
      const serverURL = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/connect`;
      unified = new UnifiedTo({ serverURL, security: { jwt: KEY } });
      keyless = new UnifiedTo({ serverURL });
      stop = () => {
        listener.closeAllConnections();
        return new Promise((resolve) => listener.close(() => resolve()));
      };
    });
    after(async () => {
      await stop();
      await harness.close();
      await at.close();
    });

    const imported = (changed: Partial<Connection> = {}) =>
      unified.connection.createUnifiedConnection({
        integrationType: 'northwind',
        permissions: ['crm_contact_read'],
        categories: ['crm'],
        externalXref: 'user-1',
        auth: { accessToken: `canary-imported-${randomUUID()}` },
        ...changed,
      });

    async function refused(promise: Promise<unknown>, status: number): Promise<SDKError> {
      const error = await promise.then(
        () => assert.fail(`expected ${status}`),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof SDKError, String(error));
      assert.equal(error.statusCode, status, error.body);
      assert.equal(error.body.includes('canary'), false);
      return error;
    }

    /** A token the provider knows, with what refreshes it. */
    const customerTokens = () => harness.provider.issue({ account: 'ada' });

    test('lists integrations: all, by category given once or often, by type, by state, in pages, in short', async () => {
      const all = await unified.integration.listUnifiedIntegrations({});
      assert.ok(all.length >= 4);
      assert.deepEqual(all.find(({ type }) => type === 'lumen')?.tokenNames, ['API Key']);
      const types = async (request: Parameters<typeof unified.integration.listUnifiedIntegrations>[0]) =>
        (await unified.integration.listUnifiedIntegrations(request)).map(({ type }) => type);
      assert.deepEqual(await types({ categories: ['messaging'] }), ['lumen']);
      assert.equal((await types({ categories: ['messaging', 'crm'] })).length, all.length);
      assert.deepEqual(await types({ type: 'lumen' }), ['lumen']);
      assert.deepEqual((await types({ type: 'lumen,northwind' })).sort(), ['lumen', 'northwind']);
      assert.deepEqual(await types({ type: 'no-such' }), []);
      assert.equal((await types({ active: true })).length, all.length);
      assert.deepEqual(await types({ active: false }), []);
      const pages = await Promise.all([0, 1].map((offset) => types({ limit: 1, offset })));
      assert.deepEqual(
        pages.flat(),
        all.slice(0, 2).map(({ type }) => type),
      );
      const [summed] = await unified.integration.listUnifiedIntegrations({ type: 'lumen', summary: true });
      assert.equal(summed?.tokenNames, undefined);
      assert.equal((await types({ updatedGte: '2020-01-01T00:00:00Z', env: 'Sandbox' })).length, all.length);
      await refused(unified.integration.listUnifiedIntegrations({ updatedGte: 'yesterday' }), 400);
      await refused(unified.integration.listUnifiedIntegrations({ limit: -1 }), 400);
    });

    test('lists a workspace’s integrations without a key, and no other workspace’s', async () => {
      const list = await keyless.integration.listUnifiedIntegrationWorkspaces({
        workspaceId: 'acme',
        categories: ['crm'],
        active: true,
        summary: true,
      });
      assert.ok(list.length >= 3);
      await refused(keyless.integration.listUnifiedIntegrationWorkspaces({ workspaceId: 'other' }), 404);
      await refused(keyless.integration.listUnifiedIntegrations({}), 401);
    });

    test('gets an auth URL of ours, as text', async () => {
      const url = await unified.integration.getUnifiedIntegrationAuth({
        workspaceId: 'acme',
        integrationType: 'northwind',
        externalXref: 'user-1',
        env: 'Production',
        successRedirect: DONE,
        failureRedirect: FAILED,
        scopes: ['crm_contact_read', 'crm_deal_read'],
        state: 'st ate',
        lang: 'fr',
        subdomain: 'acme',
      });
      assert.ok(url.startsWith('http://127.0.0.1:4001/connect/oauth/link/'), url);
      assert.equal(url.includes('user-1'), false, 'says nothing of whom it is for');
      await refused(
        unified.integration.getUnifiedIntegrationAuth({ workspaceId: 'acme', integrationType: 'northwind' }),
        400,
      );
      const keylessly = { workspaceId: 'acme', integrationType: 'northwind', externalXref: 'attacker' };
      await refused(keyless.integration.getUnifiedIntegrationAuth(keylessly), 401);
    });

    test('imports a token', async () => {
      const { access_token: token } = customerTokens();
      const made = await unified.connection.createUnifiedConnection({
        integrationType: 'lumen',
        permissions: [],
        categories: ['messaging'],
        externalXref: 'user-token',
        auth: { token },
      });
      assert.ok(made.id);
      assert.equal(made.integrationType, 'lumen');
      assert.equal(made.externalXref, 'user-token');
      assert.equal(made.workspaceId, 'acme');
      assert.ok(made.createdAt instanceof Date);
      assert.equal(JSON.stringify(made).includes(token), false);
      assert.equal((await harness.server.credentials(made.id)).token, token);
      await refused(
        unified.connection.createUnifiedConnection({
          integrationType: 'lumen',
          permissions: [],
          categories: ['messaging'],
          auth: { token: 'canary-wrong' },
        }),
        422,
      );
    });

    test('imports a token of several fields, a token beside them kept', async () => {
      const otherAuthInfo = ['canary-first', 'canary-second'];
      const made = await unified.connection.createUnifiedConnection({
        integrationType: 'pair',
        permissions: ['crm_contact_read'],
        categories: ['crm'],
        auth: { token: 'canary-beside', otherAuthInfo },
      });
      const credentials = await harness.server.credentials(made.id ?? '');
      assert.deepEqual([credentials.other_auth_info, credentials.token], [otherAuthInfo, 'canary-beside']);
      const short = await refused(
        unified.connection.createUnifiedConnection({
          integrationType: 'pair',
          permissions: [],
          categories: ['crm'],
          auth: { otherAuthInfo: ['canary-first'] },
        }),
        422,
      );
      assert.match(short.body, /auth\.other_auth_info\.1/);
    });

    test('imports OAuth credentials that are good, and hands them out as they are', async () => {
      const tokens = customerTokens();
      const made = await imported({
        auth: {
          accessToken: tokens.access_token,
          refreshToken: tokens.refresh_token,
          expiryDate: new Date(Date.now() + 72 * 3_600_000),
          emails: ['user@example.com'],
          name: 'User Name',
        },
      });
      assert.deepEqual(made.auth?.emails, ['user@example.com']);
      assert.equal(made.auth?.name, 'User Name');
      assert.equal(made.auth?.accessToken, undefined);
      const calls = harness.provider.tokenCalls().length;
      assert.equal((await harness.server.credentials(made.id ?? '')).access_token, tokens.access_token);
      assert.equal(harness.provider.tokenCalls().length, calls);
    });

    for (const [when, expiry] of [
      ['past', () => new Date(Date.now() - 86_400_000 * 400)],
      ['today', () => new Date(new Date().setUTCHours(23, 59, 59, 0))],
    ] as const) {
      test(`imports OAuth credentials whose expiry_date is ${when}: refreshed before they are handed out`, async () => {
        const tokens = customerTokens();
        const auth = { accessToken: tokens.access_token, refreshToken: tokens.refresh_token, expiryDate: expiry() };
        const made = await imported({ auth });
        const calls = harness.provider.tokenCalls().length;
        const { access_token } = await harness.server.credentials(made.id ?? '');
        assert.notEqual(access_token, tokens.access_token);
        assert.equal(harness.provider.tokenCalls().length, calls + 1);
      });
    }

    test('imports a long-lived token without a refresh token', async () => {
      const made = await imported({ auth: { accessToken: 'canary-for-ever' } });
      assert.equal((await harness.server.credentials(made.id ?? '')).access_token, 'canary-for-ever');
    });

    test('tries an imported connection at the provider when asked to', async () => {
      const ask = (access_token: string) =>
        harness.ask('/unified/connection?verify=true', {
          method: 'POST',
          headers: { authorization: KEY, 'content-type': 'application/json' },
          body: JSON.stringify({
            integration_type: 'checked',
            categories: ['crm'],
            permissions: [],
            auth: { access_token },
          }),
        });
      const rows = (await harness.rows()).length;
      const bad = await ask('canary-bad-token');
      assert.equal(bad.status, 422);
      assert.equal(((await bad.json()) as { code: string }).code, 'credentials_rejected');
      assert.equal((await harness.rows()).length, rows);
      const good = await ask(customerTokens().access_token);
      assert.equal(good.status, 200);
      assert.ok(((await good.json()) as { last_healthy_at?: string }).last_healthy_at);
    });

    test('B55: endpoints of another make are refused by name, and no secret goes there', async () => {
      const { access_token: accessToken } = customerTokens();
      for (const name of ['tokenUrl', 'refreshUrl', 'authorizeUrl', 'apiUrl'] as const) {
        const calls = harness.evil.calls.length;
        const auth = {
          accessToken,
          refreshToken: 'canary',
          expiryDate: new Date(0),
          [name]: `${harness.evil.origin}/token`,
        };
        await refused(imported({ auth }), 422);
        assert.equal(harness.evil.calls.length, calls);
      }
      const own = await imported({ auth: { accessToken, tokenUrl: `${harness.provider.origin}/token` } });
      assert.ok(own.id);
    });

    test('lists connections by owner, category and environment, sorted and in pages', async () => {
      const externalXref = `user-${randomUUID()}`;
      const made: string[] = [];
      for (let index = 0; index < 3; index += 1) {
        harness.clock.ahead += 1_000;
        made.push((await imported({ externalXref })).id ?? '');
      }
      const ids = async (query: Parameters<typeof unified.connection.listUnifiedConnections>[0]) =>
        (await unified.connection.listUnifiedConnections({ externalXref, ...query })).map(({ id }) => id ?? '');
      assert.deepEqual(await ids({ sort: 'created_at', order: 'asc' }), made);
      assert.deepEqual(await ids({ sort: 'created_at', order: 'desc' }), made.toReversed());
      assert.deepEqual(await ids({ sort: 'created_at', order: 'asc', limit: 2, offset: 1 }), made.slice(1));
      assert.deepEqual(await ids({ categories: ['hris'] }), []);
      assert.equal((await ids({ categories: ['hris', 'crm'] })).length, 3);
      assert.deepEqual(await ids({ env: 'Sandbox' }), []);
      assert.equal((await ids({ env: 'PRODUCTION' })).length, 3);
      const [, second = ''] = made;
      const { updatedAt } = await unified.connection.getUnifiedConnection({ id: second });
      assert.deepEqual(new Set(await ids({ updatedGte: updatedAt?.toISOString() })), new Set(made.slice(1)));
      await refused(unified.connection.listUnifiedConnections({ sort: 'secret' }), 400);
      await refused(keyless.connection.listUnifiedConnections({}), 401);
      harness.clock.ahead = 0;
    });

    test('gets one, and reads a Sandbox one by its id alone', async () => {
      const made = await imported();
      assert.deepEqual(await unified.connection.getUnifiedConnection({ id: made.id ?? '' }), made);
      const sandbox = await imported({ environment: 'Sandbox' });
      const read = await unified.connection.getUnifiedConnection({ id: sandbox.id ?? '' });
      assert.equal(read.environment, 'Sandbox');
      await refused(unified.connection.getUnifiedConnection({ id: randomUUID() }), 404);
    });

    test('puts and patches what may change; empty lists mean unchanged; owner, environment and integration stay', async () => {
      const made = await imported({ permissions: ['crm_contact_read', 'crm_deal_read'] });
      const id = made.id ?? '';
      const foreign = { integrationType: 'contoso', environment: 'Sandbox', externalXref: 'somebody-else' };
      for (const change of [
        unified.connection.patchUnifiedConnection({ id, connection: { ...foreign, permissions: [], categories: [] } }),
        unified.connection.updateUnifiedConnection({ id, connection: { ...foreign, permissions: [], categories: [] } }),
      ]) {
        const changed = await change;
        assert.deepEqual(changed.permissions, made.permissions);
        assert.deepEqual(changed.categories, made.categories);
        assert.deepEqual(
          [changed.integrationType, changed.environment, changed.externalXref],
          ['northwind', 'Production', 'user-1'],
        );
      }
      const narrowed = await unified.connection.patchUnifiedConnection({
        id,
        connection: { ...made, permissions: ['crm_deal_read'] },
      });
      assert.deepEqual(narrowed.permissions, ['crm_deal_read']);
      await refused(
        unified.connection.patchUnifiedConnection({ id, connection: { ...made, permissions: ['crm_contact_read'] } }),
        422,
      );
      const renewed = { ...made, permissions: [], auth: { accessToken: 'canary-renewed' } };
      await unified.connection.updateUnifiedConnection({ id, connection: renewed });
      assert.equal((await harness.server.credentials(id)).access_token, 'canary-renewed');
      const paused = { ...made, permissions: [], auth: undefined, isPaused: true };
      assert.equal((await unified.connection.patchUnifiedConnection({ id, connection: paused })).isPaused, true);
      await assert.rejects(harness.server.credentials(id), /connection_paused/);
    });

    test('removes one, with its credentials', async () => {
      const { id = '' } = await imported();
      await unified.connection.removeUnifiedConnection({ id });
      await refused(unified.connection.getUnifiedConnection({ id }), 404);
      await refused(unified.connection.removeUnifiedConnection({ id }), 404);
      await assert.rejects(harness.server.credentials(id), /not_found/);
    });

    test('B52: nothing the server said, wrote or logged holds an imported secret', async () => {
      const rows = JSON.stringify(await harness.rows());
      const said = harness.everythingSaid() + heard.join('\n');
      assert.ok(rows.includes('"integration_type":"northwind"'), 'the scan reads the rows');
      assert.ok(heard.join('').includes('"integration_type":"northwind"'), 'the scan reads the replies');
      for (const text of [rows, said])
        assert.equal(/canary-(imported|for-ever|renewed|first|second|beside)/.test(text), false);
    });
  });
}

/** OAuth with a way to ask whether a token is good. */
function checked(origin: string) {
  const { verify: _, ...rest } = oauthIntegration('checked', { origin });
  return {
    ...rest,
    verify: {
      request: ({ access_token = '' }: { access_token?: string | undefined }) => ({
        url: `${origin}/userinfo`,
        headers: { authorization: `Bearer ${access_token}` },
      }),
    },
  };
}
