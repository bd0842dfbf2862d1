import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { type OAuthProvider, resolveProvider, startAuthorization } from '../../../src/server/oauth/index.js';
import { startProvider } from '../support/provider.js';

const calls = { fetch };
const redirectUri = 'https://app.example/oauth/code/harbor';

function harbor(overrides: Partial<OAuthProvider> = {}): OAuthProvider {
  return {
    client_id: 'connection-embed',
    client_secret: 'canary-client-secret',
    authorization_endpoint: 'https://login.harbor.example/authorize?tenant=one',
    token_endpoint: 'https://login.harbor.example/token',
    ...overrides,
  };
}

async function start(provider: OAuthProvider, scopes: readonly string[] = ['read', 'write']) {
  const resolved = await resolveProvider(provider, {}, calls);
  const { url, pending } = await startAuthorization(resolved, { redirectUri, state: 'the-state', scopes }, calls);
  return { url: new URL(url), params: new URL(url).searchParams, pending };
}

test('the URL carries the request of RFC 6749 §4.1.1 and keeps the endpoint’s own query', async () => {
  const { url, params } = await start(harbor({ authorization_params: { access_type: 'offline' } }));
  assert.equal(url.origin + url.pathname, 'https://login.harbor.example/authorize');
  const { code_challenge, ...rest } = Object.fromEntries(params);
  assert.match(code_challenge ?? '', /^[\w-]{43}$/);
  assert.deepEqual(rest, {
    tenant: 'one',
    access_type: 'offline',
    response_type: 'code',
    client_id: 'connection-embed',
    redirect_uri: redirectUri,
    state: 'the-state',
    scope: 'read write',
    code_challenge_method: 'S256',
  });
});

test('scopes are joined as the provider wants them, and left out when there are none', async () => {
  assert.equal((await start(harbor({ scope_separator: ',' }))).params.get('scope'), 'read,write');
  assert.equal((await start(harbor(), [])).params.has('scope'), false);
});

test('form_post is asked for where it is declared', async () => {
  assert.equal((await start(harbor({ response_mode: 'form_post' }))).params.get('response_mode'), 'form_post');
});

test('authorization_params cannot replace what the flow itself sets', async () => {
  const { params } = await start(
    harbor({ authorization_params: { state: 'fixed', redirect_uri: 'https://evil.example' } }),
  );
  assert.equal(params.get('state'), 'the-state');
  assert.equal(params.get('redirect_uri'), redirectUri);
});

test('B18: the challenge is the SHA-256 of a verifier of 43 characters or more', async () => {
  const { params, pending } = await start(harbor());
  assert.match(pending.code_verifier ?? '', /^[\w.~-]{43,128}$/);
  const digest = createHash('sha256')
    .update(pending.code_verifier ?? '')
    .digest('base64url');
  assert.equal(params.get('code_challenge'), digest);
});

test('B18: no verifier is used twice in 10 000 flows', async () => {
  const resolved = await resolveProvider(harbor(), {}, calls);
  const request = { redirectUri, state: 'the-state', scopes: [] };
  const seen = new Set<string | undefined>();
  for (let flow = 0; flow < 10_000; flow += 1) {
    seen.add((await startAuthorization(resolved, request, calls)).pending.code_verifier);
  }
  assert.equal(seen.size, 10_000);
});

test('neither verifier nor client secret is in the URL', async () => {
  const { url, pending } = await start(harbor());
  assert.equal(url.href.includes(pending.code_verifier ?? 'none'), false);
  assert.equal(url.href.includes('canary'), false);
});

test('a nonce goes along when an ID token can be judged, and only then', async () => {
  const openid = ['openid'];
  const judged = await start(harbor({ issuer: 'https://login.harbor.example' }), openid);
  assert.equal(judged.params.get('nonce'), judged.pending.nonce);
  assert.notEqual(judged.pending.nonce, undefined);
  assert.equal((await start(harbor(), openid)).params.has('nonce'), false);
  assert.equal((await start(harbor({ issuer: 'https://login.harbor.example' }))).params.has('nonce'), false);
});

test('where the provider takes pushed requests the URL carries a reference only', async (context) => {
  const peer = await startProvider({ redirectUris: [redirectUri] });
  context.after(() => peer.close());
  const { params } = await start(peer.oauth, ['openid']);
  assert.deepEqual([...params.keys()].sort(), ['client_id', 'request_uri']);
});
