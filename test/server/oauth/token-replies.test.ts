import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, test } from 'node:test';
import type { ProblemCode } from '../../../src/contract/index.js';
import {
  exchange,
  normalizeTokenReply,
  type OAuthProvider,
  resolveProvider,
  startAuthorization,
  type TokenSet,
} from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';

const redirectUri = 'http://127.0.0.1:9/oauth/code/odd';
let answer: (response: ServerResponse) => void = (response) => response.end();
const peer = await listen((_, response) => answer(response));
after(() => peer.close());

const provider: OAuthProvider = {
  client_id: 'connection-embed',
  client_secret: 'canary-client-secret',
  authorization_endpoint: `${peer.url}/authorize`,
  token_endpoint: `${peer.url}/token`,
};

async function redeem(bend: Partial<OAuthProvider> = {}, timeoutMs?: number): Promise<TokenSet> {
  const calls = { fetch, timeoutMs, now: () => 1_000_000 };
  const resolved = await resolveProvider({ ...provider, ...bend }, {}, calls);
  const { pending } = await startAuthorization(resolved, { redirectUri, state: 's', scopes: ['read'] }, calls);
  const params = new URLSearchParams({ code: 'canary-code', state: 's' });
  return exchange(resolved, { params, state: 's', pending }, calls);
}

function says(status: number, body: unknown, contentType = 'application/json'): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  answer = (response) => response.writeHead(status, { 'content-type': contentType }).end(text);
}

const normalize = normalizeTokenReply();
const plain = { access_token: 'token', token_type: 'Bearer' };

const read: [
  string,
  { status?: number; body: unknown; type?: string; bend?: Partial<OAuthProvider> },
  Partial<TokenSet>,
][] = [
  ['the plain reply of RFC 6749', { body: { ...plain, expires_in: 60 } }, { expires_at: 1_060_000 }],
  ['JSON called text/html', { body: plain, type: 'text/html' }, {}],
  ['a lifetime sent as a string', { body: { ...plain, expires_in: '60' } }, { expires_at: 1_060_000 }],
  [
    'a scope split by commas',
    { body: { ...plain, scope: 'a,b' }, bend: { scope_separator: ',' } },
    { scope: ['a', 'b'] },
  ],
  [
    'a form-encoded reply (GitHub without Accept)',
    {
      body: 'access_token=token&scope=repo%2Cgist&token_type=bearer',
      type: 'application/x-www-form-urlencoded',
      bend: { normalize, scope_separator: ',' },
    },
    { scope: ['repo', 'gist'] },
  ],
  ['a 201', { status: 201, body: plain, bend: { normalize } }, {}],
  [
    'a missing token_type',
    { body: { access_token: 'token' }, bend: { normalize: normalizeTokenReply({ token_type: 'Bearer' }) } },
    {},
  ],
  ['a list of scopes', { body: { ...plain, scope: ['a', 'b'] }, bend: { normalize } }, { scope: ['a', 'b'] }],
  [
    'scopes under another name (HubSpot)',
    {
      body: { ...plain, scopes: ['a', 'b'], hub_id: 1 },
      bend: { normalize: normalizeTokenReply({ scope: 'scopes' }) },
    },
    { scope: ['a', 'b'] },
  ],
  [
    'tokens one level down (Slack)',
    {
      body: { ok: true, authed_user: { access_token: 'token', token_type: 'user', scope: 'a,b' } },
      bend: { normalize: normalizeTokenReply({ within: 'authed_user', token_type: 'Bearer' }), scope_separator: ',' },
    },
    { scope: ['a', 'b'] },
  ],
  [
    'nulls for what there is not',
    { body: { ...plain, refresh_token: null, expires_in: null }, bend: { normalize } },
    {},
  ],
  ['a lifetime of ten years', { body: { ...plain, expires_in: 315_360_000 } }, { expires_at: 315_361_000_000 }],
  ['a lifetime no date can hold, as one without end', { body: { ...plain, expires_in: 1e15 } }, {}],
  ['a lifetime beyond all numbers of days, as one without end', { body: { ...plain, expires_in: 1e300 } }, {}],
  ['a lifetime in fractions of a millisecond', { body: { ...plain, expires_in: 1.2345 } }, { expires_at: 1_001_234 }],
  ['an ID token of an unknown issuer', { body: { ...plain, id_token: 'not.a.token' } }, {}],
];

for (const [shape, { status = 200, body, type, bend }, expected] of read) {
  test(`B41: ${shape} is read`, async () => {
    says(status, body, type);
    assert.deepEqual(await redeem(bend), { access_token: 'token', token_type: 'bearer', ...expected });
  });
}

const refused: [
  string,
  { status?: number; body: unknown; type?: string; bend?: Partial<OAuthProvider> },
  ProblemCode,
][] = [
  ['an HTML 502', { status: 502, body: '<html>canary</html>', type: 'text/html' }, 'provider_failed'],
  ['a 429', { status: 429, body: { error: 'slow_down' } }, 'provider_failed'],
  ['a redirect', { status: 302, body: '' }, 'provider_failed'],
  ['HTML with 200', { body: '<html>canary</html>', type: 'text/html' }, 'provider_failed'],
  ['an empty 200', { body: '' }, 'provider_failed'],
  ['a list', { body: ['canary'] }, 'exchange_failed'],
  [
    'an error with 400',
    { status: 400, body: { error: 'invalid_grant', error_description: 'canary' } },
    'exchange_failed',
  ],
  ['an unregistered error', { status: 400, body: { error: 'canary_error' } }, 'exchange_failed'],
  ['an error with 200', { body: { error: 'bad_verification_code', error_description: 'canary' } }, 'exchange_failed'],
  ['an error with 200, bent', { body: { ok: false, error: 'canary_code' }, bend: { normalize } }, 'exchange_failed'],
  ['a missing token_type that nobody declared', { body: { access_token: 'canary-token' } }, 'exchange_failed'],
  ['a token_type nobody can use', { body: { access_token: 'canary-token', token_type: 'mac' } }, 'exchange_failed'],
  [
    'a token_type that needs a proof',
    { body: { access_token: 'canary-token', token_type: 'DPoP' } },
    'exchange_failed',
  ],
  [
    'a negative lifetime',
    { body: { access_token: 'canary-token', token_type: 'Bearer', expires_in: -1 } },
    'exchange_failed',
  ],
  ...[
    'canary\r\ntoken',
    'canary\ttoken',
    'canary\u0000token',
    'canary\u007Ftoken',
    'canary\u00E9',
    'canary\u{1F511}',
  ].flatMap((token): typeof refused => [
    [
      `an access token no header can carry (${JSON.stringify(token)})`,
      { body: { access_token: token, token_type: 'Bearer' } },
      'exchange_failed',
    ],
    [
      `a refresh token of letters that no token has (${JSON.stringify(token)})`,
      { body: { ...plain, refresh_token: token } },
      'exchange_failed',
    ],
  ]),
  [
    'an access token that is no string',
    { body: { access_token: { canary: 1 }, token_type: 'Bearer' } },
    'exchange_failed',
  ],
];

for (const [shape, { status = 200, body, type, bend }, code] of refused) {
  test(`B41: ${shape} is ${code}, quotes nothing and is not tried again`, async () => {
    says(status, body, type);
    const before = peer.requests.length;
    await failure(redeem(bend), code);
    assert.equal(peer.requests.length, before + 1);
  });
}

test('F30: neither a 502 in HTML nor a 429 sends the code out again, and both say when to come back', async () => {
  for (const status of [502, 429]) {
    answer = (response) =>
      response.writeHead(status, { 'content-type': 'text/html', 'retry-after': '30' }).end('<h1>canary</h1>');
    const before = peer.requests.length;
    const error = await failure(redeem(), 'provider_failed');
    assert.equal(error.retry_after, 30);
    assert.match(error.message, new RegExp(`answered ${status} `));
    assert.equal(peer.requests.length, before + 1);
  }
});

test('F30: the message names the provider’s registered error and its status', async () => {
  says(400, { error: 'invalid_client' });
  const error = await failure(redeem(), 'exchange_failed');
  assert.match(error.message, /400 with invalid_client/);
});

test('F29: a token endpoint that hangs is provider_timeout, and the code is not sent again', async (t) => {
  const arrived = new Promise<void>((resolve) => (answer = () => resolve()));
  const before = peer.requests.length;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const failed = failure(redeem(), 'provider_timeout');
  await arrived;
  t.mock.timers.tick(9_999);
  assert.equal(await Promise.race([failed, new Promise((resolve) => setImmediate(() => resolve('waits')))]), 'waits');
  t.mock.timers.tick(1);
  await failed;
  assert.equal(peer.requests.length, before + 1);
});

test('F29: a reply whose body never ends is provider_timeout too', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"access_token":');
  };
  await failure(redeem({}, 100), 'provider_timeout');
});

test('F36: a connection cut in the middle is provider_unreachable', async () => {
  answer = (response) => response.destroy();
  await failure(redeem(), 'provider_unreachable');
});

test('F32: an error in a 200, a missing token_type and nested tokens are judged as declared, else refused by code', async () => {
  says(200, { ok: false, error: 'invalid_grant', error_description: 'canary' });
  assert.match((await failure(redeem(), 'exchange_failed')).message, /invalid_grant/);
  says(200, { access_token: 'canary-token' });
  await failure(redeem(), 'exchange_failed');
  says(200, { authed_user: { access_token: 'token' } });
  await failure(redeem(), 'exchange_failed');
  const bend = { normalize: normalizeTokenReply({ within: 'authed_user', token_type: 'Bearer' }) };
  assert.deepEqual(await redeem(bend), { access_token: 'token', token_type: 'bearer' });
});

test('B43: the client secret goes to the token endpoint, in the header, and the verifier in the body', async () => {
  says(200, plain);
  await redeem();
  const { path, headers, body } = peer.requests.at(-1) ?? assert.fail('no request');
  const [, basic = ''] = (headers.authorization ?? '').split(' ');
  assert.equal(decodeURIComponent(atob(basic)), 'connection-embed:canary-client-secret');
  assert.equal(path, '/token');
  assert.equal(body.includes('secret'), false);
  assert.match(new URLSearchParams(body).get('code_verifier') ?? '', /^[\w-]{43}$/);
});

test('a public client names itself and sends no secret', async () => {
  says(200, plain);
  const { client_secret: _, ...open } = provider;
  const calls = { fetch };
  const resolved = await resolveProvider(open, {}, calls);
  const { pending } = await startAuthorization(resolved, { redirectUri, state: 's', scopes: [] }, calls);
  await exchange(resolved, { params: new URLSearchParams({ code: 'c', state: 's' }), state: 's', pending }, calls);
  const { headers, body } = peer.requests.at(-1) ?? assert.fail('no request');
  assert.equal(headers.authorization, undefined);
  assert.equal(new URLSearchParams(body).get('client_id'), 'connection-embed');
});
