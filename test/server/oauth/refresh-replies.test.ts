import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import type { ProblemCode } from '../../../src/contract/index.js';
import {
  normalizeTokenReply,
  type OAuthProvider,
  refreshTokens,
  resolveProvider,
  type TokenSet,
} from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';

let answer: (response: ServerResponse) => void = (response) => response.end();
const peer = await listen((_, response) => answer(response));
after(() => peer.close());

const provider: OAuthProvider = {
  client_id: 'connection-embed',
  client_secret: 'canary-client-secret',
  authorization_endpoint: `${peer.url}/authorize`,
  token_endpoint: `${peer.url}/token`,
};

async function refresh(bend: Partial<OAuthProvider> = {}): Promise<TokenSet> {
  const calls = { fetch, now: () => 1_000_000 };
  return refreshTokens(await resolveProvider({ ...provider, ...bend }, {}, calls), 'canary-refresh-token', calls);
}

interface Said {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly bend?: Partial<OAuthProvider>;
}

function says({ status = 200, body, headers = {} }: Said): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  answer = (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

const plain = { access_token: 'token', token_type: 'Bearer' };
const over = { error: 'invalid_grant', error_description: 'canary-upstream-words' };
const challenge = { 'www-authenticate': 'Bearer error="invalid_token", error_description="canary"' };
const normalize = normalizeTokenReply();

test('B45: a reply without a refresh token has none, so that the old one is kept', async () => {
  says({ body: { ...plain, expires_in: 60, refresh_token: null }, bend: { normalize } });
  assert.deepEqual(await refresh({ normalize }), {
    access_token: 'token',
    token_type: 'bearer',
    expires_at: 1_060_000,
  });
  says({ body: plain });
  assert.equal('refresh_token' in (await refresh()), false);
});

test('F41: the integration bends the reply to a refresh as it does that to a code', async () => {
  says({
    status: 201,
    body: 'access_token=token&refresh_token=next&expires_in=60',
    headers: { 'content-type': 'text/plain' },
  });
  assert.deepEqual(await refresh({ normalize: normalizeTokenReply({ token_type: 'Bearer' }) }), {
    access_token: 'token',
    token_type: 'bearer',
    refresh_token: 'next',
    expires_at: 1_060_000,
  });
});

test('an ID token in the reply, good or bad, costs no rotated refresh token', async () => {
  says({ body: { ...plain, refresh_token: 'next', id_token: 'canary.bad.token' } });
  const tokens = await refresh({ issuer: peer.url });
  assert.deepEqual(tokens, { access_token: 'token', token_type: 'bearer', refresh_token: 'next' });
});

const judged: [string, Said, ProblemCode][] = [
  ['invalid_grant with 400', { status: 400, body: over }, 'needs_reauth'],
  ['invalid_grant with 401', { status: 401, body: over }, 'needs_reauth'],
  ['invalid_grant with 401 beside a challenge', { status: 401, body: over, headers: challenge }, 'needs_reauth'],
  ['invalid_grant with 403', { status: 403, body: over }, 'needs_reauth'],
  ['invalid_grant with 200', { body: over }, 'needs_reauth'],
  ['invalid_grant with 200, bent', { body: over, bend: { normalize } }, 'needs_reauth'],
  [
    'invalid_grant that is called text',
    { status: 400, body: over, headers: { 'content-type': 'text/plain' } },
    'needs_reauth',
  ],
  [
    'invalid_grant as a form',
    { status: 400, body: 'error=invalid_grant', headers: { 'content-type': 'text/html' } },
    'needs_reauth',
  ],
  ['invalid_client', { status: 401, body: { error: 'invalid_client' }, headers: challenge }, 'exchange_failed'],
  ['unauthorized_client', { status: 400, body: { error: 'unauthorized_client' } }, 'exchange_failed'],
  ['an unregistered error', { status: 400, body: { error: 'canary_error' } }, 'exchange_failed'],
  ['an access token with a line break', { body: { ...plain, access_token: 'canary\r\nx: y' } }, 'exchange_failed'],
  ['a refresh token with a line break', { body: { ...plain, refresh_token: 'canary\nnext' } }, 'exchange_failed'],
  ['a bare 401', { status: 401, body: '' }, 'exchange_failed'],
  [
    'a 403 in HTML',
    { status: 403, body: '<h1>canary</h1>', headers: { 'content-type': 'text/html' } },
    'exchange_failed',
  ],
  ['invalid_grant with 500', { status: 500, body: over }, 'provider_failed'],
  ['invalid_grant with 429', { status: 429, body: over }, 'provider_failed'],
  ['a 408', { status: 408, body: '' }, 'provider_failed'],
  [
    'a 503 in HTML',
    { status: 503, body: '<h1>canary</h1>', headers: { 'content-type': 'text/html' } },
    'provider_failed',
  ],
  ['a redirect', { status: 302, body: '', headers: { location: 'https://evil.example/canary' } }, 'provider_failed'],
];

for (const [what, said, code] of judged) {
  test(`F41: ${what} is ${code}, quotes nothing and is not tried again`, async () => {
    says(said);
    const before = peer.requests.length;
    await failure(refresh(said.bend), code);
    assert.equal(peer.requests.length, before + 1);
  });
}

test('the message names the registered error', async () => {
  says({ status: 400, body: { error: 'unauthorized_client' } });
  assert.match((await failure(refresh(), 'exchange_failed')).message, /400 with unauthorized_client/);
});

const waits: [string, Record<string, string>, number | undefined][] = [
  ['seconds', { 'retry-after': '120' }, 120],
  [
    'a date, counted from the provider’s own clock',
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' },
    30,
  ],
  ['a date that has passed', { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT' }, 0],
  ['more than a day', { 'retry-after': '99999999999' }, 86_400],
  ['nonsense', { 'retry-after': 'canary' }, undefined],
];

for (const [what, headers, seconds] of waits) {
  test(`F30: Retry-After as ${what} is ${seconds ?? 'no'} seconds`, async () => {
    for (const body of ['<h1>canary</h1>', { error: 'slow_down' }]) {
      for (const status of [429, 503]) {
        says({ status, body, headers });
        assert.equal((await failure(refresh(), 'provider_failed')).retry_after, seconds);
      }
    }
  });
}

test('F30: a refusal for good has no time to wait for', async () => {
  says({ status: 400, body: over, headers: { 'retry-after': '5' } });
  assert.equal((await failure(refresh(), 'needs_reauth')).retry_after, undefined);
});
