import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import Database from 'libsql';
import { openStore, type Store } from '../../../src/server/store/index.js';
import { runModule, withoutPackage } from '../support/run-module.js';
import { isConnectionError } from './errors.js';

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

test('two in memory share nothing', async () => {
  const [one, other] = [await openStore(':memory:'), await openStore('file::memory:')];
  await takePoint(one.db, 'a');
  assert.deepEqual(await other.db.selectFrom('rate_limit').selectAll().execute(), []);
  await Promise.all([one.close(), other.close()]);
});

test('a transaction that reads first can still write when another process wrote meanwhile', async () => {
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
  assert.deepEqual(ends, Array(4).fill({ code: 0, signal: null, stderr: '' }));
  const { db, close } = await openStore(url);
  assert.deepEqual(await db.selectFrom('rate_limit').select('points').execute(), [{ points: 100 }]);
  await close();
});

test('a folder that cannot be made is an error that names the path', async () => {
  const path = join(folder, 'file.db', 'such.db');
  await (await openStore(`file:${join(folder, 'file.db')}`)).close();
  await assert.rejects(openStore(`file:${path}`), isConnectionError('store_unavailable', /file\.db\/such\.db/));
});

test('a new database in which somebody writes is opened once they have ended', async () => {
  const path = join(folder, 'busy.db');
  const other = new Database(path);
  other.exec('create table other (at integer)');
  other.exec('begin immediate');
  const opening = openStore(`file:${path}`);
  const first = await Promise.race([opening, new Promise((resolve) => setTimeout(() => resolve('waits'), 250))]);
  assert.equal(first, 'waits');
  other.exec('commit');
  other.close();
  const { db, close } = await opening;
  await takePoint(db, 'a');
  await close();
});

test('without the package libsql the error says what to install', async () => {
  const { code, stderr } = await runModule(`${withoutPackage('libsql')}
    const { openStore } = await import('./src/server/store/index.ts');
    await openStore(':memory:').catch((error) => { console.error(error.message); process.exitCode = 3; });`);
  assert.equal(code, 3);
  assert.match(stderr, /store_unavailable: .*npm install libsql/);
});

function takePoint(db: Store, key: string) {
  return db.insertInto('rate_limit').values({ key, points: 1, expires_at: null }).execute();
}
