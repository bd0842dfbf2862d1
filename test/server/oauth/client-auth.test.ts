import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, beforeEach, test } from 'node:test';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import {
  type ClientKey,
  exchange,
  type OAuthProvider,
  refreshTokens,
  resolveProvider,
  revokeToken,
  startAuthorization,
  userinfo,
} from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';
import { startProvider } from '../support/provider.js';

const calls = { fetch };
const redirectUri = 'http://127.0.0.1:9/oauth/code/peer';
let metadata: Record<string, unknown> = {};
const peer = await listen(answer);
const elsewhere = await listen(answer);
after(() => Promise.all([peer.close(), elsewhere.close()]));

function answer({ url }: IncomingMessage, response: ServerResponse): void {
  const body = url?.startsWith('/.well-known')
    ? metadata
    : { access_token: 'canary-access', token_type: 'Bearer', sub: 'ada' };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

beforeEach(() => {
  peer.requests.length = 0;
  elsewhere.requests.length = 0;
  metadata = {
    issuer: peer.url,
    authorization_endpoint: `${peer.url}/authorize`,
    token_endpoint: `${peer.url}/token`,
    revocation_endpoint: `${peer.url}/revoke`,
    userinfo_endpoint: `${peer.url}/userinfo`,
    code_challenge_methods_supported: ['S256'],
  };
});

function signing(key: ClientKey['key'], overrides: Partial<OAuthProvider> = {}): OAuthProvider {
  return {
    client_id: 'connection-embed',
    client_auth: 'private_key_jwt',
    client_key: { key, kid: 'canary-free-kid' },
    issuer: peer.url,
    discovery: true,
    ...overrides,
  };
}

async function privateKey(alg: string): Promise<ClientKey['key']> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg };
}

for (const alg of ['ES256', 'ES384', 'RS256', 'PS256', 'Ed25519']) {
  test(`B40: an assertion signed with ${alg} is made out to the issuer alone, as a single value`, async () => {
    const resolved = await resolveProvider(signing(await privateKey(alg)), {}, calls);
    await refreshTokens(resolved, 'canary-refresh', calls);
    await revokeToken(resolved, { token: 'canary-refresh', hint: 'refresh_token' }, calls);
    const sent = peer.requests.filter(({ method }) => method === 'POST');
    assert.deepEqual(
      sent.map(({ path }) => path),
      ['/token', '/revoke'],
    );
    for (const { headers, body } of sent) {
      const form = new URLSearchParams(body);
      const assertion = form.get('client_assertion') ?? '';
      const { aud, iss, sub, exp = 0, iat = 0, jti } = decodeJwt(assertion);
      assert.equal(aud, peer.url);
      assert.deepEqual([iss, sub], ['connection-embed', 'connection-embed']);
      assert.ok(exp - iat <= 60 && jti, 'short-lived and once only');
      assert.deepEqual(decodeProtectedHeader(assertion), { alg, kid: 'canary-free-kid' });
      assert.equal(headers.authorization, undefined);
    }
  });
}

test('B40: a provider that checks them takes our assertions for a pushed request, a code, a refresh and a revocation', async (context) => {
  const strict = await startProvider({ redirectUris: [redirectUri], clientAuth: 'private_key_jwt' });
  context.after(() => strict.close());
  const resolved = await resolveProvider(strict.oauth, {}, calls);
  const request = { redirectUri, state: 's', scopes: ['openid'] };
  const { url, pending } = await startAuthorization(resolved, request, calls);
  const { searchParams: params } = await strict.consent(url);
  const { refresh_token = '' } = await exchange(resolved, { params, state: 's', pending }, calls);
  const next = await refreshTokens(resolved, refresh_token, calls);
  await revokeToken(resolved, { token: next.refresh_token ?? '', hint: 'refresh_token' }, calls);
  await failure(refreshTokens(resolved, next.refresh_token ?? '', calls), 'needs_reauth');

  const other = await resolveProvider({ ...strict.oauth, client_key: { key: await privateKey('ES256') } }, {}, calls);
  await failure(refreshTokens(other, refresh_token, calls), 'exchange_failed');
});

test('a key that cannot sign is a misconfiguration, whose message holds nothing of it', async () => {
  const broken = { ...(await privateKey('ES256')), d: 'canary' };
  const resolved = await resolveProvider(signing(broken), {}, calls);
  await failure(refreshTokens(resolved, 'canary-refresh', calls), 'integration_misconfigured');
});

const secret = { client_id: 'connection-embed', client_secret: 'canary-client-secret' };

test('B43: metadata cannot lead the client secret to a host outside host_suffix and the issuer', async () => {
  for (const endpoint of ['token_endpoint', 'revocation_endpoint', 'pushed_authorization_request_endpoint']) {
    const metadataBefore = metadata;
    metadata = { ...metadata, [endpoint]: `${elsewhere.url}/take` };
    const provider = { ...secret, issuer: peer.url, discovery: true };
    await failure(resolveProvider(provider, {}, calls), 'integration_misconfigured');
    metadata = metadataBefore;
  }
  assert.deepEqual(elsewhere.requests, []);
});

test('B55: the client secret does not go where an input would lead it outside the fixed suffix', async () => {
  const provider: OAuthProvider = {
    ...secret,
    authorization_endpoint: 'http://{subdomain}.localhost/authorize',
    token_endpoint: 'http://{subdomain}.localhost/token',
    host_suffix: '.localhost',
  };
  const sent: string[] = [];
  const counting: typeof fetch = async (input, init) => {
    sent.push(String(input));
    return fetch(input, init);
  };
  for (const subdomain of ['evil.example/', 'evil.example#', '127.0.0.1:80/', 'a@evil.example', '']) {
    await failure(resolveProvider(provider, { subdomain }, { fetch: counting }), 'invalid_fields');
  }
  assert.deepEqual(sent, []);
});

test('B43: the secret is in the header of what goes to the provider, and in no URL, of any call', async () => {
  const resolved = await resolveProvider({ ...secret, issuer: peer.url, discovery: true }, {}, calls);
  await refreshTokens(resolved, 'canary-refresh', calls);
  await revokeToken(resolved, { token: 'canary-refresh', hint: 'refresh_token' }, calls);
  await userinfo(resolved, 'canary-access', calls);
  for (const { path, body } of peer.requests) {
    assert.equal(path.includes('canary'), false);
    assert.equal(body.includes('canary-client-secret'), false);
  }
});

test('B42: an access token travels in the Authorization header, neither in the URL nor in a body', async () => {
  const resolved = await resolveProvider({ ...secret, issuer: peer.url, discovery: true }, {}, calls);
  assert.deepEqual(await userinfo(resolved, 'canary-access', calls), {
    access_token: 'canary-access',
    token_type: 'Bearer',
    sub: 'ada',
  });
  const { method, path, headers, body } = peer.requests.at(-1) ?? assert.fail('no request');
  assert.deepEqual([method, path, body], ['GET', '/userinfo', '']);
  assert.equal(headers.authorization, 'Bearer canary-access');
});

test('B42: a redirect of the userinfo endpoint does not carry the token on', async (context) => {
  const redirecting = await listen((_, response) => {
    response.writeHead(302, { location: `${elsewhere.url}/take` }).end();
  });
  context.after(() => redirecting.close());
  const declared: OAuthProvider = {
    ...secret,
    authorization_endpoint: `${peer.url}/authorize`,
    token_endpoint: `${peer.url}/token`,
    userinfo_endpoint: `${redirecting.url}/userinfo`,
  };
  const resolved = await resolveProvider(declared, {}, calls);
  await failure(userinfo(resolved, 'canary-access', calls), 'provider_failed');
  assert.deepEqual(elsewhere.requests, []);
});
