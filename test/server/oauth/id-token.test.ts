import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { exchange, type OAuthProvider, resolveProvider, startAuthorization } from '../../../src/server/oauth/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';

/** One of the provider's signing keys, as it is published and as it is used. */
async function signingKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

const first = await signingKey('first');
const second = await signingKey('second');
let published = [first];
let idToken = '';
const peer = await listen(({ url }, response) => {
  const bodies: Record<string, unknown> = {
    '/.well-known/openid-configuration': {
      issuer: peer.url,
      authorization_endpoint: `${peer.url}/authorize`,
      token_endpoint: `${peer.url}/token`,
      jwks_uri: `${peer.url}/jwks`,
      code_challenge_methods_supported: ['S256'],
    },
    '/jwks': { keys: published.map(({ jwk }) => jwk) },
    '/token': { access_token: 'canary-access', token_type: 'Bearer', expires_in: 60, id_token: idToken },
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(bodies[url ?? '']));
});
after(() => peer.close());

beforeEach(() => {
  published = [first];
  peer.requests.length = 0;
});

const provider = (): OAuthProvider => ({ client_id: 'connection-embed', issuer: peer.url, discovery: true });

interface SignIn {
  readonly provider?: OAuthProvider;
  readonly key?: Awaited<ReturnType<typeof signingKey>>;
  readonly claims?: (nowSeconds: number) => JWTPayload;
  readonly now?: () => number;
}

/** From the start to the tokens; the provider's clock is what `claims` makes of it. */
async function signIn({ provider: declared = provider(), key = first, claims = () => ({}), now }: SignIn = {}) {
  const calls = { fetch, now };
  const resolved = await resolveProvider(declared, {}, calls);
  const request = { redirectUri: 'http://127.0.0.1:9/oauth/code/peer', state: 's', scopes: ['openid'] };
  const { pending } = await startAuthorization(resolved, request, calls);
  const seconds = Math.floor(Date.now() / 1000);
  const about = { iss: peer.url, aud: 'connection-embed', sub: 'ada', iat: seconds, exp: seconds + 300 };
  idToken = await new SignJWT({ ...about, nonce: pending.nonce, ...claims(seconds) })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .sign(key.privateKey);
  const params = new URLSearchParams({ code: 'canary-code', state: 's' });
  return exchange(resolved, { params, state: 's', pending }, calls);
}

const asked = (path: string): number => peer.requests.filter((one) => one.path === path).length;

const near: [string, (now: number) => JWTPayload][] = [
  ['45 s ahead of ours', (now) => ({ iat: now + 45, exp: now + 345, nbf: now + 45 })],
  ['behind ours, so that its token ended 45 s ago', (now) => ({ iat: now - 345, exp: now - 45 })],
  ['five minutes behind ours, with tokens of an hour', (now) => ({ iat: now - 300, exp: now + 3300 })],
];

for (const [what, claims] of near) {
  test(`F33: an ID token of a clock ${what} is taken`, async () => {
    assert.equal((await signIn({ claims })).claims?.['sub'], 'ada');
  });
}

const far: [string, (now: number) => JWTPayload][] = [
  ['was issued five minutes from now', (now) => ({ iat: now + 300, exp: now + 600 })],
  ['is not valid before five minutes from now', (now) => ({ nbf: now + 300 })],
  ['ended five minutes ago', (now) => ({ iat: now - 600, exp: now - 300 })],
];

for (const [what, claims] of far) {
  test(`F33: an ID token that ${what} is refused`, async () => {
    await failure(signIn({ claims }), 'exchange_failed');
    assert.equal(asked('/token'), 1, 'and its code is spent on one try');
  });
}

test('F33: the lifetime counts from the receipt by our clock, whatever the provider’s says', async () => {
  const claims = (now: number): JWTPayload => ({ iat: now - 300, exp: now + 3300 });
  const { expires_at } = await signIn({ claims, now: () => 1_700_000_000_000 });
  assert.equal(expires_at, 1_700_000_060_000);
});

test('F34: keys that were changed since they were read are read again, once', async () => {
  const declared = provider();
  await signIn({ provider: declared });
  await signIn({ provider: declared });
  assert.equal(asked('/jwks'), 1, 'known keys are kept');
  published = [second];
  assert.equal((await signIn({ provider: declared, key: second })).claims?.['sub'], 'ada');
  assert.equal(asked('/jwks'), 2);
  assert.equal(asked('/token'), 3, 'no code is sent twice');
});

test('F34: a key that is not the provider’s is looked for once more and then refused', async () => {
  const declared = provider();
  await signIn({ provider: declared });
  await failure(signIn({ provider: declared, key: second }), 'exchange_failed');
  assert.equal(asked('/jwks'), 2);
});
