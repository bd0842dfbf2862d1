import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { isConnectionError } from './errors.js';
import { openStore } from '../../../src/server/store/index.js';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connection-embed-store-'));
});
after(() => rm(folder, { recursive: true }));

test('a new file is made with its folder, readable by its owner only, log files too', async () => {
  const path = join(folder, 'new', 'connections.db');
  const { db, close } = await openStore(`file:${path}`);
  await takePoint(db, 'a');
  for (const suffix of ['', '-wal', '-shm']) {
    assert.equal((await stat(path + suffix)).mode & 0o777, 0o600, suffix);
  }
  await close();
  await close();
});

test('every commit is on the disk and a writer waits for another one', async () => {
  const { db, close } = await openStore(pathToFileURL(join(folder, 'pragmas.db')).href);
  const read = async (pragma: string) => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(pragma)}`.execute(db);
    return Object.values(rows[0] ?? {})[0];
  };
  assert.equal(await read('journal_mode'), 'wal');
  assert.equal(await read('synchronous'), 2);
  assert.equal(await read('busy_timeout'), 5000);
  assert.equal(await read('foreign_keys'), 1);
  await close();
});

test('what was written is there when the file is opened again', async () => {
  const url = `file:${join(folder, 'again.db')}`;
  const first = await openStore(url);
  await takePoint(first.db, 'kept');
  await first.close();
  const second = await openStore(url);
  assert.deepEqual(await second.db.selectFrom('rate_limit').select('key').execute(), [{ key: 'kept' }]);
  await second.close();
});

test('two in memory share nothing', async () => {
  const [one, other] = [await openStore(':memory:'), await openStore('file::memory:')];
  await takePoint(one.db, 'a');
  assert.deepEqual(await other.db.selectFrom('rate_limit').selectAll().execute(), []);
  await Promise.all([one.close(), other.close()]);
});

test('four processes that start at once on a new file all open it, and none loses a count', async () => {
  const url = `file:${join(folder, 'race.db')}`;
  const script = `
    import { openStore } from './src/server/store/index.ts';
    const { db, close } = await openStore(${JSON.stringify(url)});
    for (let i = 0; i < 25; i += 1) {
      await db.transaction().execute(async (trx) => {
        const row = await trx.selectFrom('rate_limit').select('points').where('key', '=', 'n').executeTakeFirst();
        if (row) await trx.updateTable('rate_limit').set({ points: row.points + 1 }).where('key', '=', 'n').execute();
        else await trx.insertInto('rate_limit').values({ key: 'n', points: 1, expires_at: null }).execute();
      });
    }
    await close();`;
  const ends = await Promise.all(Array.from({ length: 4 }, () => runModule(script)));
  assert.deepEqual(ends, Array(4).fill({ code: 0, stderr: '' }));
  const { db, close } = await openStore(url);
  assert.deepEqual(await db.selectFrom('rate_limit').select('points').execute(), [{ points: 100 }]);
  await close();
});

test('a store made by a newer version is refused and left as it is', async () => {
  const url = `file:${join(folder, 'newer.db')}`;
  const { db, close } = await openStore(url);
  await sql`insert into kysely_migration (name, timestamp) values ('2999-01-later', 'x')`.execute(db);
  await close();
  await assert.rejects(openStore(url), isConnectionError('store_unavailable', /newer version/));
});

test('a creation key makes one connection per workspace and environment', async () => {
  const { db, close } = await openStore(':memory:');
  const insert = (id: string, environment: string) =>
    db.insertInto('connection').values(connectionRow({ id, environment })).execute();
  await insert('1', 'Production');
  await insert('2', 'Sandbox');
  await assert.rejects(insert('3', 'Production'), /UNIQUE/);
  await close();
});

test('PostgreSQL, other schemes and broken file URLs are refused by name, without repeating the URL', async () => {
  for (const url of [
    'postgres://me:canary@db/x',
    'postgresql://me:canary@db/x',
    'mysql://me:canary@x',
    'canary.db',
    'file:',
    'file://canary/x.db',
  ]) {
    await assert.rejects(openStore(url), (error: unknown) => {
      assert.ok(isConnectionError('store_unavailable', /option `database`/)(error));
      assert.doesNotMatch(String(error), /canary/);
      return true;
    });
  }
});

test('a folder that cannot be made is an error that names the path', async () => {
  const path = join(folder, 'again.db', 'such.db');
  await assert.rejects(openStore(`file:${path}`), isConnectionError('store_unavailable', /again\.db\/such\.db/));
});

test('without the package libsql the error says what to install', async () => {
  const hooks = `export const resolve = (name, context, next) => {
    if (name === 'libsql') throw Object.assign(new Error('not there'), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  };`;
  const { code, stderr } = await runModule(`
    import { register } from 'node:module';
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});
    const { openStore } = await import('./src/server/store/index.ts');
    await openStore(':memory:').catch((error) => { console.error(error.message); process.exitCode = 3; });`);
  assert.equal(code, 3);
  assert.match(stderr, /store_unavailable: .*npm install libsql/);
});

type Db = Awaited<ReturnType<typeof openStore>>['db'];

function takePoint(db: Db, key: string) {
  return db.insertInto('rate_limit').values({ key, points: 1, expires_at: null }).execute();
}

function connectionRow(overrides: { id: string; environment: string }) {
  return {
    workspace: 'default',
    external_xref: null,
    integration_type: 'hubspot',
    creation_key: 'same',
    label: null,
    permissions: '[]',
    categories: '[]',
    account_id: null,
    connected_as: null,
    credential_names: '[]',
    sealed: '',
    inputs: '{}',
    credentials_expire_at: null,
    revision: 1,
    created_at: 0,
    updated_at: 0,
    last_healthy_at: null,
    last_unhealthy_at: null,
    last_unhealthy_code: null,
    ...overrides,
  };
}

async function runModule(script: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: '' },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}
