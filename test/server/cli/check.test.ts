import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { examine } from '../../../src/server/cli/check.js';
import { type ConnectionServerOptions, createConnectionServer } from '../../../src/server/index.js';
import { databases } from '../support/databases.js';
import { type Desk, startDesk } from './command.js';

const secret = 'canary-secret-0123456789abcdefghij';

describe('connection-embed check', () => {
  let desk: Desk;
  before(async () => (desk = await startDesk()));
  after(() => desk.close());

  /** In a folder of the test's own, as the command would. */
  async function check(env: Record<string, string> = {}, flags: { config?: string } = {}) {
    const report = await examine({ data: join(desk.folder, 'data'), ...flags }, env);
    assert.doesNotMatch(JSON.stringify(report), /canary/);
    const of = (what: string) => report.findings.find((one) => one.what === what);
    return { ...report, of, wrong: report.findings.filter(({ state }) => state === 'wrong').map(({ what }) => what) };
  }

  test('on an empty folder all is well, and nothing is made', async () => {
    const report = await check();
    assert.deepEqual(report.wrong, []);
    assert.match(report.of('secrets')?.detail ?? '', /would make one in /);
    assert.match(report.of('database')?.detail ?? '', /would make them/);
    assert.deepEqual(await readdir(desk.folder), []);
  });

  test('says what an integration lacks, which redirect URI to register and which scopes to tick', async () => {
    const { integrations } = await check({ CONNECTION_EMBED_URL: 'https://app.acme.com/connect' });
    const [hubspot, pipedrive] = integrations;
    assert.deepEqual(
      [hubspot?.active, hubspot?.lacks, hubspot?.redirect_uri],
      [false, ['HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET'], 'https://app.acme.com/connect/oauth/code/hubspot'],
    );
    assert.ok(hubspot?.scopes?.includes('crm.objects.contacts.read'));
    assert.deepEqual([pipedrive?.active, pipedrive?.redirect_uri], [true, undefined]);
    const given = await check({ HUBSPOT_CLIENT_ID: 'id', HUBSPOT_CLIENT_SECRET: 'canary' });
    assert.deepEqual([given.integrations[0]?.active, given.integrations[0]?.lacks], [true, []]);
  });

  test('prints it to be read, or as JSON, and ends with 1 when something is wrong', async () => {
    const { stdout, code } = await desk.done(['check'], { CONNECTION_EMBED_URL: 'https://app.acme.com/connect' });
    assert.equal(code, 0);
    assert.match(stdout, /^hubspot +not active +lacks HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET$/m);
    assert.match(stdout, /^ +register +https:\/\/app\.acme\.com\/connect\/oauth\/code\/hubspot$/m);
    assert.match(stdout, /^url +ok +https:\/\/app\.acme\.com\/connect$/m);
    const wrong = await desk.done(['check', '--json'], { CONNECTION_EMBED_SECRET: 'canary' });
    assert.equal(wrong.code, 1);
    assert.equal((JSON.parse(wrong.stdout) as { ok: boolean }).ok, false);
    assert.doesNotMatch(wrong.stdout + wrong.stderr, /canary/);
  });

  test('tells everything that is wrong at once, in the environment and in a file', async () => {
    const env = await check({
      CONNECTION_EMBED_URL: 'http://app.acme.com/connect',
      CONNECTION_EMBED_SECRET: 'canary',
      DATABASE_URL: 'canary',
      CONNECTION_EMBED_WEBHOOK_URL: 'https://hooks.acme.com/canary-path',
      CONNECTION_EMBED_WEBHOOK_SECRET: 'canary',
    });
    for (const what of ['url', 'secrets', 'database', 'webhooks']) assert.ok(env.wrong.includes(what), what);
    assert.match(env.of('url')?.detail ?? '', /https off loopback/);
    assert.match(env.of('webhooks')?.detail ?? '', /webhooks\[0\]\.secret/);

    await writeFile(
      join(desk.folder, 'unset.mjs'),
      `const { UNSET } = {};
       export default { apiKeys: [{ key: UNSET }], webhooks: [UNSET], redirects: [UNSET], trustProxy: Number(UNSET) };`,
    );
    const unset = await check({}, { config: join(desk.folder, 'unset.mjs') });
    assert.deepEqual(unset.wrong.sort(), ['apiKeys', 'redirects', 'trustProxy', 'webhooks']);

    await writeFile(join(desk.folder, 'wrong.mjs'), `export default { integrations: [], orgins: [] };`);
    const file = await check({}, { config: join(desk.folder, 'wrong.mjs') });
    assert.deepEqual(file.wrong, ['options']);
    assert.match(file.of('options')?.detail ?? '', /no option `orgins`/);
  });

  test('finds wrong what the server refuses, in the same words', async () => {
    const one = { type: 'one', name: 'One', categories: ['crm'], token: { names: ['Key'] } };
    const refused: [string, ConnectionServerOptions][] = [
      ['options', { integrations: [one, one] }],
      ['options', { integrations: [{ ...one, permissions: null } as never] }],
      ['options', { allowOrigins: ['http://localhost:1/x'] }],
      ['options', { resolveUser: 'x' as never }],
      ['apiKeys', { apiKeys: ['short'] }],
      ['apiKeys', { apiKeys: [{ key: secret, scope: 'connections' } as never] }],
      ['origins', { origins: ['http://localhost:1/x'] }],
      ['trustProxy', { trustProxy: -1 }],
    ].map(([what, options]) => [what as string, { integrations: [], secrets: [secret], ...(options as object) }]);
    for (const [at, [what, options]] of refused.entries()) {
      const config = join(desk.folder, `refused-${at}.mjs`);
      const { secrets: _, ...given } = options;
      await writeFile(config, `export default ${JSON.stringify(given)};`);
      const found = await check({}, { config });
      assert.deepEqual([found.wrong, found.ok], [[what], false], what);
      const message = found.of(what)?.detail;
      assert.throws(() => createConnectionServer(options), { message });
    }
  });

  test('warns of a loopback url in production', async () => {
    const { of, ok } = await check({ NODE_ENV: 'production' });
    assert.deepEqual([of('url')?.state, ok], ['warning', true]);
  });

  for (const engine of databases) {
    test(`knows a database of ${engine.name} and whether the secrets open it, without changing it`, async () => {
      const database = await engine.open();
      try {
        const env = { DATABASE_URL: database.url, CONNECTION_EMBED_SECRET: secret };
        assert.match((await check(env)).of('database')?.detail ?? '', /no tables yet/);
        const server = createConnectionServer({
          database: database.url,
          secrets: [secret],
          integrations: [],
          log: false,
        });
        await server.ready();
        const right = await check(env);
        assert.deepEqual(right.wrong, []);
        assert.equal(right.of('database')?.detail, `${engine.name}: up to date`);
        const other = await check({ ...env, CONNECTION_EMBED_SECRET: `${secret}-other` });
        assert.deepEqual(other.wrong, ['secrets']);
        const both = await check({ ...env, CONNECTION_EMBED_SECRET: `${secret}-other,${secret}` });
        assert.deepEqual(both.wrong, []);
        await server.close();
        // Had one of them left its mark, the first secret alone would no longer do.
        const again = createConnectionServer({
          database: database.url,
          secrets: [secret],
          integrations: [],
          log: false,
        });
        await again.ready();
        await again.close();
      } finally {
        await database.close();
      }
    });
  }

  test('names a database that is out of reach', async () => {
    const env = { DATABASE_URL: 'postgres://user:canary@127.0.0.1:1/none', CONNECTION_EMBED_SECRET: secret };
    const { wrong, of } = await check(env);
    assert.deepEqual(wrong, ['database']);
    assert.match(of('database')?.detail ?? '', /ECONNREFUSED/);
  });
});
