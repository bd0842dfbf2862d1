import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Apideck } from '@apideck/unify';
import { UnifiedTo } from '@unified-api/typescript-sdk';
import { SDKError } from '@unified-api/typescript-sdk/sdk/models/errors';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from './support/browser.js';
import { runDemo, type RunningDemo } from './support/demo.js';
import { hostPage, provider } from './support/host-page.js';
import { follow, press } from './support/link.js';

/** As `npm start` says it. */
const apiKey = 'demo-api-key';
const workspaceId = 'demo';

let demo: RunningDemo;
let browser: Browser;
let context: BrowserContext;
/** Nobody has connected anything for this user yet. */
let user: string;

before(async () => {
  demo = await runDemo({ hosts: {} });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await demo.close();
});
beforeEach(async () => {
  user = `user-${randomUUID()}`;
  context = await browser.newContext();
  context.setDefaultTimeout(10_000);
});
afterEach(() => context.close());

describe("Unified.to's own client against the demo as it starts", () => {
  const unified = () => new UnifiedTo({ serverURL: demo.server, security: { jwt: apiKey } });

  const imported = (integrationType: string, auth: { token?: string; otherAuthInfo?: string[] }) =>
    unified().connection.createUnifiedConnection({
      integrationType,
      permissions: [],
      categories: [],
      externalXref: user,
      auth,
    });

  it('lists what can be connected, with a key and for a page without one', async () => {
    const all = await unified().integration.listUnifiedIntegrations({ active: true });
    assert.deepEqual(all.map(({ type }) => type).sort(), ['harbor-ats', 'lumen-mail', 'northwind-crm']);
    const keyless = new UnifiedTo({ serverURL: demo.server });
    const [harbor] = await keyless.integration.listUnifiedIntegrationWorkspaces({ workspaceId, categories: ['ats'] });
    assert.deepEqual(harbor?.tokenNames, ['API Key', 'Domain']);
    assert.equal(harbor?.tokenInstructions?.length, 2);
  });

  it('imports a token and one of several fields, lists, reads, changes and removes them', async () => {
    const { connection } = unified();
    const lumen = await imported('lumen-mail', { token: 'demo-good-key' });
    const harbor = await imported('harbor-ats', { otherAuthInfo: ['demo-good-key', 'acme'] });
    await assert.rejects(
      imported('lumen-mail', { token: 'demo-wrong-key-canary' }),
      (error: unknown) => error instanceof SDKError && error.statusCode === 422 && !error.body.includes('canary'),
    );
    const listed = await connection.listUnifiedConnections({ externalXref: user });
    assert.deepEqual(new Set(listed.map(({ id }) => id)), new Set([lumen.id, harbor.id]));
    assert.deepEqual(await connection.getUnifiedConnection({ id: harbor.id ?? '' }), harbor);
    const paused = await connection.patchUnifiedConnection({
      id: lumen.id ?? '',
      connection: { integrationType: 'lumen-mail', permissions: [], categories: [], isPaused: true },
    });
    assert.equal(paused.isPaused, true);
    await connection.removeUnifiedConnection({ id: lumen.id ?? '' });
    await assert.rejects(
      connection.getUnifiedConnection({ id: lumen.id ?? '' }),
      (error: unknown) => error instanceof SDKError && error.statusCode === 404,
    );
    assert.equal((await connection.listUnifiedConnections({ externalXref: user })).length, 1);
  });

  const authUrl = (integrationType: string) =>
    unified().integration.getUnifiedIntegrationAuth({
      workspaceId,
      integrationType,
      externalXref: user,
      successRedirect: `${demo.url}/`,
      failureRedirect: `${demo.url}/`,
      scopes: ['crm_contact_read'],
      state: 'st ate',
    });

  it('an auth URL leads a browser through the provider and back to the page, with an id that the client reads', async () => {
    const page = await context.newPage();
    await follow(page, await authUrl('northwind-crm'));
    await page.waitForURL(`${demo.url}/?**`);
    const { searchParams } = new URL(page.url());
    assert.deepEqual([...searchParams.keys()], ['id', 'state']);
    assert.equal(searchParams.get('state'), 'st ate');
    const connection = await unified().connection.getUnifiedConnection({ id: searchParams.get('id') ?? '' });
    assert.equal(connection.integrationType, 'northwind-crm');
    assert.equal(connection.externalXref, user);
    assert.deepEqual(connection.permissions, ['crm_contact_read']);
  });

  it('an auth URL of an integration with a form leads to that form and back to the page', async () => {
    const page = await context.newPage();
    await press(page, await authUrl('lumen-mail'));
    const hosted = hostPage(page);
    await hosted.fill({ 'API Key': 'demo-good-key' });
    await hosted.press('Connect');
    await page.waitForURL(`${demo.url}/?**`);
    const id = new URL(page.url()).searchParams.get('id') ?? '';
    assert.equal((await unified().connection.getUnifiedConnection({ id })).externalXref, user);
  });

  it('a user who says no comes back with the error and without a connection', async () => {
    const page = await context.newPage();
    await press(page, await authUrl('northwind-crm'));
    await provider.deny(page);
    await page.waitForURL(`${demo.url}/?**`);
    assert.equal(new URL(page.url()).search, '?error=access_denied&state=st+ate');
    assert.deepEqual(await unified().connection.listUnifiedConnections({ externalXref: user }), []);
  });
});

describe("Apideck's own client against the demo as it starts", () => {
  const apideck = () =>
    new Apideck({
      serverURL: demo.server,
      apiKey,
      appId: workspaceId,
      consumerId: user,
      retryConfig: { strategy: 'none' },
    });
  const harbor = { unifiedApi: 'ats', serviceId: 'harbor-ats' };
  const northwind = { unifiedApi: 'crm', serviceId: 'northwind-crm' };

  async function got(place: { unifiedApi: string; serviceId: string }) {
    const { getConnectionResponse } = await apideck().vault.connections.get(place);
    assert.ok(getConnectionResponse);
    return getConnectionResponse.data;
  }

  async function configured(): Promise<(string | undefined)[]> {
    const { getConnectionsResponse } = await apideck().vault.connections.list({ configured: true });
    assert.ok(getConnectionsResponse);
    return getConnectionsResponse.data.map(({ id }) => id).sort();
  }

  it('lists connectors, imports, lists, reads, validates and deletes a connection', async () => {
    const { vault, connector } = apideck();
    const connectors: (string | undefined)[] = [];
    for await (const page of await connector.connectors.list({ limit: 20 })) {
      connectors.push(...(page.getConnectorsResponse?.data.map(({ id }) => id) ?? []));
    }
    assert.ok(connectors.includes('harbor-ats') && connectors.length > 30, 'more than one page');
    const imported = await vault.connections.imports({
      ...harbor,
      connectionImportData: { settings: { api_key: 'demo-good-key', domain: 'acme' } },
    });
    assert.equal(imported.createConnectionResponse?.data.state, 'callable');
    assert.deepEqual(await configured(), ['ats+harbor-ats']);
    assert.deepEqual((await got(harbor)).settings, { domain: 'acme' });
    const validated = await vault.validateConnection.state({ ...harbor, requestBody: {} });
    assert.deepEqual(validated.validateConnectionStateResponse?.data, { id: 'ats+harbor-ats', state: 'callable' });
    await vault.connections.delete(harbor);
    assert.deepEqual(await configured(), []);
    assert.equal((await got(harbor)).state, 'available');
  });

  it('its authorize URL with a nonce comes back in the fragment, and is callable once confirmed, not before', async () => {
    const redirect_uri = `${demo.url}/`;
    const made = await apideck().vault.createCallback.state({
      ...northwind,
      createCallbackState: { redirectUri: redirect_uri },
    });
    const authorize = new URL((await got(northwind)).authorizeUrl ?? '');
    authorize.searchParams.set('state', made.createCallbackStateResponse?.data.state ?? '');
    authorize.searchParams.set('redirect_uri', redirect_uri);
    authorize.searchParams.set('nonce', 'nonce-of-this-browser');
    const page = await context.newPage();
    await follow(page, authorize.href);
    await page.waitForURL(`${demo.url}/#**`);
    const url = new URL(page.url());
    assert.equal(url.search, '');
    const fragment = new URLSearchParams(url.hash.slice(1));
    assert.deepEqual([...fragment.keys()].sort(), ['confirm_token', 'nonce', 'service_id']);
    assert.equal(fragment.get('nonce'), 'nonce-of-this-browser');
    const before = await got(northwind);
    assert.deepEqual([before.state, before.health], ['authorized', 'pending_confirmation']);

    const confirm = async () => {
      const reply = await fetch(`${demo.server}/vault/connections/crm/northwind-crm/confirm`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'x-apideck-app-id': workspaceId,
          'x-apideck-consumer-id': user,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ confirm_token: fragment.get('confirm_token') }),
      });
      return reply.status;
    };
    assert.equal(await confirm(), 200);
    assert.equal((await got(northwind)).state, 'callable');
    assert.equal(await confirm(), 422, 'the token works once');
  });

  it("a session's page shows the widget, connects by form and by sign-in, and its connections are in the vault", async () => {
    const { createSessionResponse } = await apideck().vault.sessions.create({
      session: { redirectUri: `${demo.url}/`, theme: { vaultName: 'Acme' } },
    });
    const page = await context.newPage();
    await page.goto(createSessionResponse?.data.sessionUri ?? '');
    const hosted = hostPage(page);
    await hosted.choose('Harbor ATS');
    await hosted.fill({ 'API Key': 'demo-good-key', Domain: 'acme' });
    await hosted.press('Connect');
    await hosted.sees('Harbor ATS is connected');
    assert.equal(await page.title(), 'Acme');
    assert.deepEqual(await configured(), ['ats+harbor-ats']);
    await hosted.press('Connect another');
    await provider.allow(await hosted.signIn('Northwind CRM'));
    await hosted.sees('Northwind CRM is connected');
    assert.deepEqual(await configured(), ['ats+harbor-ats', 'crm+northwind-crm']);
    await hosted.press('Done');
    await page.waitForURL(`${demo.url}/`);
  });
});
