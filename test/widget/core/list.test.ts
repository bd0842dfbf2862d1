import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field, Integration } from '../../../src/contract/index.js';
import { usable } from '../../../src/widget/core/list.js';

function integration(overrides: Partial<Integration> = {}): Integration {
  return { type: 'harbor', name: 'Harbor', categories: ['crm'], ...overrides };
}

function many<T>(count: number, one: T): T[] {
  return Array.from({ length: count }, () => one);
}

const field: Field = { name: 'key', type: 'text' };

test('of several integrations of one type the first that can be used stands', () => {
  const second = integration({ name: 'Second' });
  assert.deepEqual(usable([integration(), second, integration({ type: 'other' })]), [
    integration(),
    integration({ type: 'other' }),
  ]);
  assert.deepEqual(usable([integration({ token_names: many(101, 'Key') }), second]), [second]);
});

test('a name is shown without controls of direction, at most 200 characters of it, and never empty', () => {
  const named = (name: string) => usable([integration({ name })])[0]?.name;
  assert.equal(named('\u202EHarbor\u2069 '), 'Harbor');
  assert.equal(named('\u202E'), 'harbor');
  assert.equal(named('x'.repeat(1_000_000))?.length, 200);
  assert.equal(named('דואר'), 'דואר');
});

for (const [what, most] of [
  ['fields', { token_names: many(100, 'Key'), token_fields: many(100, field), inputs: many(100, field) }],
  ['instructions', { token_instructions: many(100, 'Open the settings.') }],
  ['text', { aliases: many(900, 'x'.repeat(100)), token_instructions: ['x'.repeat(200_000)] }],
  ['logo', { logo_url: `data:image/png;base64,${'A'.repeat(200_000)}` }],
] as const)
  test(`as much as a page can draw of ${what} is taken as it is`, () => {
    const one = integration(structuredClone(most) as Partial<Integration>);
    assert.deepEqual(usable([one]), [one]);
  });

for (const [what, more] of [
  ['names of fields', { token_names: many(101, 'Key') }],
  ['fields', { token_fields: many(101, field) }],
  ['inputs', { inputs: many(101, field) }],
  ['instructions', { token_instructions: many(101, 'Open the settings.') }],
  ['text', { aliases: many(1_000, 'x'.repeat(100)) }],
] as const)
  test(`an integration with more ${what} than a page can draw is left out`, () => {
    assert.deepEqual(usable([integration(structuredClone(more) as Partial<Integration>)]), []);
  });

test('W11: an integration whose inputs ask for what may be a secret is left out, for the page can read them', () => {
  for (const type of ['secret', 'textarea', 'file'] as const) {
    assert.deepEqual(usable([integration({ inputs: [field, { ...field, type }] })]), []);
    const token_fields = [{ ...field, type }];
    assert.deepEqual(usable([integration({ token_fields })]), [integration({ token_fields })]);
  }
});
