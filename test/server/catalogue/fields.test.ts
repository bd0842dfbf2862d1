import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field, FieldFault } from '../../../src/contract/index.js';
import { checkField, tokenFields } from '../../../src/server/catalogue/index.js';

const cases: [Partial<Field>, string, FieldFault | undefined][] = [
  [{}, '', 'required'],
  [{ optional: true }, '', undefined],
  [{ type: 'checkbox' }, '', undefined],
  [{ min_length: 3 }, 'ab', 'too_short'],
  [{ max_length: 3 }, 'abcd', 'too_long'],
  [{ type: 'textarea', max_length: 2 }, '🔑🔑', undefined],
  [{}, 'x'.repeat(4_097), 'too_long'],
  [{ type: 'textarea' }, 'x'.repeat(4_097), undefined],
  [{ pattern: '[a-z]+' }, 'abc', undefined],
  [{ pattern: '[a-z]+' }, 'abc1', 'pattern'],
  [{ pattern: 'a|b' }, 'ab', 'pattern'],
  [{ type: 'secret' }, 'sk_ÄÖ ~ÿ', undefined],
  [{ type: 'secret' }, 'zero\u200bwidth', 'pattern'],
  [{ type: 'secret' }, 'emoji🔑', 'pattern'],
  [{ type: 'secret' }, 'nul\0', 'pattern'],
  [{ type: 'secret' }, 'cr\r\nlf', 'pattern'],
  [{ type: 'secret' }, 'del\x7f', 'pattern'],
  [{ type: 'text' }, 'c1\x85', 'pattern'],
  [{ type: 'email' }, 'ad\u0101@example.com', 'pattern'],
  [{ type: 'url' }, 'https://acme.example/\n', 'pattern'],
  [{ type: 'url' }, 'https://例え.example', undefined],
  [{ type: 'textarea' }, 'line 🔑\r\n\tline', undefined],
  [{ type: 'file' }, '-----BEGIN\nKEY-----', undefined],
  [{ type: 'textarea' }, 'nul\0', 'pattern'],
  [{ type: 'email' }, 'ada@example.com', undefined],
  [{ type: 'email' }, 'ada@localhost', 'invalid_email'],
  [{ type: 'email' }, 'ada example.com', 'invalid_email'],
  [{ type: 'url' }, 'https://acme.example/x', undefined],
  [{ type: 'url' }, 'javascript:alert(1)', 'invalid_url'],
  [{ type: 'url' }, 'https://a:b@acme.example', 'invalid_url'],
  [{ type: 'url' }, 'acme', 'invalid_url'],
  [{ type: 'subdomain' }, 'acme-1', undefined],
  [{ type: 'subdomain' }, 'acme.example', 'invalid_subdomain'],
  [{ type: 'subdomain' }, 'acme/', 'invalid_subdomain'],
  [{ type: 'number' }, '12.5', undefined],
  [{ type: 'number' }, 'twelve', 'invalid_number'],
  [{ type: 'date' }, '2024-02-29', undefined],
  [{ type: 'date' }, '2025-02-29', 'invalid_date'],
  [{ type: 'date' }, '29.02.2024', 'invalid_date'],
  [{ type: 'select', options: [{ value: 'eu', label: 'Europe' }] }, 'eu', undefined],
  [{ type: 'select', options: [{ value: 'eu', label: 'Europe' }] }, 'us', 'invalid_option'],
  [{ type: 'checkbox' }, 'true', undefined],
  [{ type: 'checkbox' }, 'on', 'invalid_option'],
];

for (const [overrides, value, expected] of cases) {
  const shown = value.length > 20 ? `${value.slice(0, 3)}… (${value.length})` : value;
  test(`"${shown}" in ${JSON.stringify(overrides)} is ${expected ?? 'accepted'}`, () => {
    assert.equal(checkField({ name: 'x', type: 'text', ...overrides }, value), expected);
  });
}

const named: [string, Field['type']][] = [
  ['API Key', 'secret'],
  ['apiKey', 'secret'],
  ['api_token', 'secret'],
  ['Client Secret', 'secret'],
  ['Password', 'secret'],
  ['Subdomain', 'subdomain'],
  ['Company domain', 'subdomain'],
  ['Base URL', 'url'],
  ['Email', 'email'],
  ['User e-mail', 'email'],
  ['Monkey', 'text'],
  ['Username', 'text'],
];

for (const [name, type] of named) {
  test(`a token called "${name}" is a field of type ${type}`, () => {
    assert.deepEqual(tokenFields({ names: [name] }), [{ name: 'token_0', label: name, type }]);
  });
}

test('declared fields are taken as they are', () => {
  const field: Field = { name: 'site', type: 'subdomain', suffix: '.harbor.example' };
  assert.deepEqual(tokenFields({ names: ['API key'], fields: [field] }), [field]);
});
