import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build, parseSync } from 'vite';
import { locales } from '../../src/widget/core/index.js';
import { launchChromium } from '../e2e/support/browser.js';

/**
 * Kilobytes of 1000 bytes, gzip, dependencies in. What comes after the picker is held where it is now, so that it only
 * grows on purpose: what places a popover is loaded by a page with a popover and no other.
 */
const budget = { picker: 24, inline: 47.5, dialog: 2.7, popover: 3.5, contract: 10, language: 1.5 };

const cdn = 'dist/cdn';
const files = new Map(
  readdirSync(cdn, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, readFileSync(join(cdn, name))]),
);

/** Chunks of other languages than English: their words, and what makes copy of them. */
const ofLanguages = new RegExp(`^chunks/(${[...locales.slice(1), 'locale', 'steps-copy'].join('|')})-`, 'i');

/** Chunks that only a popover or dialog loads. */
const ofShapes = /^chunks\/(shape|anchored)-/;

test('all JavaScript a page loads until the picker is on screen is at most 24 kB', async (t) => {
  const loaded = await loadedUntilReady();
  assert.ok(loaded.includes('connection-embed.js'), 'the entry was loaded');
  for (const name of staticClosure('connection-embed.js')) assert.ok(loaded.includes(name), `${name} was loaded`);
  const kB = sizeOf(loaded);
  t.diagnostic(`${kB} kB: ${loaded.join(', ')}`);
  assert.ok(kB <= budget.picker, `${kB} kB in ${loaded.map((name) => `${name} (${sizeOf([name])})`).join(', ')}`);
});

test('everything a tag in the page can ever load in English is at most 47.5 kB', (t) => {
  const kB = sizeOf([...files.keys()].filter((name) => !ofLanguages.test(name) && !ofShapes.test(name)));
  t.diagnostic(`${kB} kB`);
  assert.ok(kB <= budget.inline, `${kB} kB`);
});

test('a dialog costs at most 2.7 kB more, a popover another 3.5, and neither who does not use it', (t) => {
  for (const [name, most] of [
    ['shape', budget.dialog],
    ['anchored', budget.popover],
  ] as const) {
    const chunks = [...files.keys()].filter((file) => file.startsWith(`chunks/${name}-`));
    assert.equal(chunks.length, 1, name);
    const kB = sizeOf(chunks);
    t.diagnostic(`${name} ${kB} kB`);
    assert.ok(kB <= most, `${name} ${kB} kB`);
  }
});

test('a further language costs at most 1.5 kB a chunk, and nothing who does not use it', (t) => {
  const names = [...files.keys()].filter((name) => ofLanguages.test(name));
  for (const tag of locales.slice(1))
    assert.equal(names.filter((name) => new RegExp(`^chunks/${tag}-`, 'i').test(name)).length, 6, tag);
  const kB = Math.max(...names.map((name) => sizeOf([name])));
  t.diagnostic(`${kB} kB at most, in ${names.length} chunks`);
  assert.ok(kB <= budget.language, `${kB} kB`);
});

test('a further language is at most 2.1 kB at the picker and 6.2 more after it, to those who read it', (t) => {
  const names = [...files.keys()].filter((name) => ofLanguages.test(name));
  const shared = (part: string): string[] => names.filter((name) => name.startsWith(`chunks/${part}-`));
  for (const tag of locales.slice(1)) {
    const own = names.filter((name) => new RegExp(`^chunks/${tag}-`, 'i').test(name));
    const isPart = (name: string): boolean => /-(steps|forms|sign-in|problems|permissions)-/.test(name);
    const first = sizeOf([...own.filter((name) => !isPart(name)), ...shared('locale')]);
    const later = sizeOf([...own.filter(isPart), ...shared('steps-copy')]);
    t.diagnostic(`${tag} ${first} and ${later} kB`);
    assert.ok(first > 1 && first <= 2.1 && later > 3 && later <= 6.2, `${tag} ${first} and ${later} kB`);
  }
});

test('the contract alone is at most 10 kB', async (t) => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'src/contract/index.ts', formats: ['es'] },
      rolldownOptions: { output: { minify: true, comments: false } },
    },
  });
  assert.ok(Array.isArray(result));
  const code = result.flatMap((one) => one.output).flatMap((one) => (one.type === 'chunk' ? one.code : []));
  const kB = gzipSync(code.join('')).length / 1000;
  t.diagnostic(`${kB} kB`);
  assert.ok(kB > 1 && kB <= budget.contract, `${kB} kB`);
});

test('no file of the widget names another origin to load from', () => {
  for (const [name, body] of files) {
    const found = /(?:import\(|from\s*|src\s*=\s*|fetch\()["'`]https?:/.exec(body.toString());
    assert.equal(found, null, name);
  }
});

test('no file of the widget needs unsafe-eval', () => {
  for (const [name, body] of files) assert.doesNotMatch(body.toString(), /\beval\(|new Function\(/, name);
});

function sizeOf(names: readonly string[]): number {
  const bytes = names.map((name) => gzipSync(files.get(name)!, { level: 9 }).length).reduce((sum, one) => sum + one, 0);
  return bytes / 1000;
}

/** The file and all it imports before it runs. */
function staticClosure(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { moduleRequest } of parseSync(name, files.get(name)!.toString()).module.staticImports) {
    staticClosure(posix.join(posix.dirname(name), moduleRequest.value), seen);
  }
  return seen;
}

/** Names of the files that a real page has asked for when the tag says `embed-ready`. */
async function loadedUntilReady(): Promise<string[]> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const base = `http://localhost:${(server.address() as AddressInfo).port}`;
    const [type, body] = files.has(name)
      ? ['text/javascript', files.get(name)!]
      : (pages(base)[name] ?? ['text/plain', '']);
    response.writeHead(body === '' ? 404 : 200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/page.html`);
    const loaded = page.waitForFunction(() => (globalThis as { loaded?: string[] }).loaded, null, { timeout: 10_000 });
    return (await (await loaded).jsonValue())!;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

function pages(base: string): Record<string, [type: string, body: string]> {
  const claims = {
    iss: base,
    aud: base,
    sub: 'ada',
    exp: Math.floor(Date.now() / 1000) + 900,
    workspace_id: 'default',
    environment: 'Production',
    origin: base,
    allow: ['create', 'list'],
    permissions: ['crm_contact_read'],
  };
  const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.e30`;
  const expires_at = new Date(claims.exp * 1000).toISOString();
  return {
    'page.html': [
      'text/html',
      `<!doctype html><html lang="en"><script>
        addEventListener('embed-ready', () => {
          const names = performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname.slice(1));
          globalThis.loaded = names.filter((name) => name.endsWith('.js'));
        });
      </script>
      <script type="module" src="/connection-embed.js"></script>
      <connection-embed endpoint="${base}" permissions="crm_contact_read"></connection-embed></html>`,
    ],
    sessions: ['application/json', JSON.stringify({ token, expires_at, endpoint: base })],
    'unified/integration': [
      'application/json',
      JSON.stringify([{ type: 'northwind-crm', name: 'Northwind CRM', categories: ['crm'] }]),
    ],
  };
}
