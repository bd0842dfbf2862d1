import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type OAuthProvider, resolveProvider, startAuthorization } from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';

const calls = { fetch };

function harbor(overrides: Partial<OAuthProvider> = {}): OAuthProvider {
  return {
    client_id: 'connection-embed',
    client_secret: 'canary-client-secret',
    authorization_endpoint: 'https://{subdomain}.harbor.example/authorize',
    token_endpoint: 'https://{subdomain}.harbor.example/token',
    host_suffix: '.harbor.example',
    ...overrides,
  };
}

test('an input fills the host of every endpoint', async () => {
  const { server } = await resolveProvider(harbor(), { subdomain: 'acme' }, calls);
  assert.equal(server.authorization_endpoint, 'https://acme.harbor.example/authorize');
  assert.equal(server.token_endpoint, 'https://acme.harbor.example/token');
});

for (const value of [
  'evil.com/',
  'a.b',
  'a@b',
  'a?x=',
  'a#x',
  '..',
  'a:1',
  'a\\b',
  'a%2fb',
  '-a',
  ' ',
  'x'.repeat(300),
]) {
  test(`B38: the subdomain ${JSON.stringify(value).slice(0, 20)} is refused at its input`, async () => {
    const error = await failure(resolveProvider(harbor(), { subdomain: value }, calls), 'invalid_fields');
    assert.equal(error.errors[0]?.path, 'inputs.subdomain');
  });
}

test('B38: an input that is missing, or only inherited, is refused by name', async () => {
  const error = await failure(resolveProvider(harbor(), {}, calls), 'invalid_fields');
  assert.deepEqual(error.errors, [{ path: 'inputs.subdomain', code: 'required' }]);
  const inherited = harbor({ authorization_endpoint: 'https://{constructor}.harbor.example/authorize' });
  assert.equal((await failure(resolveProvider(inherited, {}, calls), 'invalid_fields')).errors[0]?.code, 'required');
});

test('B38: the host suffix is checked after the URL is parsed, also where nothing was filled in', async () => {
  const elsewhere = harbor({ token_endpoint: 'https://harbor.example.evil.com/token' });
  await failure(resolveProvider(elsewhere, { subdomain: 'acme' }, calls), 'integration_misconfigured');
  const lookalike = harbor({ token_endpoint: 'https://evilharbor.example/token' });
  await failure(resolveProvider(lookalike, { subdomain: 'acme' }, calls), 'integration_misconfigured');
});

test('B38: an input within a path is one segment', async () => {
  const tenant = harbor({
    authorization_endpoint: 'https://login.harbor.example/{tenant}/authorize',
    token_endpoint: 'https://login.harbor.example/{tenant}/token',
  });
  const { server } = await resolveProvider(tenant, { tenant: 'acme.onharbor.example' }, calls);
  assert.equal(server.token_endpoint, 'https://login.harbor.example/acme.onharbor.example/token');
  for (const value of ['..', '.', 'a/b', 'a?b', 'a#b', '%2e%2e']) {
    await failure(resolveProvider(tenant, { tenant: value }, calls), 'invalid_fields');
  }
});

test('an endpoint in the clear is refused unless it is on loopback', async () => {
  const clear = harbor({ token_endpoint: 'http://{subdomain}.harbor.example/token' });
  await failure(resolveProvider(clear, { subdomain: 'acme' }, calls), 'invalid_fields');
  const loopback = { client_id: 'x', authorization_endpoint: 'http://localhost/a', token_endpoint: 'http://[::1]/t' };
  assert.equal((await resolveProvider(loopback, {}, calls)).server.token_endpoint, 'http://[::1]/t');
});

const metadata: { status: number; body: Record<string, unknown>; wellKnown: string } = {
  status: 200,
  body: {},
  wellKnown: '/.well-known/openid-configuration',
};
const peer = await listen((request, response) => {
  const here = request.url === metadata.wellKnown;
  response.writeHead(here ? metadata.status : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(here ? metadata.body : {}));
});
after(() => peer.close());

function discovering(overrides: Partial<OAuthProvider> = {}): OAuthProvider {
  return { client_id: 'connection-embed', issuer: peer.url, discovery: true, ...overrides };
}

function document(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    issuer: peer.url,
    authorization_endpoint: `${peer.url}/authorize`,
    token_endpoint: `${peer.url}/token`,
    code_challenge_methods_supported: ['S256'],
    ...overrides,
  };
}

test('F35: a discovery that failed is tried again by the next call, and one that worked is kept', async () => {
  const provider = discovering();
  Object.assign(metadata, { status: 503, body: document() });
  await failure(resolveProvider(provider, {}, calls), 'provider_failed');
  metadata.status = 200;
  const first = await resolveProvider(provider, {}, calls);
  const asked = peer.requests.length;
  const second = await resolveProvider(provider, {}, calls);
  assert.equal(first.server, second.server);
  assert.equal(peer.requests.length, asked);
  await resolveProvider(provider, {}, { ...calls, now: () => Date.now() + 3_600_001 });
  assert.equal(peer.requests.length, asked + 1, 'kept for an hour only');
});

test('metadata of RFC 8414 is read where there is none of OpenID Connect', async () => {
  Object.assign(metadata, { status: 200, body: document(), wellKnown: '/.well-known/oauth-authorization-server' });
  const { server } = await resolveProvider(discovering(), {}, calls);
  assert.equal(server.token_endpoint, `${peer.url}/token`);
  metadata.wellKnown = '/.well-known/openid-configuration';
});

test('B39: metadata of another issuer is refused', async () => {
  metadata.body = document({ issuer: 'https://evil.example' });
  await failure(resolveProvider(discovering(), {}, calls), 'integration_misconfigured');
});

test('B39: metadata cannot lead to another origin that was not declared, nor to plain http', async () => {
  for (const token_endpoint of ['https://evil.example/token', 'http://evil.example/token', 'javascript:alert(1)']) {
    metadata.body = document({ token_endpoint });
    await failure(resolveProvider(discovering(), {}, calls), 'integration_misconfigured');
  }
  const declared = discovering({ token_endpoint: 'https://tokens.example/token' });
  assert.equal((await resolveProvider(declared, {}, calls)).server.token_endpoint, 'https://tokens.example/token');
});

test('B19: a provider that offers no S256 is refused unless its integration declares that', async () => {
  metadata.body = document({ code_challenge_methods_supported: ['plain'] });
  await failure(resolveProvider(discovering(), {}, calls), 'integration_misconfigured');
  const resolved = await resolveProvider(discovering({ pkce: false }), {}, calls);
  const request = { redirectUri: 'https://app.example/oauth/code/x', state: 'state', scopes: [] };
  const { url } = await startAuthorization(resolved, request, calls);
  assert.equal(new URL(url).searchParams.has('code_challenge'), false);
});

test('a provider that cannot be reached is told apart from one that fails', async () => {
  const closed = await listen((_, response) => response.end());
  await closed.close();
  const error = await failure(resolveProvider(discovering({ issuer: closed.url }), {}, calls), 'provider_unreachable');
  assert.match(error.message, /ECONNREFUSED/);
});
