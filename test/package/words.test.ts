import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'vite';
import { anatomy } from '../../src/widget/element/anatomy.js';

const views = ['src/widget/element/views', 'src/widget/element/shapes', 'src/widget/element'].flatMap(filesIn);
const pages = filesIn('src/server/http/pages');

test('no literal word stands in a view of the widget', () => {
  assert.ok(views.length > 20);
  for (const file of views) assert.deepEqual(wordsIn(readFileSync(file, 'utf8'), file), [], file);
});

test('a view is at most 100 lines long', () => {
  const long = filesIn('src/widget/element/views').filter(
    (file) => readFileSync(file, 'utf8').split('\n').length > 101,
  );
  assert.deepEqual(long, []);
});

test('no text waits in a view of the widget to be put into a template by a name', () => {
  const drawn = filesIn('src/widget/element/views');
  for (const file of drawn) assert.deepEqual(textsIn(readFileSync(file, 'utf8'), file), [], file);
});

test('a text that a name stands for is found, and what only technology reads is not', () => {
  const found = (source: string) => textsIn(source, 'a.ts');
  assert.deepEqual(found("const words = 'Close it'; html`<p>${words}</p>`"), ['Close it']);
  assert.deepEqual(found("const labels = { off: 'Disconnect' }; const say = (x) => `Hello ${x}`"), [
    'Disconnect',
    'Hello ',
  ]);
  assert.deepEqual(found("copy.title || 'Connect'"), ['Connect']);
  assert.deepEqual(found("import { html } from 'lit'; if (step === 'waiting') part = 'item item-active'"), []);
  assert.deepEqual(found("switch (step) { case 'connected': return `error-${at}`; }"), []);
});

test('no literal word stands in a page of the server', () => {
  assert.ok(pages.length > 4);
  for (const file of pages) assert.deepEqual(wordsIn(readFileSync(file, 'utf8'), file), [], file);
});

test('a word in a template is found, wherever it is read', () => {
  const found = (template: string) => wordsIn(`html\`${template}\``, 'a.ts');
  assert.deepEqual(found('<p part="empty">Nothing <b>here</b> ${x}</p>'), ['Nothing', 'here']);
  assert.deepEqual(found('<button aria-label="Close" @click=${x}>${y}</button>'), ['Close']);
  assert.deepEqual(found('<input placeholder="Search ${x}" />'), ['Search']);
  assert.deepEqual(found('<img alt="" src="a.png" title=\'Über\' />'), ['Über']);
  assert.deepEqual(found('<p class="note" aria-label=${x}>${`${a} · ${b}`}</p>'), []);
  assert.deepEqual(found('<li>${list.map((one) => html`<b>inner</b>`)}</li>'), ['inner']);
  assert.deepEqual(found('<a aria-label=${`${x} opens`}>${y}</a>'), ['opens']);
  assert.deepEqual(found('<a part=${x ? `b` : `c`}>${x ? `on` : "off"} ${"say " + x}</a>'), ['on', 'off', 'say']);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(folder, entry.name));
}

/**
 * The words that a file's `html` templates hold by themselves: in text, and in attributes that are read out or shown. An
 * expression stands for what it holds; of one that is a template literal the words count as well.
 */
function wordsIn(source: string, file: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, tag, quasi } = node as {
      type?: string;
      tag?: { name?: string };
      quasi?: { quasis: { value: { raw: string } }[]; expressions: unknown[] };
    };
    if (type === 'TaggedTemplateExpression' && tag?.name === 'html' && quasi) {
      found.push(...wordsOf(quasi.quasis.map(({ value }) => value.raw).join(hole)));
      // What is put into it: further templates, and words that are joined around names.
      for (const one of quasi.expressions) visit(one);
      quasi.expressions.forEach((one, at) => {
        const attribute = /([\w:@.?-]+)\s*=\s*["']?[^"'<>]*$/.exec(quasi.quasis[at]!.value.raw)?.[1];
        if (attribute === undefined || read.test(attribute)) found.push(...literals(one).flatMap(letters));
      });
      return;
    }
    for (const child of Object.values(node)) (Array.isArray(child) ? child : [child]).forEach(visit);
  };
  visit(parseSync(file, source).program);
  return found;
}

/** Every text of a file outside its templates, but for names of parts and ids, and what is only compared with. */
function textsIn(source: string, file: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const { type = '', operator = '', ...rest } = node as { type?: string; operator?: string } & Record<string, any>;
    if (/^(Import|Export(All|Named)Declaration$|TS(?!As|Satisfies|NonNull))/.test(type) && !rest['declaration']) return;
    if (type === 'TaggedTemplateExpression') return visit(rest['quasi'].expressions);
    if (type === 'SwitchCase') return visit(rest['consequent']);
    if (type === 'BinaryExpression' && /^[!=]==$/.test(operator))
      return [rest['left'], rest['right']].filter((side) => side.type !== 'Literal').forEach(visit);
    const text = type === 'TemplateElement' ? rest['value'].raw : type === 'Literal' ? rest['value'] : undefined;
    if (typeof text === 'string' && letters(text).length > 0 && !isTechnical(text)) found.push(text);
    Object.values(rest).forEach(visit);
  };
  visit(parseSync(file, source).program);
  return found;
}

function isTechnical(text: string): boolean {
  return (
    /^[a-z]+-$/.test(text) ||
    text
      .trim()
      .split(' ')
      .every((one) => technical.has(one))
  );
}

/** Parts, values of attributes, types of fields, keys of what is said, and states of the tag. */
const technical: ReadonlySet<string> = new Set([
  ...anatomy.parts,
  ...'true false off ltr auto link decimal'.split(' '),
  ...'text checkbox password file date url email number subdomain'.split(' '),
  ...'notFound nothingOffered obscured'.split(' '),
]);

const hole = '\u0000';
const read = /^(aria-label|aria-description|aria-roledescription|aria-valuetext|placeholder|title|alt)$/;

function wordsOf(markup: string): string[] {
  const found: string[] = [];
  const text = markup
    .replace(/<!--[\s\S]*?-->/g, '')
    // Rules and scripts are no words.
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[a-z][^\s>]*((?:[^>"']|"[^"]*"|'[^']*')*)>/gi, (_, attributes: string) => {
      for (const [, name = '', value = ''] of attributes.matchAll(/([\w:@.?-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)/g))
        if (read.test(name)) found.push(...letters(value));
      return ' ';
    })
    .replace(/<\/[^>]*>|<![^>]*>/g, ' ');
  return [...letters(text), ...found];
}

function letters(text: string): string[] {
  return text.replace(/&\w+;/g, ' ').match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
}

/** The texts that an expression may come to, as far as they stand in it. */
function literals(node: unknown): string[] {
  const { type, quasis, value, consequent, alternate, left, right } = node as {
    type?: string;
    quasis?: { value: { raw: string } }[];
    value?: unknown;
    consequent?: unknown;
    alternate?: unknown;
    left?: unknown;
    right?: unknown;
  };
  if (type === 'TemplateLiteral') return quasis?.map((one) => one.value.raw) ?? [];
  if (type === 'ConditionalExpression') return [...literals(consequent), ...literals(alternate)];
  if (type === 'LogicalExpression' || type === 'BinaryExpression') return [...literals(left), ...literals(right)];
  return typeof value === 'string' ? [value] : [];
}
