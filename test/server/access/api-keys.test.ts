import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type ApiKeyOption, createApiKeys } from '../../../src/server/access/index.js';
import { openStore } from '../../../src/server/store/index.js';

const plain = 'canary-plain-key-0123456789';
const narrow = 'canary-narrow-key-0123456789';
const { db, close } = await openStore(':memory:');
after(close);
const keysOf = (...keys: ApiKeyOption[]) => createApiKeys({ db, keys });

test('a key is known whole and by nothing less', async () => {
  const keys = keysOf(plain, { key: narrow });
  assert.ok(await keys.check(plain));
  assert.ok(await keys.check(narrow));
  for (const other of [
    '',
    ' ',
    plain.slice(1),
    plain.slice(0, -1),
    `${plain} `,
    plain.toUpperCase(),
    `${plain}${narrow}`,
  ]) {
    assert.equal(await keys.check(other), undefined);
  }
});

test('without keys nobody is let in', async () => {
  assert.equal(await keysOf().check(''), undefined);
});

test('a plain key may do everything, another one what it is given', async () => {
  const keys = keysOf(plain, { key: narrow, scopes: ['connections'], name: 'importer' });
  assert.deepEqual((await keys.check(plain))?.scopes, ['connections', 'credentials']);
  const found = await keys.check(narrow);
  assert.deepEqual(found?.scopes, ['connections']);
  assert.equal(found?.name, 'importer');
});

test('the id of a key is stable, its own, and tells nothing of it', async () => {
  const [one, again] = [keysOf(plain, narrow), keysOf(plain)];
  const id = (await one.check(plain))?.id;
  assert.equal((await again.check(plain))?.id, id);
  assert.notEqual((await one.check(narrow))?.id, id);
  assert.doesNotMatch(JSON.stringify(await one.check(plain)), /canary/);
  assert.match(id ?? '', /^[\w-]{8}$/);
});

test('a key that is empty, short or misspelt is refused at once by the name of its option, and not repeated', () => {
  const wrong: [ApiKeyOption | object, RegExp][] = [
    [{ key: '' }, /`apiKeys\[1\]\.key` is empty/],
    [{ key: 'canary' }, /`apiKeys\[1\]` is no key of 12 characters or more/],
    ['canary', /`apiKeys\[1\]` is no key/],
    [{ key: 123456789012 }, /`apiKeys\[1\]` is no key/],
    [{ key: 'canary-with-scope', scope: ['connections'] }, /`apiKeys\[1\]\.scope` is no part/],
    [{ key: 'canary-with-scopes', scopes: 'connections' }, /`apiKeys\[1\]\.scopes` is no list/],
    [{ key: 'canary-with-scopes', scopes: ['everything'] }, /`apiKeys\[1\]\.scopes` is no list/],
  ];
  for (const [key, message] of wrong) {
    assert.throws(
      () => keysOf(plain, key as ApiKeyOption),
      (error: unknown) => {
        assert.ok(error instanceof TypeError);
        assert.match(error.message, message);
        assert.doesNotMatch(String(error), /canary/);
        return true;
      },
    );
  }
});
