import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

type Packages = Record<string, { optionalDependencies?: Record<string, string> }>;

test('the lock file holds the binaries of every platform, without which npm ci refuses it', () => {
  const { packages }: { packages: Packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  assert.deepEqual(missing(packages), []);
  const planted = { 'node_modules/a': { optionalDependencies: { '@a/darwin': '1.0.0' } } };
  assert.deepEqual(missing(planted), ['node_modules/a wants @a/darwin']);
});

/** Optional packages that are wanted and stand in no folder where Node would find them. */
function missing(packages: Packages): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !foldersAbove(path).some((folder) => `${folder}node_modules/${name}` in packages))
      .map((name) => `${path} wants ${name}`),
  );
}

function foldersAbove(path: string): string[] {
  const parts = path.split('node_modules/');
  return parts.map((_, i) => parts.slice(0, i).join('node_modules/')).concat(path ? `${path}/` : '');
}
