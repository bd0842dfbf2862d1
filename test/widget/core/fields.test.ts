import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field, Integration } from '../../../src/contract/index.js';
import * as fc from 'fast-check';
import { checkField, normalise } from '../../../src/widget/core/check-field.js';
import {
  authOf,
  autofillOf,
  fieldsOf,
  inputFieldsOf,
  inputsOf,
  isHidden,
  positionOf,
} from '../../../src/widget/core/fields.js';

function integration(overrides: Partial<Integration> = {}): Integration {
  return { type: 'harbor', name: 'Harbor', categories: [], ...overrides };
}

function field(overrides: Partial<Field> = {}): Field {
  return { name: 'value', type: 'text', ...overrides };
}

test('a label cannot turn the words around it; the name on the wire stays what it is', () => {
  const [named] = fieldsOf(integration({ token_names: ['Key\u202e'] }));
  assert.deepEqual([named?.name, named?.label], ['Key\u202e', 'Key']);
  const [labelled] = inputFieldsOf({ ...integration(), inputs: [field({ label: '\u2069Site\u202e' })] });
  assert.equal(labelled?.label, 'Site');
});

test('names alone say what is a secret, an address, an email or plain text', () => {
  const types = {
    'API Key': 'secret',
    api_key: 'secret',
    apiToken: 'secret',
    Password: 'secret',
    'Client Secret': 'secret',
    'Account Key': 'secret',
    'Something unheard of': 'secret',
    Subdomain: 'subdomain',
    'sub-domain': 'subdomain',
    'Instance URL': 'url',
    'Email Address': 'email',
    email: 'email',
    Domain: 'text',
    Username: 'text',
    'Client ID': 'text',
    accountId: 'text',
    'Access Key ID': 'text',
    Region: 'text',
  };
  const fields = fieldsOf(integration({ token_names: Object.keys(types) }));
  assert.deepEqual(Object.fromEntries(fields.map(({ label, type }) => [label, type])), types);
});

test('token_fields decides where it fits token_names, and takes missing labels from them', () => {
  const token_fields = [
    field({ type: 'secret', name: 'key' }),
    field({ type: 'subdomain', name: 'd', label: 'Your domain' }),
  ];
  assert.deepEqual(
    fieldsOf(integration({ token_names: ['API Key', 'Domain'], token_fields })).map(({ label, type }) => [label, type]),
    [
      ['API Key', 'secret'],
      ['Your domain', 'subdomain'],
    ],
  );
  assert.deepEqual(
    fieldsOf(integration({ token_names: ['API Key'], token_fields })).map(({ label }) => label),
    ['API Key'],
  );
  assert.deepEqual(fieldsOf(integration()), []);
});

test('one value is sent as the token, several by position, where an empty one keeps its place', () => {
  assert.deepEqual(authOf(integration({ token_names: ['API Key'] }), ['k']), { token: 'k' });
  assert.deepEqual(authOf(integration({ token_names: ['API Key', 'Domain', 'Region'] }), ['k', '', 'eu']), {
    other_auth_info: ['k', '', 'eu'],
  });
});

test("the path of a server's error leads to its field", () => {
  const fields = [field({ name: 'key' }), field({ name: 'site.name' })];
  assert.equal(positionOf('auth.other_auth_info.1', fields), 1);
  assert.equal(positionOf('0', fields), 0);
  assert.equal(positionOf('auth.token', fields), 0);
  assert.equal(positionOf('inputs.site.name', fields), 1);
  for (const path of ['environment', 'inputs.other', 'auth.other_auth_info.2', 'inputs.', ''])
    assert.equal(positionOf(path, fields), undefined, path);
});

test('what is asked for before a sign-in goes by name, without what was left empty', () => {
  const asking = integration({ inputs: [field({ name: 'site', label: 'Your site' }), field({ name: 'region' })] });
  assert.deepEqual(
    inputFieldsOf(asking).map(({ label }) => label),
    ['Your site', 'region'],
  );
  assert.deepEqual(inputsOf(asking, ['acme', '']), { site: 'acme' });
  assert.deepEqual([inputFieldsOf(integration()), inputsOf(integration(), [])], [[], {}]);
});

test('a secret is hidden until it is asked for, and so is long text whose name says that it is one', () => {
  assert.equal(isHidden(field({ type: 'secret' })), true);
  assert.equal(isHidden(field({ type: 'textarea', name: 'private_key' })), true);
  assert.equal(isHidden(field({ type: 'textarea', name: 'config', label: 'Client secret' })), true);
  assert.equal(isHidden(field({ type: 'textarea', name: 'notes' })), false);
  assert.equal(isHidden(field({ type: 'text', name: 'key' })), false);
});

test('a browser may fill in a user name and a password where both are asked for, and nothing else', () => {
  const filled = (...fields: [name: string, type: Field['type']][]): readonly string[] =>
    autofillOf(fields.map(([name, type]) => field({ name, type })));
  assert.deepEqual(filled(['username', 'text'], ['Password', 'secret']), ['username', 'current-password']);
  assert.deepEqual(filled(['site', 'subdomain'], ['login', 'email'], ['password', 'secret']), [
    'off',
    'username',
    'current-password',
  ]);
  assert.deepEqual(filled(['email', 'email'], ['api_token', 'secret']), ['off', 'off']);
  assert.deepEqual(filled(['password', 'secret']), ['off']);
  assert.deepEqual(filled(['username', 'text'], ['password', 'text']), ['off', 'off']);
});

test('a pasted value loses the space around it and says so, and what the form already shows', () => {
  assert.deepEqual(normalise(' \n\u200Bkey\uFEFF '), { value: 'key', trimmed: true });
  assert.deepEqual(normalise('two words'), { value: 'two words', trimmed: false });
  const domain = field({ prefix: 'https://', suffix: '.harbor.example' });
  assert.equal(normalise('https://acme.harbor.example', domain).value, 'acme');
  assert.equal(normalise('https://acme.harbor.example/settings', domain).value, 'acme');
  assert.equal(normalise('acme', domain).value, 'acme');
  assert.equal(normalise('https://', domain).value, 'https://');
  const site = field({ type: 'subdomain', suffix: '.harbor.example' });
  assert.equal(normalise('https://acme.harbor.example/', site).value, 'acme');
  assert.equal(normalise('HTTP://acme.Harbor.example?tab=1', domain).value, 'acme');
  assert.equal(normalise('https://acme.harbor.example.evil.example', domain).value, 'acme.harbor.example.evil.example');
});

test('long text loses the line break at its end without a word, and keeps those inside', () => {
  const pem = '-----BEGIN KEY-----\r\nMIIB\n-----END KEY-----';
  for (const type of ['textarea', 'file'] as const)
    assert.deepEqual(normalise(`${pem}\n`, field({ type })), { value: pem, trimmed: false });
});

/** Letters, white space and whatever else UTF-16 can hold. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(9, 10, 32, 97, 98, 0xfeff, 0x200b)))
  .map((units) => String.fromCharCode(...units));

const anyField = fc.record(
  {
    name: fc.constant('value'),
    type: fc.constantFrom(
      ...(['text', 'secret', 'url', 'subdomain', 'email', 'select', 'checkbox', 'number'] as const),
      ...(['date', 'textarea', 'file'] as const),
    ),
    prefix: fc.constantFrom('https://', 'sk_'),
    suffix: fc.constantFrom('.example', '/v2'),
    optional: fc.boolean(),
    min_length: fc.nat(9),
    max_length: fc.nat(99),
    pattern: fc.constantFrom('[a-z]+', '(', '\\d'),
  },
  { requiredKeys: ['name', 'type'] },
);

test('whatever is pasted: cleaning it adds nothing, leaves no space around it, and finds no more the second time', () => {
  fc.assert(
    fc.property(anyText, anyField, (pasted, one) => {
      const { value } = normalise(pasted, { ...one, prefix: undefined, suffix: undefined });
      assert.ok(pasted.includes(value));
      assert.equal(value, value.trim());
      assert.deepEqual(normalise(value, { ...one, prefix: undefined, suffix: undefined }), { value, trimmed: false });
    }),
  );
});

test('whatever stands around a field: the part between is found in the whole', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z\d]{1,20}$/), anyField, (part, one) => {
      assert.equal(normalise(`${one.prefix ?? ''}${part}${one.suffix ?? ''}`, one).value, part);
    }),
  );
});

test('whatever is typed is judged without a throw, and an optional field may be empty', () => {
  fc.assert(
    fc.property(anyText, anyField, (value, one) => {
      assert.match(checkField(one, value) ?? 'fine', /^[a-z_]+$/);
      assert.equal(checkField({ ...one, optional: true }, ''), undefined);
    }),
  );
});

test('an empty value is missing unless it is optional', () => {
  assert.equal(checkField(field(), ''), 'required');
  assert.equal(checkField(field({ optional: true, pattern: 'x', min_length: 3 }), ''), undefined);
  assert.equal(checkField(field({ type: 'checkbox' }), 'false'), 'unchecked');
  assert.equal(checkField(field({ type: 'select', options: [] }), ''), 'invalid_option');
  assert.equal(checkField(field({ type: 'checkbox' }), 'true'), undefined);
});

test('each kind of field names its own error', () => {
  const cases: [Partial<Field>, good: string[], bad: string[], code: string][] = [
    [
      { type: 'email' },
      ['ada@example.com', 'a.b+c@x.co.uk'],
      ['ada', 'ada@', 'a@b', 'a b@c.de', 'a@b..c'],
      'invalid_email',
    ],
    [
      { type: 'url' },
      ['https://x.example', 'http://localhost:3000/a?b#c', 'HTTPS://X.EXAMPLE/'],
      ['x.example', 'javascript:alert(1)', 'https://', 'https://user@evil.example', 'ftp://x'],
      'invalid_url',
    ],
    [
      { type: 'subdomain' },
      ['acme', 'a', 'acme-2', 'ACME'],
      ['evil.com/', 'a.b', 'a@b', 'a?x=', '..', '-a', 'a-', 'a'.repeat(64), 'ä'],
      'invalid_subdomain',
    ],
    [{ type: 'number' }, ['1', '-1.5', '1e3'], ['one', 'Infinity', '1,5'], 'invalid_number'],
    [{ type: 'date' }, ['2026-02-28'], ['2026-02-30', '28.02.2026', '2026'], 'invalid_date'],
    [{ type: 'select', options: [{ value: 'eu', label: 'Europe' }] }, ['eu'], ['us', 'Europe'], 'invalid_option'],
    [{ min_length: 3 }, ['abc'], ['ab'], 'too_short'],
    [{ max_length: 3 }, ['abc'], ['abcd'], 'too_long'],
    [{}, ['x'.repeat(20_000)], ['x'.repeat(20_001)], 'too_long'],
    [{ pattern: 'sk_[a-z]+' }, ['sk_abc'], ['xsk_abc', 'sk_abc!', 'sk_'], 'pattern'],
    [{ type: 'secret' }, ['sk_~ Äÿ'], ['a\u200bb', 'a🔑', 'a\0', 'a\r\nb', 'a\x7f', 'a\x85'], 'pattern'],
    [{ type: 'text' }, ['Größe'], ['a\tb', '\u0101'], 'pattern'],
    [{ type: 'email' }, ['jörg@example.com'], ['\u0101@example.com'], 'pattern'],
    [{ type: 'textarea', max_length: 20 }, ['a 🔑\r\n\tb'], ['x'.repeat(21)], 'too_long'],
    [{ type: 'file' }, ['a\nb'], ['PK\u0003\u0004', 'not \uFFFD text'], 'pattern'],
    [{ pattern: 'a|b' }, ['a', 'b'], ['ax', 'xb'], 'pattern'],
  ];
  for (const [overrides, good, bad, code] of cases) {
    for (const value of good) assert.equal(checkField(field(overrides), value), undefined, `${code}: ${value}`);
    for (const value of bad) assert.equal(checkField(field(overrides), value), code, `${code}: ${value}`);
  }
});

test('a pattern that is invalid in unicode mode still counts, one that is invalid in any is left to the server', () => {
  assert.throws(() => new RegExp('[\\w-\\.]+@x', 'u'));
  assert.equal(checkField(field({ pattern: '[\\w-\\.]+@x' }), 'a.b@x'), undefined);
  assert.equal(checkField(field({ pattern: '[\\w-\\.]+@x' }), '!'), 'pattern');
  assert.equal(checkField(field({ pattern: '(' }), 'anything'), undefined);
});

test('a pattern that could take for ever in a browser is left to the server', () => {
  const ambiguous = ['(a|a)'.repeat(22) + 'c', '(?:a|aa)'.repeat(24) + 'c', 'a?'.repeat(24) + 'b', '\\w?'.repeat(26)];
  for (const pattern of ['([a-z0-9]+-?)+', '(a|ab)*', '(\\w{2}:?){5}', ...ambiguous]) {
    assert.equal(checkField(field({ pattern }), '!'), undefined, pattern);
    assert.equal(checkField(field({ pattern }), `${'a'.repeat(50_000)}!`.slice(-20_000)), undefined, pattern);
  }
  const several = '\\w*\\w*\\w*\\w{1,}!';
  assert.equal(checkField(field({ pattern: several }), 'a'.repeat(50)), 'pattern');
  assert.equal(checkField(field({ pattern: several }), 'a'.repeat(20_000)), undefined);
  assert.equal(checkField(field({ pattern: '(sk|pk)_[a-z]+' }), 'sk_'), 'pattern');
  assert.equal(checkField(field({ pattern: '(?:eu|us|ap|sa)-?(east|west)?\\d' }), 'eu-'), 'pattern');
});

test('space inside a long value is not looked at again and again', () => {
  const long = `a${' '.repeat(3_000_000)}b`;
  assert.deepEqual(normalise(` ${long} `), { value: long, trimmed: true });
});
