import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { createSessions } from '../../../src/server/access/index.js';
import { createKeyring } from '../../../src/server/store/index.js';
import type { SessionClaims } from '../../../src/contract/index.js';
import { isConnectionError } from '../store/errors.js';
import { createClock, otherSecret, secret } from './clock.js';

const url = 'https://app.acme.example/connect';
const typ = 'connection-session+jwt';

test('what is issued is verified, with everything it fixes', async () => {
  const { sessions, now } = await open();
  const { token, expires_at, endpoint } = await sessions.issue(
    claims({ integrations: ['hubspot'], permissions: ['crm_contact_read'] }),
  );
  assert.equal(endpoint, url);
  assert.equal(expires_at, new Date(now() + 900_000).toISOString());
  const { id, ...verified } = await sessions.verify(token);
  assert.deepEqual(verified, {
    ...claims({ integrations: ['hubspot'], permissions: ['crm_contact_read'] }),
    exp: now() / 1000 + 900,
    linked: false,
  });
  assert.equal(id, decodeJwt(token).jti);
});

test('a session that came by a link says so', async () => {
  const { sessions } = await open();
  const { token } = await sessions.issue({ ...claims(), linked: true });
  assert.equal((await sessions.verify(token)).linked, true);
});

test('a token is a JWT of its own type, for and from the server, that says when it begins and ends', async () => {
  const { sessions, now } = await open();
  const { token } = await sessions.issue(claims());
  assert.deepEqual(decodeProtectedHeader(token), { alg: 'HS256', typ });
  const payload = decodeJwt(token);
  assert.equal(payload.iss, url);
  assert.equal(payload.aud, url);
  assert.equal(payload.iat, now() / 1000);
  assert.ok((payload.nbf ?? Infinity) <= now() / 1000);
  const again = decodeJwt((await sessions.issue(claims())).token);
  assert.notEqual(again.jti, payload.jti);
});

test('a session lasts 15 minutes at most, shorter when asked, and never a negative or unknown time', async () => {
  const { sessions, now } = await open();
  const lasts = async (expiresIn?: number) => {
    const { token } = await sessions.issue(claims(), expiresIn);
    return (await sessions.verify(token)).exp - now() / 1000;
  };
  assert.equal(await lasts(), 900);
  assert.equal(await lasts(3600), 900);
  assert.equal(await lasts(Infinity), 900);
  assert.equal(await lasts(60), 60);
  for (const expiresIn of [0, -1, Number.NaN, 0.5]) {
    await assert.rejects(sessions.issue(claims(), expiresIn), isConnectionError('invalid_request'));
  }
});

test('B30: no session is issued for another workspace', async () => {
  const { sessions } = await open();
  await assert.rejects(sessions.issue(claims({ workspace_id: 'other' })), isConnectionError('forbidden'));
});

test('B30: a session is good until its last second and expired from then on', async () => {
  const { sessions, advance } = await open();
  const { token } = await sessions.issue(claims(), 60);
  advance(59);
  await sessions.verify(token);
  advance(1);
  await assert.rejects(sessions.verify(token), isConnectionError('session_expired'));
});

test('B57: past its end it still says whose it was, where that alone is asked, and only when it is genuine', async () => {
  const { sessions, now, advance } = await open();
  const sign = await signer();
  const { token } = await sessions.issue(claims(), 60);
  const stranger = await (await open({ secrets: [otherSecret] })).sessions.issue(claims(), 60);
  const refused = [
    stranger.token,
    await sign({ ...good(now()), aud: 'https://other.example' }),
    await sign({ ...good(now()), iss: 'https://other.example' }),
    await sign({ ...good(now()), workspace_id: 'other' }),
    await sign(good(now()), { typ: 'at+jwt' }),
  ];
  advance(86_400);
  assert.equal((await sessions.verify(token, { late: true })).sub, 'user-1');
  for (const one of refused)
    await assert.rejects(sessions.verify(one, { late: true }), isConnectionError('unauthorized'));
});

test('B30: a token that is not signed, or by another algorithm, is refused', async () => {
  const { sessions, now } = await open();
  const payload = good(now());
  for (const alg of ['none', 'None', 'NONE', '']) {
    const unsigned = `${part({ alg, typ })}.${part(payload)}.`;
    await assert.rejects(sessions.verify(unsigned), isConnectionError('unauthorized'), alg);
  }
  const [key] = await (await createKeyring([secret])).signingKeys('session');
  assert.ok(key);
  for (const alg of ['HS384', 'HS512']) {
    const wide = new Uint8Array(64);
    wide.set(key);
    const token = await new SignJWT(payload).setProtectedHeader({ alg, typ }).sign(wide);
    await assert.rejects(sessions.verify(token), isConnectionError('unauthorized'), alg);
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const input = `${part({ alg: 'RS256', typ })}.${part(payload)}`;
  const signature = createSign('RSA-SHA256').update(input).sign(privateKey).toString('base64url');
  await assert.rejects(sessions.verify(`${input}.${signature}`), isConnectionError('unauthorized'));
});

test('B30: a token signed right, but with one claim or header that is not of a session, is refused', async () => {
  const { sessions, now } = await open();
  const sign = await signer();
  const seconds = now() / 1000;
  await sessions.verify(await sign(good(now())));

  const without = (name: string) => Object.fromEntries(Object.entries(good(now())).filter(([key]) => key !== name));
  const refused: Record<string, string> = {
    'wrong aud': await sign({ ...good(now()), aud: 'https://other.example' }),
    'wrong iss': await sign({ ...good(now()), iss: 'https://other.example' }),
    'nbf in the future': await sign({ ...good(now()), nbf: seconds + 60 }),
    'another workspace': await sign({ ...good(now()), workspace_id: 'other' }),
    'an action there is not': await sign({ ...good(now()), allow: ['everything'] }),
    'wrong typ': await sign(good(now()), { typ: 'JWT' }),
    'an access token': await sign(good(now()), { typ: 'at+jwt' }),
    'no typ': await sign(good(now()), { typ: undefined }),
    'a critical header': await sign(good(now()), { crit: ['x'], x: 1 }).catch(
      () => `${part({ alg: 'HS256', typ, crit: ['x'], x: 1 })}.${part(good(now()))}.x`,
    ),
  };
  for (const name of [
    'exp',
    'nbf',
    'iat',
    'jti',
    'sub',
    'iss',
    'aud',
    'workspace_id',
    'environment',
    'origin',
    'allow',
  ]) {
    refused[`no ${name}`] = await sign(without(name));
  }
  for (const [what, token] of Object.entries(refused)) {
    await assert.rejects(sessions.verify(token), isConnectionError('unauthorized'), what);
  }
});

test('B30: a token that was changed anywhere, or is none, is refused and not repeated', async () => {
  const { sessions } = await open();
  const { token } = await sessions.issue(claims({ sub: 'canary-user' }));
  const [header = '', payload = '', signature = ''] = token.split('.');
  const forged = part({ ...decodeJwt(token), sub: 'victim' });
  for (const changed of [
    `${header}.${forged}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${part({ alg: 'HS256', typ, kid: '../../dev/null' })}.${payload}.${signature}`,
    '',
    '..',
    'canary',
    'a'.repeat(100_000),
  ]) {
    await assert.rejects(sessions.verify(changed), (error: unknown) => {
      assert.ok(isConnectionError('unauthorized')(error));
      assert.doesNotMatch(JSON.stringify([String(error), error, (error as Error).cause ?? null]), /canary|eyJ/);
      return true;
    });
  }
});

test('B30: a token of another server, or signed by another secret or for another purpose, is refused', async () => {
  const { sessions, now } = await open();
  const elsewhere = await open({ url: 'https://other.example/connect' });
  const stranger = await open({ secrets: [otherSecret] });
  await assert.rejects(
    sessions.verify((await elsewhere.sessions.issue(claims())).token),
    isConnectionError('unauthorized'),
  );
  await assert.rejects(
    sessions.verify((await stranger.sessions.issue(claims())).token),
    isConnectionError('unauthorized'),
  );
  const sign = await signer('ticket');
  await assert.rejects(sessions.verify(await sign(good(now()))), isConnectionError('unauthorized'));
});

test('B30: a token signed by the old secret is good after a rotation, and refused once that secret is gone', async () => {
  const before = await open({ secrets: [secret] });
  const { token } = await before.sessions.issue(claims());
  const rotated = await open({ secrets: [otherSecret, secret] });
  assert.equal((await rotated.sessions.verify(token)).sub, 'user-1');
  const retired = await open({ secrets: [otherSecret] });
  await assert.rejects(retired.sessions.verify(token), isConnectionError('unauthorized'));
  assert.equal((await retired.sessions.verify((await rotated.sessions.issue(claims())).token)).sub, 'user-1');
});

test('an expired token of a stranger is refused as his, not as expired', async () => {
  const { sessions, advance } = await open();
  const stranger = await open({ secrets: [otherSecret] });
  const { token } = await stranger.sessions.issue(claims());
  advance(3600);
  await assert.rejects(sessions.verify(token), isConnectionError('unauthorized'));
});

async function open(overrides: { url?: string; secrets?: string[] } = {}) {
  const clock = createClock();
  const keyring = await createKeyring(overrides.secrets ?? [secret]);
  const sessions = createSessions({ keyring, url: overrides.url ?? url, workspace: 'default', now: clock.now });
  return { sessions, ...clock };
}

function claims(overrides: Partial<Omit<SessionClaims, 'exp'>> = {}): Omit<SessionClaims, 'exp'> {
  return {
    sub: 'user-1',
    workspace_id: 'default',
    environment: 'Production',
    origin: 'https://app.acme.example',
    allow: ['create', 'list'],
    ...overrides,
  };
}

/** The payload of a token that is accepted. */
function good(now: number): Record<string, unknown> {
  const seconds = now / 1000;
  return { ...claims(), iss: url, aud: url, jti: 'id-1', iat: seconds, nbf: seconds, exp: seconds + 900 };
}

async function signer(purpose = 'session') {
  const [key] = await (await createKeyring([secret])).signingKeys(purpose);
  assert.ok(key);
  return async (payload: Record<string, unknown>, header: Record<string, unknown> = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ, ...header }).sign(key);
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
