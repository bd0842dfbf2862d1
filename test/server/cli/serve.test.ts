import assert from 'node:assert/strict';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Desk, freePort, startDesk } from './command.js';

describe('connection-embed serve', () => {
  let desk: Desk;
  before(async () => (desk = await startDesk()));
  after(() => desk.close());

  test('is up on an empty folder without any configuration, and says how to make the first key', async () => {
    const own = await freePort();
    const server = await desk.serve(['--data', 'empty', '--port', String(own)]);
    await server.says('keys create --data empty');
    assert.match(server.stderr(), new RegExp(`listens on port ${own} as http://localhost:${own}`));
    assert.match(server.stderr(), /HubSpot is not active: it lacks HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET/);
    const list = await fetch(`http://localhost:${own}/unified/integration/workspace/default`);
    const types = ((await list.json()) as { type: string }[]).map(({ type }) => type);
    assert.deepEqual(types, ['pipedrive']);

    const { stdout } = await desk.done(['keys', 'create', '--data', 'empty']);
    const created = await fetch(`http://localhost:${own}/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: stdout.trim() },
      body: JSON.stringify({ external_xref: 'ada' }),
    });
    assert.equal(created.status, 200, 'a key counts at once');
    server.child.kill('SIGINT');
    assert.equal(await server.ended(), 0);
    for (const line of server.stdout().trim().split('\n')) assert.equal(typeof JSON.parse(line), 'object');
    assert.ok(!server.stdout().includes(stdout.trim()));
  });

  test('two that start at once on one empty folder come up with the same secret', async () => {
    const [a, b] = await Promise.all([freePort(), freePort()]);
    const both = await Promise.all([a, b].map((one) => desk.serve(['--data', 'shared', '--port', String(one)])));
    for (const { child } of both) child.kill('SIGTERM');
    assert.deepEqual(await Promise.all(both.map(({ ended }) => ended())), [0, 0]);
  });

  test('names all that is wrong with its environment, and quotes none of it', async () => {
    const wrong = await desk.done(['serve', '--data', 'never'], {
      PORT: '70000',
      DATABASE_URL: 'canary-password',
      CONNECTION_EMBED_SECRET: 'canary-too-short',
      CONNECTION_EMBED_API_KEY: 'canary-key',
      CONNECTION_EMBED_TRUST_PROXY: 'canary',
      CONNECTION_EMBED_LINKS: 'canary',
      CONNECTION_EMBED_ORIGINS: 'https://app.example.com/canary',
      CONNECTION_EMBED_WEBHOOK_URL: 'https://hooks.example.com/canary',
    });
    assert.equal(wrong.code, 1);
    const names = wrong.stderr.split('\n').flatMap((line) => /^[A-Z_]+/.exec(line)?.[0] ?? []);
    assert.deepEqual(names.sort(), [
      'CONNECTION_EMBED_API_KEY',
      'CONNECTION_EMBED_LINKS',
      'CONNECTION_EMBED_ORIGINS',
      'CONNECTION_EMBED_SECRET',
      'CONNECTION_EMBED_TRUST_PROXY',
      'CONNECTION_EMBED_WEBHOOK_SECRET',
      'DATABASE_URL',
      'PORT',
    ]);
    assert.doesNotMatch(wrong.stderr, /canary/);
    await assert.rejects(stat(join(desk.folder, 'never')), 'and nothing is made');
  });

  test('F45: makes no secret for a folder that has data of another, nor for PostgreSQL', async () => {
    await mkdir(join(desk.folder, 'other'));
    await writeFile(join(desk.folder, 'other', 'connections.db'), 'something');
    const other = await desk.done(['serve', '--data', 'other']);
    assert.equal(other.code, 1);
    assert.match(other.stderr, /other has data but no secret/);
    const postgres = await desk.done(['serve'], { DATABASE_URL: 'postgres://user:canary@localhost/none' });
    assert.equal(postgres.code, 1);
    assert.match(postgres.stderr, /CONNECTION_EMBED_SECRET is needed with PostgreSQL/);
    assert.doesNotMatch(postgres.stderr, /canary/);
  });

  test('warns where production would reach nobody but this machine', async () => {
    const own = await freePort();
    const server = await desk.serve(['--data', 'loopback', '--port', String(own)], { NODE_ENV: 'production' });
    await server.says('CONNECTION_EMBED_URL is not set');
    server.child.kill('SIGTERM');
    assert.equal(await server.ended(), 0);
  });

  test('names a file that is not there, a command there is none of, and a flag that goes elsewhere', async () => {
    const none = await desk.done(['serve', '--config', 'none.js']);
    assert.deepEqual([none.code, /none\.js is not there/.test(none.stderr)], [1, true]);
    const unknown = await desk.done(['unknown']);
    assert.deepEqual([unknown.code, /connection-embed serve/.test(unknown.stderr)], [2, true]);
    const flag = await desk.done(['serve', '--json']);
    assert.deepEqual([flag.code, /serve takes no --json/.test(flag.stderr)], [2, true]);
  });
});
