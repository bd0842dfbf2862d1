import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import {
  exchange,
  type OAuthProvider,
  refreshTokens,
  resolveProvider,
  startAuthorization,
} from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { startProvider, type TestProvider } from '../support/provider.js';

const calls = { fetch };
const redirectUri = 'http://127.0.0.1:9/oauth/code/peer';
const peer = await startProvider({ redirectUris: [redirectUri] });
after(() => peer.close());

beforeEach(() => {
  peer.mood = 'ok';
  peer.tokenRequests.length = 0;
});

async function connect(at: TestProvider = peer, provider: OAuthProvider = at.oauth) {
  const resolved = await resolveProvider(provider, {}, calls);
  const scopes = ['openid', 'contacts.read'];
  const { url, pending } = await startAuthorization(resolved, { redirectUri, state: 's', scopes }, calls);
  const { searchParams: params } = await at.consent(url);
  const tokens = await exchange(resolved, { params, state: 's', pending }, calls);
  return { resolved, refreshToken: tokens.refresh_token ?? assert.fail('no refresh token'), tokens };
}

test('a refresh token becomes new tokens, whose lifetime is counted from their receipt', async () => {
  const { resolved, refreshToken, tokens } = await connect();
  const now = 1_700_000_000_000;
  const fresh = await refreshTokens(resolved, refreshToken, { ...calls, now: () => now });
  assert.notEqual(fresh.access_token, tokens.access_token);
  assert.notEqual(fresh.refresh_token, refreshToken, 'this provider rotates');
  assert.equal(fresh.expires_at, now + 3_600_000);
  assert.deepEqual(fresh.scope, ['openid', 'contacts.read']);
  assert.equal(peer.tokenCalls('refresh_token'), 1);
});

test('B45: a refresh asks for no scope, so it can add none', async () => {
  const { resolved, refreshToken } = await connect();
  await refreshTokens(resolved, refreshToken, calls);
  const { body } = peer.tokenRequests.at(-1) ?? assert.fail('no request');
  assert.equal(body['grant_type'], 'refresh_token');
  assert.deepEqual(
    Object.keys(body)
      .filter((name) => body[name] !== undefined)
      .sort(),
    ['grant_type', 'refresh_token'],
  );
});

test('B45: a reply that leaves the refresh token out gives none, and the old one stays good', async (context) => {
  const steady = await startProvider({ redirectUris: [redirectUri], rotate: false });
  context.after(() => steady.close());
  const { resolved, refreshToken } = await connect(steady);
  steady.bend = (reply) => ({ ...reply, refresh_token: undefined });
  assert.equal((await refreshTokens(resolved, refreshToken, calls)).refresh_token, undefined);
  assert.equal((await refreshTokens(resolved, refreshToken, calls)).refresh_token, undefined);
});

test('a refresh token whose grant the user has ended is needs_reauth', async () => {
  const { resolved, refreshToken } = await connect();
  await peer.revokeGrants('alice');
  const error = await failure(refreshTokens(resolved, refreshToken, calls), 'needs_reauth');
  assert.match(error.message, /400 with invalid_grant/);
  assert.equal(peer.tokenCalls('refresh_token'), 1, 'and is not tried again');
});

test('a refresh token that rotation has used up is needs_reauth, and takes the new one with it', async () => {
  const { resolved, refreshToken } = await connect();
  const { refresh_token = '' } = await refreshTokens(resolved, refreshToken, calls);
  await failure(refreshTokens(resolved, refreshToken, calls), 'needs_reauth');
  await failure(refreshTokens(resolved, refresh_token, calls), 'needs_reauth');
});

test('a provider that refuses the operator’s client is exchange_failed: the user has nothing to mend', async () => {
  const { refreshToken } = await connect();
  const wrong = await resolveProvider({ ...peer.oauth, client_secret: 'canary-wrong-secret' }, {}, calls);
  const error = await failure(refreshTokens(wrong, refreshToken, calls), 'exchange_failed');
  assert.match(error.message, /401 with invalid_client/);
  const { resolved } = await connect();
  await failure(refreshTokens(resolved, 'canary-unknown', calls), 'needs_reauth');
});

test('F30: a provider that fails or is asked too often is passing, says when to come back, and keeps the token good', async () => {
  const { resolved, refreshToken } = await connect();
  peer.mood = '500';
  assert.equal((await failure(refreshTokens(resolved, refreshToken, calls), 'provider_failed')).retry_after, undefined);
  peer.mood = '429';
  assert.equal((await failure(refreshTokens(resolved, refreshToken, calls), 'provider_failed')).retry_after, 7);
  assert.equal(peer.tokenCalls('refresh_token'), 2);
  peer.mood = 'ok';
  await refreshTokens(resolved, refreshToken, calls);
});

test('F29: a provider that never answers a refresh is provider_timeout, and is asked once', async (context) => {
  const { resolved, refreshToken } = await connect();
  peer.mood = 'hang';
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const arrived = peer.held();
  const failed = failure(refreshTokens(resolved, refreshToken, calls), 'provider_timeout');
  await arrived;
  context.mock.timers.tick(10_000);
  await failed;
  assert.equal(peer.tokenCalls('refresh_token'), 1);
});

test('F41: a provider that does not rotate gives no new refresh token to lose', async (context) => {
  const steady = await startProvider({ redirectUris: [redirectUri], rotate: false });
  context.after(() => steady.close());
  const { resolved, refreshToken } = await connect(steady);
  assert.equal((await refreshTokens(resolved, refreshToken, calls)).refresh_token, refreshToken);
  await refreshTokens(resolved, refreshToken, calls);
});
