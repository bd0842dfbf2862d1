import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { Client } from 'pg';
import { asFailure, openStore, type Store } from '../../../src/server/store/index.js';
import { databases, postgres, type TestDatabase } from '../support/databases.js';
import { failure } from '../support/failure.js';
import { openLine } from '../support/line.js';
import { runModule, withoutPackage } from '../support/run-module.js';

describe('PostgreSQL alone', { skip: !databases.includes(postgres) }, () => {
  let database: TestDatabase;
  before(async () => {
    database = await postgres.open();
  });
  after(() => database.close());

  test('a connection says whose it is and what its limits are, and the URL may say otherwise', async () => {
    const settings = async (url: string) => {
      const { db, close } = await openStore(url);
      const { rows } = await sql<Record<string, string>>`
        select current_setting('application_name') as name, current_setting('statement_timeout') as statement,
          current_setting('idle_in_transaction_session_timeout') as idle`.execute(db);
      await close();
      return rows[0];
    };
    assert.deepEqual(await settings(database.url), { name: 'connection-embed', statement: '15s', idle: '15s' });
    const other = await settings(`${database.url}?application_name=other&statement_timeout=1000`);
    assert.deepEqual(other, { name: 'other', statement: '1s', idle: '15s' });
  });

  test('no more connections are made than the URL allows, and further statements wait their turn', async () => {
    const { db, close } = await openStore(`${database.url}?max=2`);
    const pids = await Promise.all(Array.from({ length: 20 }, () => pidOf(db)));
    assert.equal(new Set(pids).size, 2);
    await close();
  });

  test('a client of the embedder keeps its own way of reading numbers', async () => {
    const { db, close } = await openStore(database.url);
    const read = sql<{ big: unknown; exact: unknown }>`select 1::int8 as big, 2::numeric as exact`;
    assert.deepEqual((await read.execute(db)).rows, [{ big: 1, exact: 2 }]);
    const client = new Client(database.url);
    await client.connect();
    assert.deepEqual((await client.query('select 1::int8 as big, 2::numeric as exact')).rows, [
      { big: '1', exact: '2' },
    ]);
    await client.end();
    await close();
  });

  test('a database that lets nobody in is an error with its code and the name of the option, and no password', async () => {
    const wrong = database.url.replace('canary-database-password', 'canary-wrong');
    const refusals = {
      '28P01': wrong,
      '3D000': database.url.replace(/\/test_\w+$/, '/canary'),
      ECONNREFUSED: 'postgres://me:canary@127.0.0.1:1/x',
      ENOTFOUND: 'postgres://me:canary@nowhere.invalid/x',
    };
    for (const [code, url] of Object.entries(refusals)) {
      const { message } = await openStore(url).then(() => assert.fail('it was accepted'), asFailure);
      assert.equal(
        message,
        `store_unavailable: option \`database\` names a PostgreSQL that gives no connection (${code})`,
      );
    }
  });

  test('a statement that is refused repeats neither itself nor a row, and the connection stays good', async () => {
    const { db, close } = await openStore(`${database.url}?max=1`);
    const pid = await pidOf(db);
    await insert(db, 'canary-key');
    const twice = await insert(db, 'canary-key').then(() => assert.fail('it was accepted'), asFailure);
    assert.equal(twice.message, 'store_unavailable: PostgreSQL refused a statement (23505)');
    const { message } = await failure(sql`select cast(${'x'} as int)`.execute(db), 'store_unavailable');
    assert.equal(message, 'store_unavailable: PostgreSQL refused a statement (22P02)');
    assert.equal(await pidOf(db), pid);
    await close();
  });

  test('a NUL, which it cannot hold, is a fault of the request and not of the database', async () => {
    const { db, close } = await openStore(database.url);
    await failure(insert(db, 'a\0b'), 'invalid_request');
    await close();
  });

  test('a statement that takes too long is ended, and the connection stays good', async () => {
    const { db, close } = await openStore(`${database.url}?max=1&statement_timeout=50`);
    const { message } = await failure(sql`select pg_sleep(60)`.execute(db), 'store_unavailable');
    assert.match(message, /\(57014\)/);
    assert.equal(typeof (await pidOf(db)), 'number');
    await close();
  });

  test('connections that end while nobody uses them do no harm', async () => {
    const { db, close } = await openStore(database.url);
    const before = await Promise.all([pidOf(db), pidOf(db), pidOf(db)]);
    await endAll(before);
    await settled(async () => {
      const pid = await pidOf(db);
      assert.ok(!before.includes(pid));
    });
    await close();
  });

  test('a connection that ends under a statement or a transaction fails it alone, whole, and the next one works', async () => {
    const { db, close } = await openStore(`${database.url}?max=1`);
    const pid = await pidOf(db);
    const sleeping = failure(sql`select pg_sleep(60)`.execute(db), 'store_unavailable');
    await settled(async () => assert.equal(await activityOf(pid), 'active'));
    await endAll([pid]);
    await sleeping;
    assert.notEqual(await pidOf(db), pid);

    const transaction = db.transaction().execute(async (trx) => {
      await insert(trx, 'lost');
      await endAll([await pidOf(trx)]);
      await insert(trx, 'never');
    });
    await failure(transaction, 'store_unavailable');
    const kept = await db.selectFrom('rate_limit').select('key').where('key', 'in', ['lost', 'never']).execute();
    assert.deepEqual(kept, []);
    await close();
  });

  test('when the database goes away and comes back, so do its answers', async () => {
    const line = await openLine(database.url);
    const { db, close } = await openStore(`${line.url}?max=1`);
    await line.cut();
    for (let i = 0; i < 3; i += 1) await failure(pidOf(db), 'store_unavailable');
    await line.repair();
    assert.equal(typeof (await pidOf(db)), 'number');
    await close();
    await line.close();
  });

  test('a connection that has gone silent is given up with its statement, and handed to nobody after', async () => {
    const line = await openLine(database.url);
    const { db, close } = await openStore(`${line.url}?max=1&query_timeout=100`);
    const pid = await pidOf(db);
    line.silence();
    const transaction = db.transaction().execute((trx) => pidOf(trx));
    await failure(transaction, 'store_unavailable');
    await settled(async () => assert.notEqual(await pidOf(db), pid));
    await close();
    await line.close();
  });

  test('a process that only opened it ends by itself', async () => {
    const { code, stderr } = await runModule(`
      import { openStore } from './src/server/store/index.ts';
      const { db } = await openStore(${JSON.stringify(database.url)});
      await db.selectFrom('audit').selectAll().execute();`);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  });

  test('without the package pg the error says what to install', async () => {
    const { code, stderr } = await runModule(`${withoutPackage('pg')}
      const { openStore } = await import('./src/server/store/index.ts');
      await openStore('postgres://me:canary@db/x').catch((error) => { console.error(error.message); process.exitCode = 3; });`);
    assert.equal(code, 3);
    assert.match(stderr, /store_unavailable: .*`pg`.*npm install pg/);
    assert.doesNotMatch(stderr, /canary/);
  });

  async function asAdmin<T>(text: string, values: unknown[]): Promise<T[]> {
    const client = new Client(database.url);
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async function endAll(pids: readonly number[]): Promise<void> {
    await asAdmin('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [pids]);
  }

  async function activityOf(pid: number): Promise<string | undefined> {
    const rows = await asAdmin<{ state: string }>('select state from pg_stat_activity where pid = $1', [pid]);
    return rows[0]?.state;
  }
});

async function pidOf(db: Store): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]!.pid;
}

function insert(db: Store, key: string) {
  return db.insertInto('rate_limit').values({ key, points: 1, expires_at: null }).execute();
}

/** Asks until it holds; what the kernel or another process does takes a moment. */
async function settled(check: () => Promise<void>): Promise<void> {
  for (let left = 200; ; left -= 1) {
    try {
      return await check();
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
