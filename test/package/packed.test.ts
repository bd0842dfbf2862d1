import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before, describe, it, test } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { launchChromium } from '../e2e/support/browser.js';
import { hostPage } from '../e2e/support/host-page.js';
import { freePorts } from '../e2e/support/ports.js';
import { bundlers } from './consumer/bundlers.js';
import { otherTypes, reactPage, reactTypes, serverProgram, tagPage } from './consumer/pages.js';
import { emptyProject, type Project } from './consumer/project.js';

const run = promisify(execFile);
const program = (name: string): string => resolve('node_modules/.bin', name);

let project: Project;
before(async () => (project = await emptyProject()));
after(() => project.remove());

test('publint finds nothing to say about the packed tarball', async () => {
  const bytes = await readFile(project.tarball);
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  assert.deepEqual(
    messages.map((one) => formatMessage(one, pkg, { color: false })),
    [],
  );
});

test('are-the-types-wrong finds every entry resolved, as an ES module, in Node and in bundlers', async () => {
  const args = [project.tarball, '--profile', 'esm-only', '--format', 'json', '--exclude-entrypoints', './cdn/*'];
  const { stdout } = await run(program('attw'), args, { maxBuffer: 50_000_000 });
  const { analysis }: { analysis: { problems: { kind: string; resolutionKind?: string }[] } } = JSON.parse(stdout);
  // what the profile leaves out: resolution before there were exports, and require() in Node before 20.19
  const left = analysis.problems.filter(
    ({ kind, resolutionKind }) => resolutionKind !== 'node10' && kind !== 'CJSResolvesToESM',
  );
  assert.deepEqual(left, []);
});

test('every entry that needs no wildcard imports in Node, one after another in one process', async () => {
  const { exports }: { exports: object } = JSON.parse(await readFile('package.json', 'utf8'));
  const names = Object.keys(exports).filter((key) => !/\*|\.json$/.test(key));
  assert.ok(names.includes('./react') && names.includes('./server'));
  const lines = names.map((key) => `console.log(Object.keys(await import('connection-embed${key.slice(1)}')).length);`);
  const printed = await project.node('--input-type=module', '--eval', lines.join('\n'));
  assert.match(printed, new RegExp(`^(\\d+\\n){${names.length}}$`));
});

test('the command line of the installed package runs', async () => {
  assert.match(await project.node('node_modules/.bin/connection-embed', '--help'), /serve/);
});

for (const [react, types] of [
  ['18', undefined],
  ['19', resolve('node_modules/@types/react')],
] as const) {
  test(`a TypeScript project with React ${react} compiles against the installed types, wrong uses fail`, async () => {
    await project.write('react.ts', reactTypes);
    await project.write('other.ts', otherTypes);
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'Bundler',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      types: [],
      ...(types && { paths: { react: [types], 'react/*': [`${types}/*`] } }),
    };
    await project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['react.ts', 'other.ts'] }));
    const outcome = await run(program('tsc'), ['-p', project.folder]).catch((error: { stdout: string }) => error);
    assert.equal(outcome.stdout, '');
  });
}

describe('a page of the installed package, over the installed server', () => {
  let browser: Browser;
  let url: string;
  let end: () => Promise<void>;

  before(async () => {
    await project.write('tag.js', tagPage);
    await project.write('react.js', reactPage);
    await project.write('server.js', serverProgram);
    const server = spawn(process.execPath, ['server.js', String(await freePorts(1))], { cwd: project.folder });
    let complaint = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    const ended = once(server, 'close');
    const [line] = await Promise.race([once(server.stdout, 'data'), ended.then(() => assert.fail(complaint))]);
    url = String(line).trim();
    browser = await launchChromium();
    end = async () => {
      await browser.close();
      server.stdin.end();
      await ended;
    };
  });
  after(() => end());

  for (const [name, bundle] of Object.entries(bundlers)) {
    it(`bundled by ${name}: the tag, and React 18 in StrictMode, go from embed-ready to connection-created`, async () => {
      await bundle(project, { tag: './tag.js', react: './react.js' }, `out-${name}`);
      for (const kind of ['tag', 'react']) {
        const page = await browser.newPage();
        page.setDefaultTimeout(15_000);
        const errors: Error[] = [];
        page.on('pageerror', (error) => errors.push(error));
        await page.goto(`${url}/pages/${name}/${kind}`);
        const host = hostPage(page);
        await page.waitForFunction(() => window.heard?.['embed-ready']);
        await host.choose('Trusting');
        await host.sees(/Consumer Inc/);
        await host.fill({ 'API token': 'canary-token-of-a-consumer' });
        await host.press('Connect');
        await page.waitForFunction(() => window.heard['connection-created']);
        const heard = await page.evaluate(() => window.heard);
        assert.equal(heard['embed-ready']?.length, 1, kind);
        assert.equal(heard['connection-failed'], undefined, kind);
        const [created, ...more] = heard['connection-created'] ?? [];
        assert.deepEqual(more, [], kind);
        assert.equal(created?.connection?.integration_type, 'trusting', kind);
        assert.deepEqual(errors, [], kind);
        if (kind === 'react') {
          assert.equal(await page.locator('#connected').textContent(), 'trusting');
          assert.match(await page.evaluate(() => window.reactVersion), /^18\./);
        }
        assert.doesNotMatch(await page.content(), /canary/, kind);
        await page.context().close();
      }
    });
  }
});

declare global {
  interface Window {
    heard: Record<string, { connection?: { integration_type: string } }[]>;
    reactVersion: string;
  }
}
