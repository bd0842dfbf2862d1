import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCatalogue } from '../../../src/server/catalogue/index.js';
import {
  defineIntegration,
  localVault,
  pipedrive,
  type IntegrationDefinition,
  type VaultParts,
} from '../../../src/server/index.js';
import { startAuthorizationServer } from '../support/authorization-server.js';
import { startHarness } from './harness.js';

type Provider = Awaited<ReturnType<typeof startAuthorizationServer>>;

function variant(provider: Provider, oauth: Partial<NonNullable<IntegrationDefinition['oauth']>>) {
  return defineIntegration({
    type: 'variant',
    name: 'Variant',
    categories: ['crm'],
    oauth: {
      client_id: 'client',
      client_secret: 'canary-client-secret',
      issuer: provider.origin,
      authorization_endpoint: `${provider.origin}/authorize`,
      token_endpoint: `${provider.origin}/token`,
      userinfo_endpoint: `${provider.origin}/userinfo`,
      ...oauth,
    },
  });
}

async function withVariant(
  oauth: Parameters<typeof variant>[1],
  run: (harness: Awaited<ReturnType<typeof startHarness>>, provider: Provider) => Promise<void>,
) {
  const provider = await startAuthorizationServer();
  const harness = await startHarness({ integrations: [variant(provider, oauth)], allowOrigins: [provider.origin] });
  try {
    await run(harness, provider);
  } finally {
    await harness.close();
    await provider.close();
  }
}

describe('an integration that', () => {
  test('declares form_post is answered by POST: one page of ours posts the same fields again, with the cookie', () =>
    withVariant({ response_mode: 'form_post' }, async (harness, provider) => {
      const begun = await harness.begin(await harness.session(), { integration_type: 'variant' });
      assert.equal(begun.url.searchParams.get('response_mode'), 'form_post');
      const fields = new URLSearchParams({
        state: begun.state,
        code: provider.authorize(begun.url),
        iss: provider.origin,
      });
      const send = (body: URLSearchParams, cookie = '') =>
        harness.ask('/oauth/code/variant', { method: 'POST', body, headers: { cookie } });
      const page = await send(fields);
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'self'/);
      const inputs = [...(await page.text()).matchAll(/name="([^"]+)"\s+value="([^"]*)"/g)];
      const again = new URLSearchParams(inputs.map(([, name = '', value = '']) => [name, value]));
      assert.equal((await send(again)).status, 400, 'without the cookie it is another browser');
      await send(again, begun.cookie);
      assert.equal((await harness.poll(begun.attempt)).status, 'connected');
    }));

  test('is registered with the shared redirect URI returns to plain /oauth/code, and only there', () =>
    withVariant({ redirect_uri: 'shared' }, async (harness, provider) => {
      const begun = await harness.begin(await harness.session(), { integration_type: 'variant' });
      assert.equal(begun.url.searchParams.get('redirect_uri'), 'http://127.0.0.1:4001/connect/oauth/code');
      const params = { state: begun.state, code: provider.authorize(begun.url), iss: provider.origin };
      const wrong = await harness.callback(params, { type: 'variant', cookie: begun.cookie });
      assert.match(await wrong.text(), /context_mismatch/);
      await harness.ask(`/oauth/code?${new URLSearchParams(params)}`, { headers: { cookie: begun.cookie } });
      assert.equal((await harness.poll(begun.attempt)).status, 'connected');
    }));

  test('cannot be reached ends the attempt at the start, and its page says so without naming the cause', () =>
    withVariant({ pushed_authorization_request_endpoint: 'http://127.0.0.1:1/par' }, async (harness) => {
      const attempt = await harness.create(await harness.session(), { integration_type: 'variant' });
      const response = await harness.start(attempt.ticket);
      assert.equal(response.headers.get('set-cookie'), null);
      assert.doesNotMatch(await response.text(), /127\.0\.0\.1:1/);
      const polled = await harness.poll(attempt);
      assert.deepEqual([polled.status, polled.code], ['failed', 'provider_unreachable']);
    }));

  test('F29: hangs at its token endpoint fails in ten seconds and is not asked again', () =>
    withVariant({}, async (harness, provider) => {
      provider.mood = 'hang';
      const begun = await harness.begin(await harness.session(), { integration_type: 'variant' });
      const params = { state: begun.state, code: provider.authorize(begun.url), iss: provider.origin };
      const from = performance.now();
      await harness.callback(params, { type: 'variant', cookie: begun.cookie });
      assert.ok(performance.now() - from < 12_000);
      assert.deepEqual((await harness.poll(begun.attempt)).code, 'provider_timeout');
      assert.equal(provider.tokenCalls().length, 1);
      assert.equal((await harness.rows()).length, 0);
    }));

  test('W14: is sent by its vault to an unsafe authorization URL ends at the start; no browser is sent there', async () => {
    for (const url of [
      'http://provider.example/authorize',
      'https://user:pw@provider.example/authorize',
      'javascript:alert(1)',
      'data:text/html,x',
    ]) {
      const harness = await startHarness({
        integrations: undefined,
        vault: (parts: VaultParts) => ({
          ...localVault({ ...parts, catalogue: createCatalogue([pipedrive()]) }),
          integrations: async () => [{ type: 'northwind', name: 'Northwind', categories: ['crm'] }],
          authorize: async () => ({ url, pending: '{}', callback: 'own', response_mode: 'query' }),
        }),
      } as unknown as Parameters<typeof startHarness>[0]);
      const attempt = await harness.create(await harness.session());
      const response = await harness.start(attempt.ticket);
      assert.doesNotMatch(await response.text(), /href=/);
      assert.equal(response.headers.get('set-cookie'), null);
      const polled = await harness.poll(attempt);
      assert.deepEqual([polled.status, polled.code], ['failed', 'integration_misconfigured']);
      await harness.close();
    }
  });
});
