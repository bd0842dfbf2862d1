import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems, type Integration, type ProblemCode } from '../../../src/contract/index.js';
import {
  categoryLabel,
  en,
  fieldErrorWords,
  hintOf,
  loadStepsCopy,
  mergeCopy,
  type ProblemAbout,
} from '../../../src/widget/core/index.js';

const steps = await loadStepsCopy();
const abouts: ProblemAbout[] = [
  { product: 'Acme', integration: 'Harbor ATS', account: 'ada@acme.test', retryAfter: 30, offline: false },
  { product: undefined, integration: undefined, retryAfter: undefined, offline: true },
];

test('every problem has a title and a text, with and without names to name', () => {
  for (const code of Object.keys(problems) as ProblemCode[])
    for (const about of abouts) {
      const { title, text } = steps.problems[code](about);
      assert.match(title, /^[A-Z].*[^.]$/, code);
      assert.match(text, /^[A-Z].*\.$/, code);
    }
  assert.deepEqual(Object.keys(steps.problems).sort(), Object.keys(problems).sort());
});

test('every error of a field has words that name the field or say what to do', () => {
  const field = { name: 'key', type: 'secret', min_length: 8, max_length: 40, example: 'sk_123' } as const;
  for (const code of [...Object.keys(steps.fieldErrors), 'made_up_tomorrow']) {
    const words = fieldErrorWords(code, { copy: steps, field, label: 'API Key', integration: 'Harbor' });
    assert.match(words, /^[A-Z].*\.$/, code);
  }
  const rejected = fieldErrorWords('credentials_rejected', {
    copy: steps,
    field,
    label: 'API Key',
    integration: 'Harbor',
  });
  assert.equal(rejected, 'Harbor did not accept this API key. Check that it is active.');
});

test('the words stay calm: no exclamation, no blame, no wire name, no status code, nothing undefined', () => {
  for (const text of everySentence()) {
    assert.doesNotMatch(text, /!|oops|sorry|invalid|illegal|failed|wrong|error/i);
    assert.doesNotMatch(text, /token_names|[a-z]_[a-z]|\b[45]\d\d\b/);
    assert.doesNotMatch(text, /undefined|null|NaN|\[object|  /);
  }
});

test('the permission line says all that is asked for, in words', () => {
  const line = (permissions: string[], product?: string) => steps.permissions({ product, permissions });
  assert.equal(line(['crm_contact_read', 'crm_deal_read'], 'Acme'), 'Acme will read your contacts and deals.');
  assert.equal(line(['crm_contact_read']), 'This page will read your contacts.');
  assert.equal(line([], 'Acme'), '');
  assert.equal(
    line(['crm_contact_read', 'crm_contact_write', 'ticketing_ticket_read', 'hris_timeoff_write'], 'Acme'),
    'Acme will read your tickets, change your time off, and read and change your contacts.',
  );
  assert.equal(
    line(['hris_person_read', 'crm_company_write']),
    'This page will read your people and change your companies.',
  );
  assert.equal(line(['x_made_up_thing_read']), 'This page will read your made up things.');
  assert.equal(line(['webhook', 'crm_lead_read'], 'Acme'), 'Acme will read your leads and be told of changes.');
  assert.equal(line(['nonsense']), '');
});

test('more objects than a line holds are named by their categories, none left out', () => {
  const permissions = ['account', 'bill', 'invoice', 'expense'].map((object) => `accounting_${object}_read`);
  assert.equal(
    steps.permissions({ product: 'Acme', permissions: [...permissions, 'crm_deal_read', 'hris_group_read'] }),
    'Acme will read your accounting, CRM and HR data.',
  );
});

test('a row says what comes next', () => {
  const integration = (overrides: Partial<Integration>): Integration => ({
    type: 'x',
    name: 'X',
    categories: [],
    ...overrides,
  });
  assert.equal(hintOf(integration({}), en), 'Sign in');
  assert.equal(hintOf(integration({ token_names: ['API Key', 'Domain'] }), en), 'API key and domain');
  assert.equal(
    hintOf(integration({ token_names: ['client_id', 'secret', 'a', 'b'] }), en),
    'Client ID, secret and 2 more',
  );
  assert.equal(hintOf(integration({ token_names: ['API Key'], is_active: false }), en), 'Not available yet');
});

test('how long a value is to be is said as what to do', () => {
  const { too_short, too_long } = steps.fieldErrors;
  const about = { label: 'API Key', integration: 'Harbor', min: 8, max: 64, example: undefined };
  assert.equal(too_short(about), 'The API key is too short. Enter at least 8 characters.');
  assert.equal(too_long(about), 'The API key is too long. Enter at most 64 characters.');
  assert.equal(too_short({ ...about, min: undefined }), 'The API key is too short.');
});

test('a category has a label, and one of tomorrow a sane one', () => {
  assert.equal(categoryLabel('accounting', en), 'Accounting');
  assert.equal(categoryLabel('hris', en), 'HR');
  assert.equal(categoryLabel('space_travel', en), 'Space travel');
  assert.equal(categoryLabel('constructor', en), 'Constructor');
});

test('an embedder overrides a key, or one entry of a table, and the rest stays', () => {
  const copy = mergeCopy(
    { ...en, ...steps },
    { product: 'Acme', title: 'Link your tools', categories: { crm: 'Sales' }, retry: undefined },
  );
  assert.equal(copy.product, 'Acme');
  assert.equal(copy.title, 'Link your tools');
  assert.equal(copy.categories['crm'], 'Sales');
  assert.equal(copy.categories['ats'], 'Recruiting');
  assert.equal(copy.retry, en.retry);
  assert.equal(en.categories['crm'], 'CRM');
  const problem = () => ({ title: 'Hello', text: 'There.' });
  assert.equal(mergeCopy({ ...en, ...steps }, { problems: { forbidden: problem } }).problems.forbidden, problem);
  assert.equal(mergeCopy(en, undefined).title, en.title);
});

test('a server that cannot be reached is not called a lost connection, nor the other way round', () => {
  const [named, nameless] = abouts;
  const say = steps.problems.network_failed;
  assert.equal(say({ ...named!, offline: false }).title, 'Acme cannot be reached');
  assert.equal(say({ ...nameless!, offline: false }).title, 'This page’s server cannot be reached');
  assert.equal(say({ ...named!, offline: true }).title, 'You are offline');
  assert.match(say({ ...named!, offline: true }).text, /Try again once/);
  assert.match(say({ ...nameless!, offline: true }).text, /^Nothing was lost. We try again/);
});

test('a wait is told in words', () => {
  const wait = (retryAfter: number | undefined) => steps.problems.rate_limited({ ...abouts[1]!, retryAfter }).text;
  assert.match(wait(30), /in 30 seconds\.$/);
  assert.match(wait(60), /in 1 minute\.$/);
  assert.match(wait(90), /in 2 minutes\.$/);
  assert.match(wait(undefined), /in 1 minute\.$/);
});

/** Every sentence there is, those with arguments said with and without the names they may name. */
function everySentence(): string[] {
  const copy = { ...en, ...steps };
  const field = { label: 'API key', integration: 'Harbor', min: 4, max: 9, example: 'acme' };
  const plain = Object.values(copy).filter((words) => typeof words === 'string');
  const words = abouts.flatMap((about) => [
    ...Object.values(copy.problems).map((problem) => problem(about)),
    copy.notFound(about),
    copy.nothingOffered(about),
  ]);
  words.push(copy.stepFailed, copy.confirming('Harbor'), ...Object.values(copy.waiting).map((say) => say('Harbor')));
  return [
    ...plain,
    ...Object.values(copy.categories),
    ...words.flatMap(({ title, text }) => [title, text]),
    ...Object.values(copy.fieldErrors).flatMap((say) => [
      say(field),
      say({ ...field, min: undefined, max: undefined, example: undefined }),
    ]),
    ...abouts.flatMap((about) => [copy.privacy(about), copy.permissions({ ...about, permissions: ['crm_deal_read'] })]),
    ...[0, 1, 2, 1000].flatMap((count) => [copy.searchPlaceholder(count), copy.announceResults(count)]),
    ...[true, false].map((reconnected) => copy.connected({ integration: 'Harbor', reconnected })),
    copy.between({ prefix: 'https://', suffix: '.example' }),
    copy.between({ prefix: undefined, suffix: '.example' }),
    copy.between({ prefix: 'https://', suffix: undefined }),
    copy.hintFields(['API key', 'Domain']),
    ...[copy.noMatches, copy.opening, copy.connectTitle, copy.continueTo, copy.example, copy.signedInAs].map((say) =>
      say('Harbor'),
    ),
  ];
}

test('the name of a product that ends in s stands before what is its own', () => {
  assert.match(en.privacy({ product: 'Acme' }), / Acme’s server /);
  assert.match(en.privacy({ product: 'Acme Integrations' }), / Acme Integrations’ server /);
  assert.match(en.privacy({ product: undefined }), / this page’s server /);
});
