import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { integrationsFrom } from '../../../src/server/catalogue/from-environment.js';
import { readConfiguration } from '../../../src/server/cli/configuration.js';
import { environment, readEnvironment } from '../../../src/server/cli/environment.js';
import { usage } from '../../../src/server/cli/usage.js';

const secret = 'canary-secret-0123456789abcdefghij';

describe('the environment of the command line', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'connection-embed-'))));
  after(() => rm(folder, { recursive: true }));

  test('becomes the options of the server', async () => {
    const { configuration, faults } = await readConfiguration(
      {},
      {
        CONNECTION_EMBED_URL: 'https://app.acme.com/connect',
        PORT: '8080',
        CONNECTION_EMBED_DATA: '/var/lib/connect',
        DATABASE_URL: 'postgres://user:canary@db/connect',
        CONNECTION_EMBED_SECRET: `${secret}, ${secret}-old`,
        CONNECTION_EMBED_API_KEY: 'canary-api-key',
        CONNECTION_EMBED_ORIGINS: 'https://app.acme.com,https://eu.acme.com',
        CONNECTION_EMBED_REDIRECTS: 'https://app.acme.com/connected',
        CONNECTION_EMBED_WORKSPACE: 'acme',
        CONNECTION_EMBED_LINKS: 'open',
        CONNECTION_EMBED_TRUST_PROXY: '1',
        CONNECTION_EMBED_WEBHOOK_URL: 'https://app.acme.com/hooks',
        CONNECTION_EMBED_WEBHOOK_SECRET: 'canary-webhook',
        HUBSPOT_CLIENT_ID: 'id',
        HUBSPOT_CLIENT_SECRET: 'canary-client-secret',
      },
    );
    assert.deepEqual(faults, []);
    const { integrations, log, ...options } = configuration.options;
    assert.deepEqual(options, {
      url: 'https://app.acme.com/connect',
      database: 'postgres://user:canary@db/connect',
      apiKeys: ['canary-api-key'],
      origins: ['https://app.acme.com', 'https://eu.acme.com'],
      redirects: ['https://app.acme.com/connected'],
      workspace: 'acme',
      links: 'open',
      trustProxy: 1,
      webhooks: [{ url: 'https://app.acme.com/hooks', secret: 'canary-webhook' }],
    });
    assert.deepEqual(configuration.secrets, [secret, `${secret}-old`]);
    assert.deepEqual([configuration.port, configuration.data], [8080, '/var/lib/connect']);
    assert.deepEqual(
      integrations?.map(({ type, is_active }) => [type, is_active !== false]),
      [
        ['hubspot', true],
        ['pipedrive', true],
      ],
    );
    assert.equal(integrations?.[0]?.oauth?.client_secret, 'canary-client-secret');
    assert.equal(typeof log, 'function');
  });

  test('goes over the file, and flags over both', async () => {
    const config = join(folder, 'options.mjs');
    await writeFile(
      config,
      `export default { url: 'http://localhost:5001', workspace: 'file', origins: ['http://localhost:1'],
         secrets: ['${secret}-file', undefined], integrations: [] };`,
    );
    const env = { CONNECTION_EMBED_WORKSPACE: 'env', PORT: '5002', CONNECTION_EMBED_DATA: 'env' };
    const alone = (await readConfiguration({ config }, {})).configuration;
    assert.deepEqual([alone.options.workspace, alone.port, alone.data], ['file', 5001, 'data']);
    assert.deepEqual(alone.secrets, [`${secret}-file`]);
    assert.deepEqual([alone.options.integrations, alone.builtIn], [[], []], 'a file brings its own');
    const both = (await readConfiguration({ config }, { ...env, CONNECTION_EMBED_SECRET: secret })).configuration;
    assert.deepEqual([both.options.workspace, both.port, both.data], ['env', 5002, 'env']);
    assert.deepEqual([both.options.origins, both.secrets], [['http://localhost:1'], [secret]]);
    const all = (await readConfiguration({ config, port: '5003', data: 'flag' }, env)).configuration;
    assert.deepEqual([all.port, all.data], [5003, 'flag']);
  });

  test('counts an empty variable as not set', () => {
    const empty = Object.fromEntries(environment.map(({ name }) => [name, ' ']));
    assert.deepEqual(readEnvironment(empty), { environment: {}, faults: [] });
  });

  test('names a wrong variable, leaves it out and quotes nothing of it', () => {
    for (const { name } of environment) {
      const harmless = ['CONNECTION_EMBED_DATA', 'CONNECTION_EMBED_WORKSPACE', 'CONNECTION_EMBED_WEBHOOK_SECRET'];
      if (harmless.includes(name)) continue;
      const { environment: read, faults } = readEnvironment({ [name]: 'canary' });
      assert.deepEqual([Object.keys(read), faults.map((one) => one.name)], [[], [name]]);
      assert.doesNotMatch(faults[0]?.message ?? '', /canary/);
    }
  });

  test('lists an integration that lacks something as not active, and says what it lacks', () => {
    const [hubspot, pipedrive] = integrationsFrom({ HUBSPOT_CLIENT_ID: 'id', HUBSPOT_CLIENT_SECRET: '' });
    assert.deepEqual(hubspot?.lacks, ['HUBSPOT_CLIENT_SECRET']);
    assert.equal(hubspot?.definition.is_active, false);
    assert.deepEqual(pipedrive?.lacks, []);
    assert.notEqual(pipedrive?.definition.is_active, false);
  });

  test('is in the help, and in the README word for word', async () => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    const rows = readme.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' ').trim());
    for (const { name, what, otherwise } of environment) {
      assert.match(usage(), new RegExp(`^  ${name} `, 'm'));
      const row = `| \`${name}\` | ${what} | ${otherwise} |`;
      assert.ok(rows.includes(row), `the README lacks the row ${row}`);
    }
  });
});
