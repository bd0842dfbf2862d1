import { runBrowserTests } from './stages/browser-tests.js';
import { command } from './stages/command.js';
import { runNodeTests } from './stages/node-tests.js';
import { runStories } from './stages/storybook.js';
import type { Tally } from './stages/tally.js';
import { withPostgres } from './stages/with-postgres.js';

/**
 * Everything there is to check, in the order in which a failure is cheapest to read. Nothing stops the run; the last
 * line is the count, and the exit code is 1 when anything failed. `npm test -- types lint` runs only what is named.
 */
const stages: Record<string, () => Promise<Tally>> = {
  types: () => command('tsc', ['-b']),
  lint: () => command('oxlint', ['--deny-warnings']),
  format: () => command('prettier', ['--check', '--cache', '--log-level', 'warn', '.']),
  build: () => command('npm', ['run', '--silent', 'build']),
  node: () => withPostgres(() => runNodeTests('test', { ending: '.test.ts', except: 'test/package', concurrency: 2 })),
  browser: () => runBrowserTests(),
  e2e: () => withPostgres(() => runNodeTests('test', { ending: '.e2e.ts', concurrency: 2 })),
  package: () => runNodeTests('test/package', { ending: '.test.ts', concurrency: 1 }),
  storybook: () => runStories(),
};

const named = process.argv.slice(2);
const unknown = named.find((name) => !Object.hasOwn(stages, name));
if (unknown !== undefined) throw new Error(`no stage is called ${unknown}: ${Object.keys(stages).join(', ')}`);

let passed = 0;
let failed = 0;
for (const [name, stage] of Object.entries(stages)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const start = performance.now();
  const tally = await stage().catch((error: unknown): Tally => ({
    passed: 0,
    failures: [error instanceof Error ? (error.stack ?? '') : `${error}`],
  }));
  passed += tally.passed;
  failed += tally.failures.length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${name.padEnd(10)} ${tally.passed} passed, ${tally.failures.length} failed  (${seconds} s)`);
  for (const line of tally.notes ?? []) console.log(`  ${line}`);
  for (const failure of tally.failures) console.log(`\n✖ ${failure.trimEnd()}\n`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
