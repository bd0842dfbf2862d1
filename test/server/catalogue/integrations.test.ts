import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Integration } from '../../../src/contract/index.js';
import { defineIntegration, describe, hubspot, pipedrive } from '../../../src/server/catalogue/index.js';
import { exchange, resolveProvider, startAuthorization } from '../../../src/server/oauth/index.js';

const app = { clientId: 'canary-client-id', clientSecret: 'canary-client-secret' };
const given = { access_token: undefined, values: ['canary-token'], inputs: {} };

test('B43: what a page is told of an integration holds nothing of its app', () => {
  const told = describe(hubspot(app));
  assert.equal(JSON.stringify(told).includes('canary'), false);
  assert.deepEqual(Integration.parse(told), told);
  assert.deepEqual(told.auth_methods, ['oauth2']);
  assert.equal(told.token_names, undefined);
});

test('a token integration tells its names, instructions and fields', () => {
  const told = describe(pipedrive());
  assert.deepEqual(told.token_names, ['API token']);
  assert.equal(told.token_instructions?.length, 1);
  assert.equal(told.token_fields?.[0]?.type, 'secret');
  assert.deepEqual(told.auth_methods, ['token']);
});

test('is_active is told only when it is declared false', () => {
  const base = { type: 'harbor', name: 'Harbor', categories: ['crm'], token: { names: ['API key'] } };
  assert.equal('is_active' in describe(defineIntegration(base)), false);
  assert.equal('is_active' in describe(defineIntegration({ ...base, is_active: true })), false);
  assert.equal(describe(defineIntegration({ ...base, is_active: false })).is_active, false);
});

test('B42: pipedrive is asked with the token in a header, never in the URL', () => {
  const request = pipedrive().verify?.request(given);
  assert.equal(request?.url, 'https://api.pipedrive.com/v1/users/me');
  assert.deepEqual(request?.headers, { 'x-api-token': 'canary-token' });
});

test('a Pipedrive account is the pair of company and user', () => {
  const reply = { success: true, data: { id: 777, company_id: 1, name: 'Ada', email: 'ada@example.com' } };
  assert.deepEqual(pipedrive().verify?.account?.(reply), { id: '1:777', name: 'Ada', emails: ['ada@example.com'] });
  assert.equal(pipedrive().verify?.account?.({ success: false }), undefined);
});

test('B42: a HubSpot account is its portal, asked for without the token in the URL', () => {
  const { verify } = hubspot(app);
  const request = verify?.request({ ...given, access_token: 'canary-token' });
  assert.equal(request?.url.includes('canary'), false);
  assert.equal(request?.headers?.['authorization'], 'Bearer canary-token');
  assert.deepEqual(verify?.account?.({ portalId: 62515, uiDomain: 'app.hubspot.com' }), {
    id: '62515',
    name: 'app.hubspot.com 62515',
  });
});

test('HubSpot’s documented token reply is understood', async () => {
  const { oauth } = hubspot(app);
  assert.ok(oauth);
  const reply = {
    token_type: 'bearer',
    refresh_token: 'refresh',
    hub_id: 62515,
    scopes: ['oauth', 'crm.objects.contacts.read'],
    access_token: 'token',
    expires_in: 1800,
  };
  const sent: string[] = [];
  const calls = {
    now: () => 0,
    fetch: (async (input, init) => {
      sent.push(`${String(input)} ${String(init?.body)}`);
      return Response.json(reply);
    }) satisfies typeof fetch,
  };
  const resolved = await resolveProvider(oauth, {}, calls);
  const request = { redirectUri: 'https://app.example/oauth/code/hubspot', state: 's', scopes: ['oauth'] };
  const { url, pending } = await startAuthorization(resolved, request, calls);
  assert.equal(new URL(url).origin, 'https://app.hubspot.com');
  const params = new URLSearchParams({ code: 'c', state: 's' });
  assert.deepEqual(await exchange(resolved, { params, state: 's', pending }, calls), {
    access_token: 'token',
    token_type: 'bearer',
    refresh_token: 'refresh',
    expires_at: 1_800_000,
    scope: ['oauth', 'crm.objects.contacts.read'],
  });
  assert.match(sent[0] ?? '', /^https:\/\/api\.hubapi\.com\/oauth\/v3\/token .*client_secret=canary-client-secret/);
});
