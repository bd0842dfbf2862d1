import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

interface Manifest {
  name: string;
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
}

const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** What an embedder may import from Node; React is a peer and imported by those who have it. */
const entries = Object.keys(manifest.exports).filter((key) => !key.includes('*') && !key.endsWith('.json'));

function npmPack(): { path: string; mode: number }[] {
  const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const reply: unknown = JSON.parse(out);
  const packed = Array.isArray(reply) ? reply[0] : Object.values(reply as object)[0];
  return packed.files;
}

test('the package holds dist and its four papers, nothing else', () => {
  const paths = npmPack().map((file) => file.path);
  const others = paths.filter((path) => !path.startsWith('dist/'));
  assert.deepEqual(others.sort(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  const strange = paths.filter(
    (path) => path.startsWith('dist/') && !/\.(js|d\.ts)$|\/licenses\.txt$|^dist\/[\w.-]+\.json$/.test(path),
  );
  assert.deepEqual(strange, []);
});

test('every file of dist stands for a file of src, so nothing old is shipped', () => {
  const old = npmPack()
    .map((file) => /^dist\/(?!cdn\/|_virtual\/)(.+?)(\.d\.ts|\.js)$/.exec(file.path)?.[1])
    .filter((path) => path !== undefined)
    .filter((path) => !existsSync(`src/${path}.ts`) && !existsSync(`src/${path}.tsx`));
  assert.deepEqual(old, []);
});

test('every target of exports and bin is in the package, with its types', () => {
  const paths = new Set(npmPack().map((file) => `./${file.path}`));
  for (const [key, target] of Object.entries(manifest.exports)) {
    for (const path of typeof target === 'string' ? [target] : [target.types, target.default]) {
      assert.ok(path.includes('*') || paths.has(path), `${key} -> ${path}`);
    }
  }
  for (const path of Object.values(manifest.bin)) assert.ok(paths.has(`./${path}`), path);
});

test('the command line starts with the line that makes it run', () => {
  for (const path of Object.values(manifest.bin)) {
    assert.match(readFileSync(path, 'utf8'), /^#!\/usr\/bin\/env node\n/);
  }
});

for (const key of entries) {
  const name = manifest.name + key.slice(1);
  test(`importing ${name} in Node works`, () => {
    const script = `const all = await import(${JSON.stringify(name)}); console.log(Object.keys(all).length)`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: {} });
    assert.match(out, /^\d+\n$/);
  });
}

test('a TypeScript project sees the types of every entry', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(process.cwd(), join(folder, 'node_modules', manifest.name));
  symlinkSync(join(process.cwd(), 'node_modules/@types'), join(folder, 'node_modules/@types'));
  const imports = entries.map((key, i) => `export * as e${i} from '${manifest.name}${key.slice(1)}';\n`);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'index.ts'), imports.join(''));
  const compilerOptions = { module: 'NodeNext', lib: ['ES2023', 'DOM'], types: ['node'], strict: true, noEmit: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const tsc = join(process.cwd(), 'node_modules/.bin/tsc');
  execFileSync(tsc, ['-p', folder, '--skipLibCheck'], { encoding: 'utf8' });
});

test('the map in the README shows the folders that are there', () => {
  const readme = readFileSync('README.md', 'utf8');
  const map = /```text\n(src\/\n[\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(map, 'the README has a map that starts with src/');
  const shown = mapPaths(map);
  const there = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.split('/').length <= 3);
  const folders = shown.filter((path) => !/\.\w+$/.test(path));
  assert.deepEqual(folders.filter((path) => path.startsWith('src/')).sort(), there.sort());
  for (const path of shown) assert.ok(existsSync(path), `the map shows ${path}, which is not there`);
});

/** Paths of a tree drawn by indents of two spaces: `name/` or `a/ b/` opens a folder, words after two spaces explain. */
function mapPaths(map: string): string[] {
  const trail: string[] = [];
  return map.split('\n').flatMap((line) => {
    const found = /^( *)(\S+(?: \S+\/)*)/.exec(line);
    if (!found?.[2] || !/[/.]/.test(found[2])) return [];
    const depth = found[1]!.length / 2;
    const names = found[2].split(' ').map((name) => name.replace(/\/$/, ''));
    trail.splice(depth, Infinity, names.at(-1)!);
    return names.map((name) => [...trail.slice(0, depth), name].join('/'));
  });
}
