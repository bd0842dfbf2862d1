import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import {
  clientCredentialsGrant,
  type OAuthProvider,
  passwordGrant,
  refreshTokens,
  resolveProvider,
  startAuthorization,
} from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';
import { startProvider } from '../support/provider.js';

const calls = { fetch, now: () => 1_000_000 };
const peer = await startProvider({ redirectUris: ['http://127.0.0.1:9/oauth/code/peer'] });
after(() => peer.close());

beforeEach(() => {
  peer.mood = 'ok';
  peer.tokenRequests.length = 0;
});

const scopes = ['contacts.read', 'deals.read'];

async function byClient() {
  const provider: OAuthProvider = { grant_type: 'client_credentials', issuer: peer.issuer, discovery: true };
  return resolveProvider(provider, {}, calls);
}

async function byPassword(overrides: Partial<OAuthProvider> = {}) {
  return resolveProvider({ ...peer.oauth, grant_type: 'password', ...overrides }, {}, calls);
}

const user = { username: 'ada', password: peer.password, scopes };

test('the end user’s own client becomes tokens, and there is nothing to refresh', async () => {
  const tokens = await clientCredentialsGrant(await byClient(), { ...peer.userClient, scopes }, calls);
  assert.deepEqual(
    { ...tokens, access_token: typeof tokens.access_token },
    { access_token: 'string', token_type: 'bearer', expires_at: 4_600_000, scope: scopes },
  );
  const [{ authorization = '', body } = assert.fail('no request')] = peer.tokenRequests;
  assert.match(decodeURIComponent(atob(authorization.replace('Basic ', ''))), /^client-of-the-user:/);
  assert.equal(body['client_secret'], undefined);
});

test('without scopes none is sent', async () => {
  await clientCredentialsGrant(await byClient(), { ...peer.userClient, scopes: [] }, calls);
  assert.equal(peer.tokenRequests[0]?.body['scope'], undefined);
});

test('a client that the provider does not know, or whose secret is wrong, is credentials_rejected', async () => {
  const resolved = await byClient();
  const wrong = { ...peer.userClient, client_secret: 'canary-wrong', scopes };
  await failure(clientCredentialsGrant(resolved, wrong, calls), 'credentials_rejected');
  await failure(clientCredentialsGrant(resolved, { ...wrong, client_id: 'nobody' }, calls), 'credentials_rejected');
  assert.equal(peer.tokenCalls(), 2, 'each tried once');
});

test('a user name and password become tokens that can be refreshed', async () => {
  const resolved = await byPassword();
  const tokens = await passwordGrant(resolved, user, calls);
  assert.deepEqual([tokens.token_type, tokens.expires_at, tokens.scope], ['bearer', 4_600_000, scopes]);
  const [{ authorization = '', body } = assert.fail('no request')] = peer.tokenRequests;
  assert.match(decodeURIComponent(atob(authorization.replace('Basic ', ''))), /^connection-embed:/);
  assert.deepEqual([body['username'], body['scope']], ['ada', 'contacts.read deals.read']);
  const fresh = await refreshTokens(resolved, tokens.refresh_token ?? '', calls);
  assert.notEqual(fresh.access_token, tokens.access_token);
});

test('a wrong password is credentials_rejected, and says nothing of it', async () => {
  const wrong = { ...user, password: 'canary-wrong-password' };
  await failure(passwordGrant(await byPassword(), wrong, calls), 'credentials_rejected');
  assert.equal(peer.tokenCalls('password'), 1);
});

test('an operator’s client that is refused is not blamed on the user', async () => {
  const resolved = await byPassword({ client_secret: 'canary-wrong-client-secret' });
  await failure(passwordGrant(resolved, user, calls), 'exchange_failed');
});

test('F30: a provider that fails meanwhile says nothing about the credentials', async () => {
  peer.mood = '429';
  const error = await failure(passwordGrant(await byPassword(), user, calls), 'provider_failed');
  assert.equal(error.retry_after, 7);
  peer.mood = '500';
  const given = { ...peer.userClient, scopes };
  await failure(clientCredentialsGrant(await byClient(), given, calls), 'provider_failed');
});

test('a bare 401 is about the client: the user’s own, or else the operator’s', async (context) => {
  const curt = await listen((_, response) => response.writeHead(401).end('canary'));
  context.after(() => curt.close());
  const at = { token_endpoint: `${curt.url}/token`, issuer: curt.url, discovery: false };
  const own = await resolveProvider({ ...at, grant_type: 'client_credentials' }, {}, calls);
  await failure(clientCredentialsGrant(own, { ...peer.userClient, scopes }, calls), 'credentials_rejected');
  await failure(passwordGrant(await byPassword(at), user, calls), 'exchange_failed');
});

test('B41: tokens that no header can carry are exchange_failed by either grant, and quoted nowhere', async (context) => {
  let token = '';
  const odd = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: 'token', token_type: 'Bearer', [token]: 'canary\r\nx: y' }));
  });
  context.after(() => odd.close());
  const at = { token_endpoint: `${odd.url}/token`, issuer: odd.url, discovery: false };
  const own = await resolveProvider({ ...at, grant_type: 'client_credentials' }, {}, calls);
  for (token of ['access_token', 'refresh_token']) {
    await failure(clientCredentialsGrant(own, { ...peer.userClient, scopes }, calls), 'exchange_failed');
    await failure(passwordGrant(await byPassword(at), user, calls), 'exchange_failed');
  }
});

test('the secrets of either form travel in header and body, never in the URL', async (context) => {
  const plain = await listen((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: 'token', token_type: 'Bearer' }));
  });
  context.after(() => plain.close());
  const provider: OAuthProvider = { ...peer.oauth, token_endpoint: `${plain.url}/token`, discovery: false };
  const resolved = await resolveProvider({ ...provider, grant_type: 'password' }, {}, calls);
  await passwordGrant(resolved, user, calls);
  await clientCredentialsGrant(resolved, { ...peer.userClient, scopes }, calls);
  assert.deepEqual(
    plain.requests.map(({ path }) => path),
    ['/token', '/token'],
  );
  assert.equal(plain.requests[1]?.body.includes('canary'), false);
  assert.equal(JSON.stringify(plain.requests[1]).includes('canary-client-secret'), false, 'the operator’s stays here');
});

test('nobody is sent to a provider whose credentials come from the token form', async () => {
  const provider = { ...peer.oauth, discovery: false, token_endpoint: `${peer.issuer}/token` };
  const resolved = await resolveProvider({ ...provider, grant_type: 'password' }, {}, calls);
  const request = { redirectUri: 'http://127.0.0.1:9/x', state: 's', scopes };
  await failure(startAuthorization(resolved, request, calls), 'integration_misconfigured');
  await failure(resolveProvider(provider, {}, calls), 'integration_misconfigured');
});
