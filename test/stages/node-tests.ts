import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { bundled } from './bundled.js';
import type { Tally } from './tally.js';

/** Runs files of `node:test`, each bundled and in a process of its own. Counts leaf tests only; notes the slowest files. */
export async function runNodeTests(
  folder: string,
  options: { ending: string; concurrency: number; except?: string },
): Promise<Tally> {
  const files = filesIn(folder)
    .filter((file) => file.endsWith(options.ending))
    .filter((file) => !options.except || !file.startsWith(resolve(options.except) + sep));
  if (files.length === 0) throw new Error(`${folder} has no ${options.ending}`);
  const tally: Tally = { passed: 0, failures: [] };

  let skipped = 0;
  const printed = new Map<string, string>();
  const seconds = new Map<string, number>();
  const leaf = leafOf();
  const sources = await bundled(files, { into: join('node_modules/.cache/tests', options.ending.split('.')[1] ?? '') });
  // What runs each file is started with the arguments of this process; a bundle needs no loader.
  process.execArgv = ['--enable-source-maps', '--import', noExit];
  const events = run({ files: [...sources.keys()], concurrency: options.concurrency, timeout: hangs });
  for await (const { type, data } of events) {
    if (type !== 'test:stderr' && type !== 'test:pass' && type !== 'test:fail') continue;
    const file = sources.get(data.file ?? '') ?? data.file ?? '';
    if (type === 'test:stderr') {
      printed.set(file, (printed.get(file) ?? '') + data.message);
      continue;
    }
    if (type === 'test:pass' && data.name === data.file) {
      tally.failures.push(`${file}\nhas no test`);
      continue;
    }
    const isLeaf = leaf(file, data.nesting);
    if (data.nesting === 0) seconds.set(file, (seconds.get(file) ?? 0) + data.details.duration_ms / 1000);
    if (data.skip !== undefined || data.todo !== undefined) skipped += isLeaf ? 1 : 0;
    else if (type === 'test:pass') tally.passed += isLeaf && data.details.type !== 'suite' ? 1 : 0;
    else if (isLeaf || !isSubtestFailure(data.details.error)) {
      tally.failures.push(describe(data.name, file, data.details.error, printed.get(file)));
    }
  }
  tally.notes = [...slowest(seconds), ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  return tally;
}

/** Milliseconds after which a file does not end by itself: more than the longest takes on a machine busy with much else. */
const hangs = 300_000;

/** A test that ends its process would take along those that have not run yet, without a word of it. */
const noExit = `data:text/javascript,process.exit = () => { throw new Error('a test ended its process'); };`;

/** Where the time goes: a line for each of the files that take longest. */
function slowest(seconds: ReadonlyMap<string, number>): string[] {
  const longest = [...seconds].sort(([, a], [, b]) => b - a).slice(0, 5);
  return longest.map(([file, took]) => `${took.toFixed(1).padStart(6)} s  ${relative('.', file)}`);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(join(entry.parentPath, entry.name)))
    .sort();
}

/** Children report before their parent: a test is a leaf when none reported one level below since the last at its own. */
function leafOf(): (file: string, nesting: number) => boolean {
  const seen = new Map<string, boolean[]>();
  return (file, nesting) => {
    const parents = seen.get(file) ?? [];
    seen.set(file, parents);
    const isLeaf = !parents[nesting];
    parents[nesting] = false;
    if (nesting > 0) parents[nesting - 1] = true;
    return isLeaf;
  };
}

function isSubtestFailure(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

function describe(name: string, file: string | undefined, error: Error, stderr = ''): string {
  const where = file ? `${name}\n  ${file}` : name;
  return `${where}\n${inspect(error.cause ?? error, { depth: 6 })}${stderr ? `\nstderr of its file:\n${stderr}` : ''}`;
}
