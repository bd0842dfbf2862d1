import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyring, equalSecret, randomToken, sha256, UnsealError } from '../../../src/server/store/index.js';
import { isConnectionError } from './errors.js';

const older = 'older-secret-of-at-least-32-characters';
const newer = 'newer-secret-of-at-least-32-characters';
const context = ['connection', 'Production', 'id-1', 'hubspot', 'user-1'];

test('what is sealed opens in its own context', async () => {
  const keyring = await createKeyring([older]);
  const sealed = await keyring.seal('canary ünïcode 🔑', context);
  assert.equal(await keyring.open(sealed, context), 'canary ünïcode 🔑');
  assert.doesNotMatch(sealed, /canary/);
  assert.equal(await keyring.open(await keyring.seal('', context), context), '');
});

test('B56: what is sealed opens in no other context, moved by any of its parts', async () => {
  const keyring = await createKeyring([older]);
  const sealed = await keyring.seal('canary', context);
  for (let i = 0; i < context.length; i += 1) {
    await assert.rejects(keyring.open(sealed, context.with(i, 'other')), UnsealError);
  }
  await assert.rejects(keyring.open(sealed, []), UnsealError);
  await assert.rejects(keyring.open(sealed, [context.join()]), UnsealError);
  await assert.rejects(keyring.open(sealed, [...context, '']), UnsealError);
});

test('a changed value, in any of its parts, does not open and the error holds nothing of it', async () => {
  const keyring = await createKeyring([older]);
  const sealed = await keyring.seal('canary', context);
  const parts = sealed.split('.');
  const broken = [
    ...parts.map((part, i) => parts.with(i, flip(part)).join('.')),
    ...parts.map((_, i) => parts.toSpliced(i, 1).join('.')),
    sealed.slice(0, -8),
    '',
    '...',
    'canary',
  ];
  for (const value of broken) {
    await assert.rejects(keyring.open(value, context), (error: unknown) => {
      assert.ok(error instanceof UnsealError);
      assert.equal(error.code, 'unseal_failed');
      assert.doesNotMatch(error.message, /canary/);
      return true;
    });
  }
});

test('the same text is never sealed twice alike', async () => {
  const keyring = await createKeyring([older]);
  const sealed = await Promise.all(Array.from({ length: 1000 }, () => keyring.seal('canary', context)));
  assert.equal(new Set(sealed.map((value) => value.split('.')[2])).size, 1000);
});

test('after a rotation the old secret still opens and verifies, the new one seals and signs', async () => {
  const before = await createKeyring([older]);
  const rotated = await createKeyring([newer, older]);
  const alone = await createKeyring([newer]);
  assert.equal(await rotated.open(await before.seal('canary', context), context), 'canary');
  assert.equal(await alone.open(await rotated.seal('canary', context), context), 'canary');
  await assert.rejects(before.open(await rotated.seal('canary', context), context), UnsealError);
  assert.deepEqual(await rotated.macs('ticket', 'id'), [
    await alone.mac('ticket', 'id'),
    await before.mac('ticket', 'id'),
  ]);
  assert.equal(await rotated.mac('ticket', 'id'), await alone.mac('ticket', 'id'));
  assert.deepEqual(await rotated.signingKeys('session'), [
    ...(await alone.signingKeys('session')),
    ...(await before.signingKeys('session')),
  ]);
});

test('no two purposes share a key', async () => {
  const keyring = await createKeyring([older]);
  assert.notEqual(await keyring.mac('ticket', 'id'), await keyring.mac('poll', 'id'));
  assert.notDeepEqual(await keyring.signingKeys('ticket'), await keyring.signingKeys('poll'));
  assert.equal((await keyring.signingKeys('session'))[0]?.byteLength, 32);
  assert.match(await keyring.mac('ticket', 'id'), /^[\w-]{43}$/);
});

test('a secret that is missing or short is refused by the name of its option, and not repeated', async () => {
  await assert.rejects(createKeyring([]), isConnectionError('internal_error', /`secrets`/));
  await assert.rejects(createKeyring([older, 'canary']), (error: unknown) => {
    assert.ok(isConnectionError('internal_error', /`secrets`.*32/)(error));
    assert.doesNotMatch(String(error), /canary/);
    return true;
  });
});

test('SHA-256 is that of FIPS 180-4, in base64url', async () => {
  assert.equal(await sha256('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});

test('tokens are unguessable and of the length asked for', () => {
  const tokens = Array.from({ length: 1000 }, () => randomToken());
  assert.equal(new Set(tokens).size, 1000);
  for (const token of tokens) assert.match(token, /^[\w-]{43}$/);
  assert.match(randomToken(16), /^[\w-]{22}$/);
});

test('secrets are compared whole, whatever their lengths', () => {
  assert.ok(equalSecret('abc', 'abc'));
  for (const other of ['', 'ab', 'abcd', 'ABC', 'abd']) assert.ok(!equalSecret('abc', other));
});

function flip(part: string): string {
  return (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
}
