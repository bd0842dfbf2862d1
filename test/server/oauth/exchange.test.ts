import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import {
  exchange,
  type OAuthProvider,
  type ResolvedProvider,
  resolveProvider,
  startAuthorization,
} from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { startProvider } from '../support/provider.js';

const calls = { fetch };
const redirectUri = 'http://127.0.0.1:9/oauth/code/peer';
const peer = await startProvider({ redirectUris: [redirectUri] });
after(() => peer.close());

beforeEach(() => {
  peer.tamper = undefined;
  peer.denies = false;
  peer.tokenRequests.length = 0;
});

async function start(provider: OAuthProvider = peer.oauth, state = 'state-of-mine') {
  const resolved = await resolveProvider(provider, {}, calls);
  const scopes = ['openid', 'contacts.read'];
  return { resolved, state, ...(await startAuthorization(resolved, { redirectUri, state, scopes }, calls)) };
}

type Started = Awaited<ReturnType<typeof start>>;

function finish({ resolved, state, pending }: Started, callback: URL) {
  return exchange(resolved, { params: callback.searchParams, state, pending }, calls);
}

test('a code becomes tokens with a lifetime counted from their receipt', async () => {
  const started = await start();
  const callback = await peer.consent(started.url);
  const now = 1_700_000_000_000;
  const { resolved, state, pending } = started;
  const tokens = await exchange(
    resolved,
    { params: callback.searchParams, state, pending },
    { ...calls, now: () => now },
  );
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.expires_at, now + 3_600_000);
  assert.deepEqual(tokens.scope, ['openid', 'contacts.read']);
  assert.equal(tokens.claims?.['sub'], 'alice');
  assert.equal(typeof tokens.refresh_token, 'string');
});

test('B12: a callback whose iss differs fails and its code is never sent', async () => {
  peer.tamper = (callback) => callback.searchParams.set('iss', 'https://evil.example');
  const started = await start();
  await failure(finish(started, await peer.consent(started.url)), 'issuer_mismatch');
  assert.equal(peer.tokenRequests.length, 0);
});

test('B13: a callback that lacks the iss its provider advertises fails', async () => {
  peer.tamper = (callback) => callback.searchParams.delete('iss');
  const started = await start();
  await failure(finish(started, await peer.consent(started.url)), 'issuer_mismatch');
  assert.equal(peer.tokenRequests.length, 0);
});

test('B17: an attacker’s code with the victim’s verifier is refused by the provider', async () => {
  const attacker = await start();
  const victim = await start();
  const stolen = await peer.consent(attacker.url);
  await failure(finish(victim, stolen), 'exchange_failed');
  assert.equal(peer.tokenRequests.length, 1);
});

test('a code redeemed a second time fails', async () => {
  const started = await start();
  const callback = await peer.consent(started.url);
  await finish(started, callback);
  await failure(finish(started, callback), 'exchange_failed');
});

test('an ID token with another nonce fails', async () => {
  const started = await start();
  const callback = await peer.consent(started.url);
  const { resolved, state, pending } = started;
  const other = { ...pending, nonce: 'another-nonce' };
  await failure(exchange(resolved, { params: callback.searchParams, state, pending: other }, calls), 'exchange_failed');
});

test('an ID token whose signature is not by the provider’s keys fails', async () => {
  const started = await start();
  const callback = await peer.consent(started.url);
  const { resolved, state, pending } = started;
  const forging: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (!String(input).endsWith('/token')) return reply;
    const body = await reply.json();
    const [header, payload, signature] = String(body.id_token).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'mallory' })).toString('base64url');
    return Response.json({ ...body, id_token: `${header}.${forged}.${signature}` });
  };
  const request = { params: callback.searchParams, state, pending };
  await failure(exchange(resolved, request, { fetch: forging }), 'exchange_failed');
});

test('B21: a user who does not agree is access_denied, and the provider’s words stay out', async () => {
  peer.denies = true;
  const started = await start();
  const callback = await peer.consent(started.url);
  assert.match(callback.searchParams.get('error_description') ?? '', /canary/);
  await failure(finish(started, callback), 'access_denied');
  assert.equal(peer.tokenRequests.length, 0);
});

test('B20: a repeated parameter, an answer without a code, and an error beside a code all end without a token call', async () => {
  const started = await start();
  const callback = (query: string): URL => new URL(`${redirectUri}?state=${started.state}&iss=${peer.issuer}&${query}`);
  await failure(finish(started, callback('code=canary-a&code=canary-b')), 'invalid_request');
  await failure(finish(started, callback('x=1')), 'exchange_failed');
  await failure(finish(started, callback('error=access_denied&code=canary-code')), 'access_denied');
  await failure(finish(started, callback('error=server_error')), 'provider_failed');
  await failure(finish(started, callback('error=<script>canary</script>')), 'exchange_failed');
  assert.equal(peer.tokenRequests.length, 0);
});

test('a callback of another state is refused', async () => {
  const started = await start();
  const callback = await peer.consent(started.url);
  callback.searchParams.set('state', 'state-of-theirs');
  await failure(finish(started, callback), 'state_unknown');
  assert.equal(peer.tokenRequests.length, 0);
});

test('an iss is left alone where no issuer is known to compare it with', async () => {
  const { server } = await resolveProvider(peer.oauth, {}, calls);
  const { issuer: _, discovery: __, ...rest } = peer.oauth;
  const provider: OAuthProvider = {
    ...rest,
    authorization_endpoint: server.authorization_endpoint ?? '',
    token_endpoint: server.token_endpoint ?? '',
  };
  const started = await start(provider);
  const tokens = await finish(started, await peer.consent(started.url));
  assert.equal(tokens.claims, undefined, 'an ID token nobody can judge is left out');
  assert.notEqual(tokens.access_token, undefined);
});

test('the client secret can go in the body instead of the header', async (context) => {
  const other = await startProvider({ redirectUris: [redirectUri], clientAuth: 'client_secret_post' });
  context.after(() => other.close());
  const started = await start(other.oauth);
  await finish(started, await other.consent(started.url));
  assert.equal(other.tokenRequests[0]?.authorization, undefined);
  assert.equal(other.tokenRequests[0]?.body['client_secret'], 'canary-client-secret');
});

test('a caller that gives up gets its own reason', async () => {
  const started: Started = await start();
  const resolved: ResolvedProvider = started.resolved;
  const callback = await peer.consent(started.url);
  const request = { params: callback.searchParams, state: started.state, pending: started.pending };
  const reason = new Error('the browser left');
  await assert.rejects(exchange(resolved, request, { fetch, signal: AbortSignal.abort(reason) }), reason);
  assert.equal(peer.tokenRequests.length, 0);
});
