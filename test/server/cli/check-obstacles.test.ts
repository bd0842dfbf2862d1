import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { examine } from '../../../src/server/cli/check.js';
import { createConnectionServer } from '../../../src/server/index.js';
import { type Desk, startDesk } from './command.js';

const secret = 'canary-secret-0123456789abcdefghij';

describe('what keeps a server from starting, told by check before and by serve then', () => {
  let desk: Desk;
  before(async () => {
    desk = await startDesk();
    await writeFile(join(desk.folder, 'a-file'), 'canary');
  });
  after(() => desk.close());

  async function check(env: Record<string, string> = {}, flags: { config?: string; data?: string } = {}) {
    const report = await examine({ data: join(desk.folder, 'data'), ...flags }, env);
    assert.doesNotMatch(JSON.stringify(report), /canary/);
    const bad = report.findings.filter(({ state }) => state !== 'ok');
    return { ...report, bad: bad.map(({ what, state }) => `${what} ${state}`), said: bad[0]?.detail ?? '' };
  }

  async function config(name: string, text: string): Promise<string> {
    const path = join(desk.folder, name);
    await writeFile(path, text);
    return path;
  }

  for (const [name, path] of [
    ['a file in place of the data folder', 'a-file'],
    ['a data folder below a file', 'a-file/data'],
  ] as const) {
    test(`${name} is named by both`, async () => {
      const data = join(desk.folder, path);
      const { bad, said } = await check({}, { data });
      assert.deepEqual(bad, ['data wrong']);
      assert.equal(said, `${data} cannot be a folder: ${join(desk.folder, 'a-file')} is a file`);
      const served = await desk.done(['serve', '--data', data]);
      assert.equal(served.code, 1);
      assert.match(served.stderr, /^\S+a-file\S* cannot be a folder: there is a file in its place, or above it\n$/);
      assert.equal(served.stdout, '');
    });
  }

  test('the folder of a database elsewhere counts too, and none is made', async () => {
    const below = `file:${join(desk.folder, 'a-file', 'connections.db')}`;
    assert.deepEqual((await check({ DATABASE_URL: below, CONNECTION_EMBED_SECRET: secret })).bad, ['data wrong']);
    const free = `file:${join(desk.folder, 'new', 'connections.db')}`;
    assert.deepEqual((await check({ DATABASE_URL: free, CONNECTION_EMBED_SECRET: secret })).bad, []);
    assert.equal((await readdir(desk.folder)).includes('new'), false);
  });

  test('a secret file that cannot be read is wrong, and not taken for none', async () => {
    const data = join(desk.folder, 'unreadable');
    await mkdir(join(data, 'secret'), { recursive: true });
    const { bad, said } = await check({}, { data });
    assert.deepEqual(bad, ['secrets wrong']);
    assert.equal(said, `${join(data, 'secret')} cannot be read: it is a folder`);
    const served = await desk.done(['serve', '--data', data]);
    assert.deepEqual([served.code, served.stderr.includes('cannot be read')], [1, true]);
  });

  test('serve says that its port is taken', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, stderr } = await desk.done(['serve', '--port', String(port), '--data', 'taken']);
    other.close();
    assert.deepEqual([code, stderr], [1, `port ${port} is taken\n`]);
  });

  test('a wrong secret is one sentence, said once', async () => {
    const database = `file:${join(desk.folder, 'sealed.db')}`;
    const server = createConnectionServer({ database, secrets: [secret], integrations: [], log: false });
    await server.ready();
    await server.close();
    const other = { DATABASE_URL: database, CONNECTION_EMBED_SECRET: `${secret}-other` };
    const { code, stderr, stdout } = await desk.done(['serve'], other);
    assert.equal(code, 1);
    assert.match(stderr, /^option `secrets` lacks the secret that sealed this database [^\n]+\n$/);
    assert.equal(stdout, '');
  });

  test('a file that cannot be read, or is of the wrong shape, is a finding like any other', async () => {
    const broken = await config('broken.mjs', 'export default {');
    const { bad, said, findings } = await check({}, { config: broken });
    assert.deepEqual(bad, ['config wrong']);
    assert.ok(said.startsWith(`${broken} cannot be read: `), said);
    assert.equal(findings.filter(({ what }) => what === 'config').length, 1);
    const none = join(desk.folder, 'none.mjs');
    assert.deepEqual((await check({}, { config: none })).bad, ['config wrong']);

    for (const [option, value] of [
      ['integrations', '{}'],
      ['integrations', '[() => {}]'],
      ['origins', '"https://app.acme.com"'],
      ['webhooks', '{ url: "canary" }'],
      ['url', 'new URL("https://app.acme.com")'],
    ]) {
      const file = await config(`shape-${option}-${value?.length}.mjs`, `export default { ${option}: ${value} };`);
      assert.deepEqual((await check({}, { config: file })).bad, [`${option} wrong`], `${option}: ${value}`);
    }
    const served = await desk.done(['serve', '--config', broken]);
    assert.deepEqual([served.code, served.stderr.includes('broken.mjs cannot be read: ')], [1, true]);
  });

  test('each thing is found wrong once', async () => {
    const integrations = 'integrations: []';
    const url = await config('url.mjs', `export default { url: 'http://app.acme.com', ${integrations} };`);
    assert.deepEqual((await check({}, { config: url })).bad, ['url wrong']);
    const hooks = "webhooks: [{ url: 'canary', secret: 'canary' }]";
    const hook = await config('hook.mjs', `export default { ${hooks}, ${integrations} };`);
    assert.deepEqual((await check({}, { config: hook })).bad, ['webhooks wrong']);
  });

  test('a receiver at a private address is found, and one on loopback beside a server there is not', async () => {
    const at = (url: string) =>
      check({ CONNECTION_EMBED_WEBHOOK_URL: url, CONNECTION_EMBED_WEBHOOK_SECRET: `whsec_${btoa('c'.repeat(32))}` });
    for (const url of ['https://10.0.0.1/hook', 'https://[fd00::1]/hook', 'https://169.254.169.254/hook']) {
      const { bad, said } = await at(url);
      assert.deepEqual(bad, ['webhooks wrong'], url);
      assert.match(said, /`webhooks\[0\]\.url` is a private address/);
    }
    for (const url of ['http://127.0.0.1:4444/hook', 'https://hooks.example.com/hook', 'https://93.184.216.34/hook'])
      assert.deepEqual((await at(url)).bad, [], url);
  });

  test('a variable that looks like ours and is none is a warning that names it', async () => {
    const { bad, said, ok } = await check({ CONNECTION_EMBED_ORIGIN: 'canary' });
    assert.deepEqual([bad, ok], [['environment warning'], true]);
    assert.match(said, /CONNECTION_EMBED_ORIGIN:/);
  });

  test('keys list and audit make nothing where nothing is, and say so', async () => {
    for (const args of [['keys', 'list'], ['audit']]) {
      const { code, stderr, stdout } = await desk.done([...args, '--data', 'looked-at']);
      assert.deepEqual([code, stdout], [0, '']);
      assert.match(stderr, /There is no database yet at .*looked-at/);
    }
    assert.equal((await desk.done(['keys', 'list', '--json', '--data', 'looked-at'])).stdout, '[]\n');
    assert.equal((await readdir(desk.folder)).includes('looked-at'), false);
  });

  test('a flag there is none of, or without its value, is named with the way to help', async () => {
    for (const [args, words] of [
      [['check', '--bogus'], /^Unknown option '--bogus'\.\nconnection-embed COMMAND \[flags\]; more by --help\.\n$/],
      [['serve', '--port'], /^Option '--port <value>' argument missing\.\nconnection-embed COMMAND .*--help\.\n$/],
    ] as const) {
      const { code, stderr } = await desk.done(args);
      assert.equal(code, 2);
      assert.match(stderr, words);
    }
  });

  test('keys rotate with one secret does not speak of older ones', async () => {
    const { code, stderr } = await desk.done(['keys', 'rotate', '--data', 'one']);
    assert.equal(code, 0);
    assert.match(stderr, /^Everything is sealed by the one secret that is given\./m);
    assert.doesNotMatch(stderr, /older/);
  });
});
