import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const workflow = readFileSync('.github/workflows/release.yml', 'utf8');

/** Each job by its name, as it is written. */
const jobs = new Map(
  (workflow.split(/^jobs:\n/m)[1] ?? '').split(/^(?= {2}[\w-]+:\n)/m).map((job) => [job.trim().split(':', 1)[0], job]),
);

test('whoever may write or vouch for the package runs nothing that was installed or checked out', () => {
  assert.deepEqual(
    [...jobs].filter(([, job]) => /: write\b/.test(job)).map(([name]) => name),
    ['publish', 'announce'],
  );
  for (const name of ['publish', 'announce']) {
    assert.doesNotMatch(jobs.get(name) ?? '', /npm (ci|install|run|exec|pack|test)|npx|actions\/checkout|\.ci\/run/);
    assert.match(jobs.get(name) ?? '', /actions\/download-artifact@/);
  }
  assert.match(workflow, /^permissions: \{\}$/m);
});

test('what is published is the file that was packed by a job that may only read, after every check', () => {
  const pack = jobs.get('pack') ?? '';
  assert.match(pack, /permissions:\n {6}contents: read\n {4}steps:/);
  assert.match(
    pack,
    /npm ci --ignore-scripts[^]*npm run build[^]*npm pack --ignore-scripts[^]*actions\/upload-artifact@/,
  );
  assert.match(jobs.get('publish') ?? '', /npm publish \.\/\*\.tgz --ignore-scripts --provenance/);
  for (const [name, before] of [
    ['pack', 'check'],
    ['publish', 'pack'],
    ['announce', 'publish'],
  ] as const)
    assert.match(jobs.get(name) ?? '', new RegExp(`^ {4}needs: ${before}$`, 'm'));
});

test('secrets and tokens are given to the one step that needs them, and every action is pinned by its hash', () => {
  for (const [name, job] of jobs) {
    const secrets = job.match(/secrets\.\w+|github\.token/g) ?? [];
    assert.deepEqual(secrets, name === 'publish' ? ['secrets.NPM_TOKEN'] : name === 'announce' ? ['github.token'] : []);
  }
  const uses = workflow.match(/uses: .*/g) ?? [];
  assert.ok(uses.length > 0);
  for (const one of uses) assert.match(one, /@[0-9a-f]{40} # v\d/);
});
