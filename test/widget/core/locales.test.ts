import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCopy, loadStepsCopy, localeFor, locales, mergeCopy, type Copy } from '../../../src/widget/core/index.js';
import { say } from '../../../src/widget/core/copy/locales/say.js';

const copies = new Map(await Promise.all(locales.map(async (tag) => [tag, await loadCopy(tag)] as const)));
const english = copies.get('en')!;
const others = [...copies].filter(([tag]) => tag !== 'en');

test('there are words in thirteen languages, each tagged as what it is', () => {
  assert.deepEqual(locales, ['en', 'de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'pl', 'ja', 'zh-Hans', 'ko', 'ar', 'he']);
  for (const [tag, copy] of copies) assert.equal(copy.lang, tag);
});

test('a tag leads to the same language, else to one like it, else to English', () => {
  const cases = {
    de: 'de',
    'de-AT': 'de',
    'DE-ch': 'de',
    pt: 'pt-BR',
    'pt-PT': 'pt-BR',
    zh: 'zh-Hans',
    'zh-CN': 'zh-Hans',
    'zh-Hant-TW': 'zh-Hans',
    iw: 'he',
    'iw-IL': 'he',
    'en-GB': 'en',
    ja: 'ja',
    tlh: 'en',
    '': 'en',
    constructor: 'en',
    d: 'en',
  };
  for (const [tag, locale] of Object.entries(cases)) assert.equal(localeFor(tag), locale, tag);
});

test('no language lacks a key or has one too many', () => {
  for (const [tag, copy] of others) {
    assert.deepEqual(shape(copy), shape(english), tag);
    // English leaves out the categories that are called by their names.
    for (const category of Object.keys(english.categories)) assert.ok(copy.categories[category], `${tag} ${category}`);
    assert.equal(Object.keys(copy.categories).length, 35, tag);
  }
});

test('every sentence is said, with and without what it may name, and no hole is left in it', () => {
  for (const [tag, copy] of copies) {
    for (const [path, words] of sentences(copy)) {
      assert.notEqual(words.trim(), '', `${tag} ${path}`);
      assert.doesNotMatch(words, /undefined|\bnull\b|NaN|\[object|[{}[\]|]|  |¦/, `${tag} ${path}: ${words}`);
      assert.doesNotMatch(words, /[!！]/, `${tag} ${path} keeps calm`);
      assert.equal(words, words.trim(), `${tag} ${path}`);
    }
  }
});

test('no language says in English what should be said otherwise', () => {
  const alike =
    /^(categories\.|instructions|optional|account$|accounts|accountsTitle|example|renew|product|more|hintFields|hintEither|unknownCategory|lang$)/;
  const plain = new Map(sentences(english));
  for (const [tag, copy] of others) {
    for (const [path, words] of sentences(copy))
      if (!alike.test(path)) assert.notEqual(words, plain.get(path), `${tag} ${path}`);
    const same = Object.keys(copy.categories).filter((one) => copy.categories[one] === english.categories[one]);
    assert.ok(same.length <= 8, `${tag}: ${same.join()}`);
  }
});

test('a sentence of a language names whatever English names in it', () => {
  for (const [tag, copy] of others) {
    const said = new Map(sentences(copy));
    for (const [path, words] of sentences(english)) {
      for (const name of ['Acme', 'Harbor', 'ada@acme.test', '‹label›', '‹example›', 'https://', '.example']) {
        if (words.includes(name) && !/offline/.test(path))
          assert.ok(said.get(path)?.includes(name), `${tag} ${path}: ${said.get(path)} names ${name}`);
      }
    }
  }
});

test('what is counted follows the plural rules of its language', () => {
  const say = (tag: string, counts: number[]) => counts.map((count) => plain(copies.get(tag)!.accounts(count)));
  assert.deepEqual(say('pl', [1, 2, 5, 22]), ['1 konto', '2 konta', '5 kont', '22 konta']);
  assert.deepEqual(
    say('ar', [0, 1, 2, 3, 11, 100]).map((words) => words.replace(/[\d٠-٩]+/, 'N')),
    ['لا حسابات', 'حساب واحد', 'حسابان', 'N حسابات', 'N حسابًا', 'N حساب'],
  );
  assert.deepEqual(say('he', [1, 2, 3]), ['חשבון אחד', 'שני חשבונות', '3 חשבונות']);
  assert.deepEqual(say('ja', [1, 2]), ['1 件のアカウント', '2 件のアカウント']);
  assert.deepEqual(say('en', [1, 2]), ['1 account', '2 accounts']);
  for (const [tag, copy] of copies) {
    const results = [0, 1, 2, 3, 11, 100, 1000].map((count) => copy.announceResults(count));
    assert.ok(new Set(results).size >= 6, `${tag}: ${results.join(' / ')}`);
  }
});

test('numbers, lists, dates and waits are written as the language writes them', () => {
  const german = copies.get('de')!;
  assert.equal(german.searchPlaceholder(12345), '12.345 Integrationen durchsuchen');
  assert.equal(german.connectedOn(new Date(2026, 0, 31)), 'Verbunden am 31.01.2026');
  assert.equal(german.hintFields(['API Key', 'client_id']), 'API Key und client ID');
  assert.equal(german.hintEither([german.hintSignIn, 'API Key']), 'Anmelden oder API Key');
  assert.match(german.problems.rate_limited(about({ retryAfter: 30 })).text, / in 30 Sekunden /);
  assert.match(copies.get('pl')!.problems.rate_limited(about({ retryAfter: 130 })).text, / za 3 minuty\.$/);
});

test('whoever signs in to the wrong account is told the right one by its name, where that is known', () => {
  for (const [tag, { problems }] of copies) {
    const told = problems.account_mismatch(about({ account: 'ada@acme.test' })).text;
    const untold = problems.account_mismatch(about({})).text;
    assert.ok(told.includes('ada@acme.test'), `${tag}: ${told}`);
    assert.doesNotMatch(untold, /undefined|acme|  |[[\]{}|]/, tag);
  }
});

test('the permissions are told in the language, objects it has no word for by their category', () => {
  const line = (tag: string, permissions: string[]) =>
    plain(copies.get(tag)!.permissions({ product: 'Acme', permissions }));
  const asked = ['crm_contact_read', 'crm_deal_read', 'ticketing_ticket_write', 'webhook'];
  assert.equal(
    line('de', asked),
    'Acme darf Kontakte und Deals lesen, Tickets ändern und über Änderungen informiert werden.',
  );
  assert.equal(
    line('fr', asked),
    'Acme pourra lire les contacts et les opportunités, modifier les tickets et recevoir des notifications en cas de changement.',
  );
  assert.equal(line('ja', ['crm_contact_read']), 'Acme に許可する操作: 連絡先の読み取り。');
  assert.equal(line('de', ['accounting_trialbalance_read']), 'Acme darf Daten aus Buchhaltung lesen.');
  assert.equal(line('es', ['crm_constructor_read']), 'Acme podrá leer los datos de CRM.');
  for (const [tag] of copies) {
    assert.equal(line(tag, []), '', tag);
    assert.notEqual(line(tag, ['hris_employee_read', 'hris_employee_write']), line(tag, ['hris_employee_read']), tag);
  }
});

test('a name of the other direction is isolated, in Arabic and Hebrew sentences and in others', () => {
  assert.equal(copies.get('ar')!.connectTitle('HubSpot'), 'ربط \u2068HubSpot\u2069');
  assert.equal(copies.get('he')!.connectTitle('HubSpot'), 'חיבור \u2068HubSpot\u2069');
  assert.equal(copies.get('de')!.connectTitle('HubSpot'), 'HubSpot verbinden');
  assert.equal(copies.get('de')!.connectTitle('דואר'), '\u2068דואר\u2069 verbinden');
});

test('of several names each is isolated, and joined as the next one is written', () => {
  const { methods, permissions } = copies.get('he')!;
  const fields = ['API key', 'Domain'];
  assert.equal(methods.token({ integration: 'Harbor', fields }).title, 'הזנת \u2068API key\u2069 ו-\u2068Domain\u2069');
  const asked = permissions({ product: 'Acme', permissions: ['crm_contact_read', 'crm_deal_read'] });
  assert.match(asked, /\u2068אנשי קשר\u2069 ו\u2068עסקאות\u2069/);
});

test('L1: English isolates such a name, too, wherever it stands', () => {
  const english = copies.get('en')!;
  const about = { product: undefined, integration: 'דואר', account: 'עדה' };
  assert.equal(english.removeAsk(about).title, 'Remove \u2068עדה\u2069?');
  assert.match(english.removeAsk(about).text, /this \u2068דואר\u2069 account/);
  assert.equal(english.signedInAs('עדה 2'), 'Signed in as \u2068עדה 2\u2069');
  assert.match(
    english.problems.forbidden({ ...about, retryAfter: undefined, offline: false }).title,
    /^\u2068דואר\u2069 is/,
  );
  assert.equal(english.signedInAs('ada'), 'Signed in as ada');
});

test('what is named is never read as a sentence with holes', () => {
  assert.equal(say('Keine Treffer für {}.', '[{x}|y] {} {label}', 'de'), 'Keine Treffer für [{x}|y] {} {label}.');
  assert.equal(say('{a} und {b}', { a: '{b}', b: 'canary' }, 'de'), '{b} und canary');
});

test("an embedder's own words lie over any language", async () => {
  const copy = mergeCopy(await loadCopy('nl'), {
    product: 'Acme',
    title: 'Koppel je tools',
    categories: { crm: 'Klanten' },
  });
  assert.equal(copy.title, 'Koppel je tools');
  assert.equal(copy.categories['crm'], 'Klanten');
  assert.equal(copy.categories['ats'], 'Werving');
  assert.equal(copy.lang, 'nl');
  assert.equal((await loadStepsCopy('nl')).cancel, copy.cancel);
});

function about(overrides: object) {
  return { product: 'Acme', integration: 'Harbor', retryAfter: undefined, offline: false, ...overrides };
}

/** The keys, and those of tables, with the kind of what they hold. */
function shape(copy: Copy): string[] {
  return Object.entries(copy)
    .flatMap(([key, value]) =>
      typeof value === 'object' && key !== 'categories'
        ? Object.entries(value as object).map(([inner, one]) => `${key}.${inner} ${typeof one}`)
        : [`${key} ${typeof value}`],
    )
    .sort();
}

const fields = { label: '‹label›', integration: 'Harbor', min: 4, max: 9, example: '‹example›' };
const none = { min: undefined, max: undefined, example: undefined };
const named = { product: 'Acme', integration: 'Harbor', account: 'ada@acme.test', fields: ['API Key', 'Domain'] };
const until = new Date(2026, 0, 31);

/** With what each key that is not said with one name is said; several times where something can be missing. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  privacy: [named, { product: undefined }],
  searchPlaceholder: [0, 1, 2, 3, 11, 100, 1000],
  accounts: [1, 2, 3, 11, 100],
  announceResults: [0, 1, 2, 3, 11, 100, 1000],
  hintFields: [['API Key'], ['API Key', 'Domain'], ['a', 'b', 'c', 'd', 'e']],
  hintEither: [['API Key', 'Domain']],
  permissions: [{ product: 'Acme', permissions: ['crm_deal_read'] }, { permissions: ['hris_group_write', 'webhook'] }],
  notGranted: [
    { ...named, permissions: ['crm_deal_read', 'crm_lead_write'] },
    { ...named, product: undefined, permissions: ['x_y_read'] },
  ],
  notFound: [named, {}],
  nothingOffered: [named, {}],
  askingInputs: [named],
  removeAsk: [named, { ...named, product: undefined }],
  methods: [named],
  between: [{ prefix: 'https://', suffix: '.example' }, { suffix: '.example' }, { prefix: 'https://' }],
  fieldErrors: [fields, { ...fields, ...none }],
  connected: [
    { ...named, reconnected: true },
    { ...named, reconnected: false },
  ],
  connectedOn: [until],
  healthDetail: [{ ...named, until }, { integration: 'Harbor' }],
  problems: [
    about({ retryAfter: 30, account: 'ada@acme.test' }),
    about({ product: undefined, integration: undefined, offline: true }),
    about({ offline: true }),
  ],
};

/** Every sentence of a copy, by the path of its key and of what it was said with. */
function sentences(copy: Copy): [path: string, words: string][] {
  const said = (path: string, value: unknown): [string, string][] => {
    if (typeof value === 'string') return [[path, value]];
    if (typeof value === 'function') {
      const key = path.split('.')[0] ?? '';
      return (samples[key] ?? ['Harbor']).flatMap((sample, at) => said(`${path}(${at})`, value(sample)));
    }
    return Object.entries(value as object).flatMap(([key, one]) => said(`${path}.${key}`, one));
  };
  return Object.entries(copy).flatMap(([key, value]) => (key === 'categories' ? [] : said(key, value)));
}

/** Without the marks that isolate names. */
function plain(words: string): string {
  return words.replace(/[\u2068\u2069]/g, '');
}
