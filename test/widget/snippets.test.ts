import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { parseTemplate } from '@angular/compiler';
import { transformSync } from 'esbuild';
import * as fc from 'fast-check';
import { compile as compileSvelte, parse as parseSvelte } from 'svelte/compiler';
import { compileScript, compileStyle, compileTemplate, parse as parseVue } from 'vue/compiler-sfc';
import { CreateSession } from '../../src/contract/index.js';
import { actions, defaults, events, type Settings } from '../../stories/configurator/settings.js';
import { snippets } from '../../stories/configurator/snippets.js';

const words = fc.string({
  unit: fc.oneof(fc.constantFrom(...`'"\`<>{}$\\;&|!\n -`), fc.string({ unit: 'grapheme', maxLength: 1 })),
});
const settings: fc.Arbitrary<Settings> = fc.record({
  endpoint: words,
  sessionUrl: words,
  origin: words,
  authMode: fc.constantFrom('auto', 'popup', 'redirect'),
  events: fc.uniqueArray(fc.constantFrom(...events)),
  permissions: fc.array(words),
  categories: fc.array(words),
  allow: fc.uniqueArray(fc.constantFrom(...actions)),
  display: fc.constantFrom('inline', 'popover', 'dialog'),
  theme: fc.constantFrom('auto', 'light', 'dark'),
  lang: words,
  variables: fc.dictionary(fc.constantFrom('accent', 'radius', 'font-family'), words),
});

const everything: Settings = {
  ...defaults,
  sessionUrl: '/api/connect-session',
  origin: 'https://app.acme.com',
  authMode: 'redirect',
  events,
  categories: ['crm'],
  allow: actions,
  display: 'dialog',
  theme: 'dark',
  lang: 'pt-BR',
  variables: { accent: '#7a2ff2', 'font-family': 'Georgia, serif' },
};

/** Holds for the settings one starts from, for all of them at once, and whatever is typed into them. */
function always(check: (settings: Settings) => void): void {
  check(defaults);
  check(everything);
  fc.assert(fc.property(settings, check), { numRuns: 30 });
}

function javaScriptOf(code: string, loader: 'js' | 'jsx' | 'ts' = 'js'): string {
  return transformSync(code, {
    loader,
    jsx: 'automatic',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  }).code;
}

/** The attributes of the tag in a template that Angular's parser, which reads HTML too, finds no fault with. */
function attributesIn(template: string): Record<string, string> {
  const { nodes, errors } = parseTemplate(template, 'snippet.html', { preserveWhitespaces: true });
  assert.deepEqual(errors, null);
  const found = nodes.find((node) => 'name' in node && node.name === 'connection-embed');
  assert.ok(found && 'attributes' in found && Array.isArray(found.attributes));
  return Object.fromEntries(found.attributes.map(({ name, value }) => [name, value]));
}

function expected({ endpoint, sessionUrl, permissions, display }: Settings): Record<string, string> {
  const all = {
    endpoint,
    'session-url': sessionUrl,
    permissions: permissions.join(),
    for: display === 'inline' ? '' : 'connect',
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

test('the HTML is well-formed, says what was set, and its script can be run', () => {
  always((set) => {
    const { html } = snippets(set);
    const [, markup = '', script = ''] = /^([\s\S]*)<script type="module">\n([\s\S]*)<\/script>$/.exec(html) ?? [];
    javaScriptOf(script);
    const attributes = attributesIn(markup);
    for (const [name, value] of Object.entries(expected(set))) assert.equal(attributes[name], normal(value));
  });
});

test('React draws the tag with what was set', () => {
  always((set) => {
    const code = transformSync(snippets(set).react, {
      loader: 'jsx',
      jsxFactory: 'h',
      jsxFragment: '"all"',
      format: 'cjs',
    });
    type Drawn = { type: string; props: Record<string, string>; children: Drawn[] };
    const h = (type: string, props: Drawn['props'], ...children: Drawn[]): Drawn => ({ type, props, children });
    const exported: { Connect?: () => Drawn } = {};
    new Function('module', 'require', 'h', code.code)(
      {
        set exports(all: object) {
          Object.assign(exported, { Connect: Reflect.get(all, 'Connect') });
        },
      },
      () => ({ ConnectionEmbed: 'tag' }),
      h,
    );
    const drawn = exported.Connect?.();
    const tag = drawn?.type === 'all' ? drawn.children[1] : drawn;
    assert.equal(tag?.type, 'tag');
    const { 'session-url': sessionUrl, ...others } = expected(set);
    for (const [name, value] of Object.entries({ ...others, ...(sessionUrl && { sessionUrl }) }))
      assert.equal(tag?.props[name], value);
  });
});

test('Vue compiles: script, template and style', () => {
  always((set) => {
    const { descriptor, errors } = parseVue(snippets(set).vue, { ignoreEmpty: false });
    assert.deepEqual(errors, []);
    compileScript(descriptor, { id: 'snippet' });
    const template = compileTemplate({ source: descriptor.template?.content ?? '', filename: 'a.vue', id: 'snippet' });
    assert.deepEqual(template.errors, []);
    for (const { content } of descriptor.styles)
      assert.deepEqual(compileStyle({ source: content, filename: 'a.vue', id: 'snippet' }).errors, []);
  });
});

test('Angular compiles: class and template', () => {
  always((set) => {
    const { angular } = snippets(set);
    javaScriptOf(angular, 'ts');
    const attributes = attributesIn(/template: `([\s\S]*?)`,/.exec(angular)?.[1] ?? '');
    for (const [name, value] of Object.entries(expected(set))) assert.equal(attributes[name], normal(value));
  });
});

test('Svelte compiles without a warning', () => {
  always((set) => {
    const { warnings } = compileSvelte(snippets(set).svelte, { generate: 'client' });
    assert.deepEqual(
      warnings.map(({ message }) => message),
      [],
    );
    assert.ok(parseSvelte(snippets(set).svelte, { modern: true }).fragment.nodes.length > 0);
  });
});

test('the API call is one command to a shell, with a body that the server takes', () => {
  for (const set of [
    defaults,
    everything,
    { ...defaults, endpoint: `it's $(touch /tmp/x)`, permissions: ["'; true"] },
  ]) {
    const script = `curl() { printf '%s\\0' "$@"; }\n${snippets(set).curl}`;
    const args = execFileSync('sh', ['-c', script], { env: { CONNECTION_EMBED_API_KEY: 'canary-key' } })
      .toString()
      .split('\0');
    assert.equal(args[0], `${set.endpoint}/sessions`);
    assert.ok(args.includes('Authorization: Bearer canary-key'));
    const body = CreateSession.parse(JSON.parse(args[args.indexOf('-d') + 1] ?? ''));
    assert.deepEqual(body.permissions, set.permissions);
  }
});

test('the call from a backend can be run', () => always((set) => void javaScriptOf(snippets(set).fetch)));

test('no snippet holds a key: where one is needed, it names a variable of the environment', () => {
  for (const [name, code] of Object.entries(snippets(everything))) {
    const named = /^(curl|fetch)$/.test(name);
    assert.equal(/CONNECTION_EMBED_API_KEY/.test(code), named, name);
    assert.equal(/authorization/i.test(code), named, name);
    assert.doesNotMatch(code, /Bearer (?!\$)|api[-_]?key["'=:\s]+["']|secret/i, name);
  }
});

/** Line ends, as HTML reads them. */
function normal(value: string): string {
  return value.replace(/\r\n?/g, '\n');
}
