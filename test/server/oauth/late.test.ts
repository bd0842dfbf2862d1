import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { after, test, type TestContext } from 'node:test';
import {
  exchange,
  type ProviderCalls,
  refreshTokens,
  resolveProvider,
  revokeToken,
  startAuthorization,
  type TokenSet,
  userinfo,
} from '../../../src/server/oauth/index.js';
import { orLate } from '../../../src/server/oauth/late.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';
import { startProvider } from '../support/provider.js';

const redirectUri = 'http://127.0.0.1:9/oauth/code/peer';
const peer = await startProvider({ redirectUris: [redirectUri] });
after(() => peer.close());

/** Calls that remember what came too late. */
function waiting(overrides: Partial<ProviderCalls> = {}) {
  let tell: (tokens: TokenSet) => void = () => {};
  const came = new Promise<TokenSet>((resolve) => (tell = resolve));
  const ended: Promise<void>[] = [];
  const calls: ProviderCalls = { fetch, late: tell, lingering: (one) => ended.push(one), ...overrides };
  return { calls, came, ended };
}

async function connect(calls: ProviderCalls) {
  const resolved = await resolveProvider(peer.oauth, {}, calls);
  const request = { redirectUri, state: 's', scopes: ['openid', 'contacts.read'] };
  const { url, pending } = await startAuthorization(resolved, request, calls);
  const { searchParams: params } = await peer.consent(url);
  return {
    resolved,
    redeem: (more: Partial<ProviderCalls> = {}) =>
      exchange(resolved, { params, state: 's', pending }, { ...calls, ...more }),
  };
}

test('F31: tokens that come after the deadline are handed over, and can be revoked', async (t) => {
  const { calls, came, ended } = waiting();
  const { resolved, redeem } = await connect(calls);
  const release = holding(t);
  await tooLate(t, () => redeem(), peer.held());
  assert.equal(ended.length, 1, 'the caller has its answer while the request goes on');
  release();
  const tokens = await came;
  await Promise.all(ended);
  assert.equal(peer.tokenCalls('authorization_code'), 1, 'the code was sent once');
  assert.notEqual(await userinfo(resolved, tokens.access_token, calls), undefined, 'real tokens, good at the provider');
  await revokeToken(resolved, { token: tokens.refresh_token ?? '', hint: 'refresh_token' }, calls);
  await failure(userinfo(resolved, tokens.access_token, calls), 'provider_failed');
  await failure(refreshTokens(resolved, tokens.refresh_token ?? '', calls), 'needs_reauth');
});

test('F31: a caller that gives up by itself gets its reason, and the tokens are handed over too', async (t) => {
  const giveUp = new AbortController();
  const { calls, came } = waiting({ signal: giveUp.signal });
  const { redeem } = await connect(calls);
  const release = holding(t);
  const held = peer.held();
  const redeemed = redeem();
  await held;
  const reason = new Error('the attempt was cancelled');
  giveUp.abort(reason);
  await assert.rejects(redeemed, reason);
  release();
  assert.equal(typeof (await came).access_token, 'string');
});

test('F31: a refresh that comes late hands its tokens over as well', async (t) => {
  const { calls, came } = waiting();
  const { resolved, redeem } = await connect(calls);
  const { refresh_token = '' } = await redeem();
  const release = holding(t);
  await tooLate(t, () => refreshTokens(resolved, refresh_token, calls), peer.held());
  release();
  assert.notEqual((await came).refresh_token, refresh_token);
});

let arrived: (response: ServerResponse) => void = () => {};
const silent = await listen((_, response) => arrived(response));
after(() => silent.close());

/** Keeps token replies back, and lets them go when the test has ended, however that was. */
function holding(t: { after(work: () => void): void }): () => void {
  const release = peer.hold();
  t.after(release);
  return release;
}

/** Sends a request, and has its time be over once it has arrived. */
async function tooLate<T>(t: TestContext, send: () => Promise<unknown>, arrival: Promise<T>): Promise<T> {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const failed = failure(send(), 'provider_timeout');
  const arrived = await arrival;
  t.mock.timers.tick(10_000);
  await failed;
  t.mock.timers.reset();
  return arrived;
}

/** A refresh that the server has received, whose time is over, and that the server answers when the test does. */
async function unanswered(t: TestContext, calls: ProviderCalls): Promise<ServerResponse> {
  const odd = {
    client_id: 'connection-embed',
    authorization_endpoint: `${silent.url}/authorize`,
    token_endpoint: `${silent.url}/token`,
  };
  const resolved = await resolveProvider(odd, {}, calls);
  const arrival = new Promise<ServerResponse>((resolve) => (arrived = resolve));
  return await tooLate(t, () => refreshTokens(resolved, 'canary-refresh-token', calls), arrival);
}

test('F31: what comes late and is no token is nobody’s failure any more', async (t) => {
  const handed: TokenSet[] = [];
  const { calls, ended } = waiting({ late: (tokens) => handed.push(tokens) });
  const response = await unanswered(t, calls);
  response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}');
  await Promise.all(ended);
  assert.deepEqual(handed, []);
});

test('F31: without anybody to hand tokens to, the request is aborted at the deadline', async (t) => {
  const response = await unanswered(t, { fetch });
  if (!response.destroyed) await once(response, 'close');
});

test('F31: a request has 20 s after the deadline, then it is aborted and nothing is handed over', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const deadline = new AbortController();
  const handed: string[] = [];
  const ended: Promise<void>[] = [];
  let request: AbortSignal | undefined;
  const answered = orLate<string>(
    deadline.signal,
    { late: (value) => handed.push(value), lingering: (one) => ended.push(one) },
    (signal) =>
      new Promise((_, reject) => {
        request = signal;
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  deadline.abort(new Error('too late'));
  await assert.rejects(answered, /too late/);
  context.mock.timers.tick(19_999);
  assert.equal(request?.aborted, false);
  context.mock.timers.tick(1);
  assert.equal(request?.aborted, true);
  await Promise.all(ended);
  assert.deepEqual(handed, []);
});
