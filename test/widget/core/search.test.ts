import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Integration } from '../../../src/contract/index.js';
import { categoriesOf, createIndex, search } from '../../../src/widget/core/search.js';

function integration(name: string, overrides: Partial<Integration> = {}): Integration {
  return { type: name.toLowerCase(), name, categories: [], ...overrides };
}

function found(integrations: readonly Integration[], query: string): string[] {
  return search(createIndex(integrations), query).map((match) => match.integration.name);
}

/** The name with its marks as brackets. */
function marked(name: string, query: string): string {
  const [match] = search(createIndex([integration(name)]), query);
  assert.ok(match, `${query} finds ${name}`);
  let shown = '';
  let from = 0;
  for (const [start, end] of match.marks) {
    shown += `${name.slice(from, start)}[${name.slice(start, end)}]`;
    from = end;
  }
  return shown + name.slice(from);
}

test('the start of the name comes first, then of a word, then anywhere, then an alias, then the category', () => {
  const list = [
    integration('Zebra', { categories: ['book'] }),
    integration('Ledger', { aliases: ['Bookwise'] }),
    integration('Facebook'),
    integration('QuickBooks'),
    integration('Bookings'),
    integration('Unrelated'),
  ];
  assert.deepEqual(found(list, 'book'), ['Bookings', 'QuickBooks', 'Facebook', 'Ledger', 'Zebra']);
});

test('an empty query shows all: what can be connected first, then featured, then popular, then as they came', () => {
  const list = [
    integration('B'),
    integration('Soon', { is_active: false, featured: true }),
    integration('A'),
    integration('Popular', { popularity: 9 }),
    integration('Featured', { featured: true }),
  ];
  assert.deepEqual(found(list, ''), ['Featured', 'Popular', 'B', 'A', 'Soon']);
  assert.deepEqual(found(list, '  '), ['Featured', 'Popular', 'B', 'A', 'Soon']);
});

test('every word of the query counts, in any order', () => {
  const list = [integration('Google Calendar'), integration('Google Drive'), integration('HubSpot')];
  assert.deepEqual(found(list, 'cal goo'), ['Google Calendar']);
  assert.deepEqual(found(list, 'hub spot'), ['HubSpot']);
  assert.deepEqual(found(list, 'google sheets'), []);
});

test('a category typed finds by name and by the word it is shown with', () => {
  const list = [integration('Harbor', { categories: ['ats'] }), integration('Northwind', { categories: ['crm'] })];
  assert.deepEqual(found(list, 'ats'), ['Harbor']);
  const index = createIndex(list, { categoryLabel: (category) => (category === 'ats' ? 'Recruiting' : category) });
  assert.deepEqual(
    search(index, 'recr').map(({ integration: { name } }) => name),
    ['Harbor'],
  );
});

test('a name is found by the initials of its first words with the last one, before it is taken for a mistyped other', () => {
  const list = [integration('OneDrive'), integration('Google Drive'), integration('Amazon Web Services')];
  assert.deepEqual(found(list, 'gdrive'), ['Google Drive']);
  assert.deepEqual(found(list, 'aws'), ['Amazon Web Services']);
});

test('case and accents do not matter, and the marks fit the name as it is written', () => {
  assert.equal(marked('QuickBooks Online', 'QUICK'), '[Quick]Books Online');
  assert.equal(marked('Société Générale', 'societe gen'), '[Société] [Gén]érale');
  assert.equal(marked('Cafe\u0301 One', 'cafe'), '[Cafe\u0301] One');
  assert.equal(marked('Straße', 'stras'), '[Straß]e');
  assert.equal(marked('Øre', 'ore'), '[Øre]');
  assert.equal(marked('𝒜 Team', 'team'), '𝒜 [Team]');
  assert.equal(marked('monday.com', 'com'), 'monday.[com]');
  assert.equal(marked('Xero', 'é'.normalize('NFD')), 'X[e]ro');
});

test('marks that overlap are one mark', () => {
  assert.equal(marked('HubSpot', 'hubs bspo'), '[HubSpo]t');
});

test('nothing the user can type breaks the search, and marks always lie inside the name, apart and ascending', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      (names, query) => {
        for (const { integration: one, marks } of search(createIndex(names.map((name) => integration(name))), query)) {
          let from = 0;
          for (const [start, end] of marks) {
            assert.ok(start >= from && end > start && end <= one.name.length);
            from = end;
          }
        }
      },
    ),
  );
});

test('a name is found by any piece of itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (name, a, b) => {
      const letters = [...name];
      const start = a % letters.length;
      const piece = letters.slice(start, start + 1 + (b % letters.length)).join('');
      fc.pre(!/[\u0300-\u036f]/.test(name));
      assert.equal(found([integration(name)], piece).length, 1);
    }),
  );
});

test('a plain name and one with an accent at its end are found and marked alike', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ maxLength: 3 }), (name, query) => {
      const [plain] = search(createIndex([integration(name)]), query);
      const [accented] = search(createIndex([integration(`${name} \u00e9`)]), query);
      fc.pre(!/e|^\s*$/i.test(query));
      assert.deepEqual(plain?.marks, accented?.marks);
    }),
  );
});

const tools = ['QuickBooks Online', 'HubSpot', 'Salesforce', 'Slack', 'Xero', 'Google Drive', 'Zoom'].map((name) =>
  integration(name),
);

for (const [query, names] of [
  ['qick', ['QuickBooks Online']],
  ['qucik', ['QuickBooks Online']],
  ['quickboks', ['QuickBooks Online']],
  ['quickboosk onlien', ['QuickBooks Online']],
  ['hubpsot', ['HubSpot']],
  ['spott', ['HubSpot']],
  ['sallesfroce', ['Salesforce']],
  ['kuick', ['QuickBooks Online']],
  ['uqick', ['QuickBooks Online']],
  ['googledrive', ['Google Drive']],
  ['slakc', ['Slack']],
  ['alack', ['Slack']],
] as const)
  test(`${query} finds ${names.join()} though it is mistyped`, () => assert.deepEqual(found(tools, query), names));

for (const [query, why] of [
  ['xro', 'three letters forgive nothing'],
  ['zlakc', 'five letters forgive one edit'],
  ['oslack pro', 'every word must be found'],
  ['kero', 'the first of four letters must be right'],
  ['slaesfrocee', 'three edits are too many'],
] as const)
  test(`${query}: ${why}`, () => assert.deepEqual(found(tools, query), []));

test('a mistyped word is looked for only where none is found as it was typed, and fewer edits come first', () => {
  const list = [integration('Mural'), integration('Murals'), integration('Rural'), integration('Mutual')];
  assert.deepEqual(found(list, 'mural'), ['Mural', 'Murals']);
  assert.deepEqual(found(list, 'murak'), ['Mural', 'Murals']);
  const long = [integration('Salesfloor'), integration('Salesforce')];
  assert.deepEqual(found(long, 'salesforxe'), ['Salesforce']);
  assert.deepEqual(found(long, 'salesfoore'), ['Salesfloor', 'Salesforce']);
});

test('what was meant is marked, as it is written', () => {
  assert.equal(marked('QuickBooks Online', 'qick'), '[Quick]Books Online');
  assert.equal(marked('HubSpot', 'hubpsot'), '[HubSpot]');
  assert.equal(marked('Société Générale', 'soicete'), '[Société] Générale');
});

test('an alias finds, also a mistyped one', () => {
  const list = [integration('Microsoft', { aliases: ['o365', 'Office 365'] }), integration('Other')];
  assert.deepEqual(found(list, 'o365'), ['Microsoft']);
  assert.deepEqual(found(list, 'ofice'), ['Microsoft']);
});

test('one edit anywhere behind the first letter never loses a name', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
  const word = fc.array(letter, { minLength: 5, maxLength: 12 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(word, fc.nat(), letter, fc.constantFrom('drop', 'add', 'swap', 'change'), (name, seed, extra, edit) => {
      const at = 1 + (seed % (name.length - 2));
      const [head, here, next, tail] = [name.slice(0, at), name[at], name[at + 1], name.slice(at + 2)];
      const typed = { drop: '', add: `${extra}${here}`, swap: undefined, change: extra }[edit];
      const query = typed === undefined ? `${head}${next}${here}${tail}` : `${head}${typed}${next}${tail}`;
      assert.deepEqual(found([integration(name)], query), [name]);
    }),
  );
});

test('categories are counted once for each integration, most frequent first', () => {
  const list = [
    integration('A', { categories: ['crm', 'crm'] }),
    integration('B', { categories: ['ats', 'crm'] }),
    integration('C', { categories: ['constructor'] }),
  ];
  assert.deepEqual(categoriesOf(list), [
    { category: 'crm', count: 2 },
    { category: 'ats', count: 1 },
    { category: 'constructor', count: 1 },
  ]);
});
