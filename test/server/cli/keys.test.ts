import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createConnectionServer } from '../../../src/server/index.js';
import { databases } from '../support/databases.js';
import { type Desk, startDesk } from './command.js';

const secret = 'canary-secret-0123456789abcdefghij';

for (const engine of databases) {
  describe(`connection-embed keys, over ${engine.name}`, () => {
    let desk: Desk;
    let database: Awaited<ReturnType<typeof engine.open>>;
    before(async () => {
      desk = await startDesk();
      database = await engine.open();
    });
    after(async () => {
      await desk.close();
      await database.close();
    });

    const env = () => ({ DATABASE_URL: database.url, CONNECTION_EMBED_SECRET: secret });
    const server = () =>
      createConnectionServer({ database: database.url, secrets: [secret], integrations: [], log: false });

    test('a key is printed once and alone, counts at once, does what its scopes say, and is kept as a hash', async () => {
      const running = server();
      await running.ready();
      const made = await desk.done(['keys', 'create', '--name', 'reports', '--scopes', 'credentials'], env());
      assert.equal(made.code, 0);
      const key = made.stdout.trim();
      assert.match(key, /^ce_[\w-]{43}$/);
      assert.doesNotMatch(made.stderr, new RegExp(key));
      const ask = async (path: string, method = 'GET') =>
        (
          await running.fetch(
            new Request(`http://localhost:4001${path}`, { method, headers: { authorization: `Bearer ${key}` } }),
          )
        ).status;
      assert.equal(await ask('/connections/none/credentials', 'POST'), 404);
      assert.equal(await ask('/unified/connection'), 403);

      const list = await desk.done(['keys', 'list', '--json'], env());
      const [listed] = JSON.parse(list.stdout) as { id: string; name: string; scopes: string[] }[];
      assert.deepEqual([listed?.name, listed?.scopes], ['reports', ['credentials']]);
      const hash = createHash('sha256').update(key).digest('base64url');
      for (const word of [key, hash]) assert.ok(!list.stdout.includes(word));

      assert.equal((await desk.done(['keys', 'revoke', listed?.id ?? ''], env())).code, 0);
      assert.equal(await ask('/connections/none/credentials', 'POST'), 401);
      const twice = await desk.done(['keys', 'revoke', listed?.id ?? ''], env());
      assert.deepEqual([twice.code, /no key/.test(twice.stderr)], [1, true]);
      await running.close();

      const { stdout } = await desk.done(['audit', '--json', '--since', '2020-01-01'], env());
      const entries = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { actor: string; action: string; subject?: string });
      assert.deepEqual(
        entries.filter(({ actor }) => actor === 'operator').map(({ action, subject }) => [action, subject]),
        [
          ['key.created', listed?.id],
          ['key.revoked', listed?.id],
        ],
      );
      assert.ok(!stdout.includes(key));
    });
  });
}

test('a scope and a time that are none are named', async () => {
  const desk = await startDesk();
  const scopes = await desk.done(['keys', 'create', '--scopes', 'everything']);
  assert.deepEqual([scopes.code, scopes.stdout, /--scopes takes/.test(scopes.stderr)], [1, '', true]);
  const since = await desk.done(['audit', '--since', 'yesterday']);
  assert.deepEqual([since.code, /--since is no time/.test(since.stderr)], [1, true]);
  await desk.close();
});
