import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { runDemo, type RunningDemo } from './support/demo.js';

let demo: RunningDemo;
before(async () => {
  demo = await runDemo({ hosts: {} });
});
after(() => demo.close());

test('what the README says of both vendors’ SDKs runs as it stands there, against the demo', async () => {
  const readme = await readFile('README.md', 'utf8');
  const part = readme.slice(readme.indexOf('## From your backend'), readme.indexOf('### Links'));
  const [clients = '', imports = '', ...more] = [...part.matchAll(/```js\n([\s\S]*?)```/g)].map(
    ([, code]) => code ?? '',
  );
  assert.deepEqual(more, []);
  const program = [
    clients.replaceAll('http://localhost:4001', demo.server),
    "const accessToken = 'access', refreshToken = 'refresh', issuedAt = new Date();",
    imports,
    "const made = await unified.connection.listUnifiedConnections({ externalXref: 'user-1' });",
    'console.log(JSON.stringify(made.map((one) => one.integrationType).sort()));',
  ].join('\n');
  assert.ok(program.includes(demo.server));
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  assert.deepEqual(JSON.parse(stdout), ['lumen-mail', 'northwind-crm', 'northwind-crm']);
});
