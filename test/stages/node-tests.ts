import { readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import type { Tally } from './tally.js';

/** Runs files of `node:test`, each in its own process, with the loader this process runs under. Counts leaf tests only. */
export async function runNodeTests(
  folder: string,
  options: { ending: string; concurrency: number; except?: string },
): Promise<Tally> {
  const files = filesIn(folder)
    .filter((file) => file.endsWith(options.ending))
    .filter((file) => !options.except || !file.startsWith(resolve(options.except) + sep));
  const tally: Tally = { passed: 0, failures: [] };
  if (files.length === 0) return tally;

  let skipped = 0;
  const printed = new Map<string, string>();
  const leaf = leafOf();
  for await (const { type, data } of run({ files, concurrency: options.concurrency, timeout: 120_000 })) {
    if (type === 'test:stderr') printed.set(data.file ?? '', (printed.get(data.file ?? '') ?? '') + data.message);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isLeaf = leaf(data.file ?? '', data.nesting);
    if (data.skip !== undefined || data.todo !== undefined) skipped += isLeaf ? 1 : 0;
    else if (type === 'test:pass') tally.passed += isLeaf && data.details.type !== 'suite' ? 1 : 0;
    else if (isLeaf || !isSubtestFailure(data.details.error)) {
      tally.failures.push(describe(data.name, data.file, data.details.error, printed.get(data.file ?? '')));
    }
  }
  if (skipped > 0) tally.notes = [`${skipped} skipped`];
  return tally;
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
