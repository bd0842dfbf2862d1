import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Kysely, Migrator, sql } from 'kysely';
import { createTables } from '../../../src/server/store/create-tables.js';
import { asFailure, openStore, type Store } from '../../../src/server/store/index.js';
import { openPostgres } from '../../../src/server/store/postgres.js';
import { openSqlite } from '../../../src/server/store/sqlite.js';
import { databases } from '../support/databases.js';
import { runModule } from '../support/run-module.js';
import { isConnectionError } from './errors.js';
import { connectionRow } from './rows.js';

for (const engine of databases) {
  describe(engine.name, () => {
    test('what was written is there when it is opened again', async () => {
      const { url, close } = await engine.open();
      const first = await openStore(url);
      await takePoint(first.db, 'kept');
      await first.close();
      await first.close();
      const second = await openStore(url);
      assert.deepEqual(await second.db.selectFrom('rate_limit').select('key').execute(), [{ key: 'kept' }]);
      await second.close();
      await close();
    });

    test('four processes that start at once on a new database all open it, and none loses a count', async () => {
      const { url, close } = await engine.open();
      const script = `
        import { openStore } from './src/server/store/index.ts';
        const { db, close } = await openStore(${JSON.stringify(url)});
        for (let i = 0; i < 25; i += 1) {
          await db.transaction().execute(async (trx) => {
            await trx.insertInto('rate_limit').values({ key: 'n', points: 0, expires_at: null })
              .onConflict((conflict) => conflict.column('key').doNothing()).execute();
            await trx.updateTable('rate_limit').set((eb) => ({ points: eb('points', '+', 1) })).where('key', '=', 'n').execute();
          });
        }
        await close();`;
      const ends = await Promise.all(Array.from({ length: 4 }, () => runModule(script)));
      assert.deepEqual(ends, Array(4).fill({ code: 0, signal: null, stderr: '' }));
      const store = await openStore(url);
      assert.deepEqual(await store.db.selectFrom('rate_limit').select('points').execute(), [{ points: 100 }]);
      await store.close();
      await close();
    });

    test('opened many times at once while it is new, its tables are made once', async () => {
      for (let round = 0; round < 3; round += 1) {
        const { url, close } = await engine.open();
        const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(url)));
        const made = await sql<{ name: string }>`select name from kysely_migration`.execute(stores[0]!.db);
        assert.equal(new Set(made.rows.map(({ name }) => name)).size, made.rows.length);
        await Promise.all(stores.map((store) => store.close()));
        await close();
      }
    });

    test('a database of the first version is brought up to date with what it holds', async () => {
      const { url, close } = await engine.open();
      const dialect = await (engine.name === 'SQLite' ? openSqlite(url) : openPostgres(url));
      const old = new Kysely<unknown>({ dialect });
      const getMigrations = async () => ({ '2026-01-create-tables': { up: createTables } });
      const { error } = await new Migrator({ db: old, provider: { getMigrations } }).migrateToLatest();
      assert.equal(error, undefined);
      await sql`insert into connection (id, workspace, environment, integration_type, creation_key, permissions, categories,
        credential_names, sealed, inputs, credentials_expire_at, revision, created_at, updated_at) values
        ('1', 'default', 'Production', 'hubspot', 'a', '[]', '[]', '[]', 'v1.x', '{}', 5000000000000, 1, 0, 0),
        ('2', 'default', 'Production', 'pipedrive', 'b', '[]', '[]', '[]', 'v1.x', '{}', null, 1, 0, 0)`.execute(old);
      await old.destroy();

      const store = await openStore(url);
      const rows = await store.db
        .selectFrom('connection')
        .select(['id', 'sealed', 'state', 'is_paused', 'refresh_failures', 'confirm_by', 'refresh_due_at'])
        .orderBy('id')
        .execute();
      const kept = { sealed: 'v1.x', state: 'ok', is_paused: 0, refresh_failures: 0, confirm_by: null };
      assert.deepEqual(rows, [
        { ...kept, id: '1', refresh_due_at: 5e12 },
        { ...kept, id: '2', refresh_due_at: null },
      ]);
      await store.close();
      await close();
    });

    test('a store made by a newer version is refused and left as it is', async () => {
      const { url, close } = await engine.open();
      const store = await openStore(url);
      await sql`insert into kysely_migration (name, timestamp) values ('2999-01-later', 'x')`.execute(store.db);
      await store.close();
      await assert.rejects(openStore(url), isConnectionError('store_unavailable', /newer version/));
      await close();
    });

    test('tables of others that bear our names are an error that says so, and are left as they are', async () => {
      const { url, close } = await engine.open();
      const store = await openStore(url);
      for (const table of ['kysely_migration', 'api_key']) await store.db.schema.dropTable(table).execute();
      await store.close();
      await assert.rejects(
        openStore(url),
        isConnectionError('store_unavailable', /tables cannot be brought up to date \(\w+\)/),
      );
      await close();
    });

    test('times and counts come back as the numbers they are', async () => {
      const { url, close } = await engine.open();
      const store = await openStore(url);
      const time = Date.UTC(2199, 11, 31);
      await store.db.insertInto('rate_limit').values({ key: 'a', points: 7, expires_at: time }).execute();
      const row = await store.db
        .selectFrom('rate_limit')
        .select((q) => ['points', 'expires_at', q.fn.countAll().as('count'), q.fn.sum('expires_at').as('sum')])
        .groupBy(['points', 'expires_at'])
        .executeTakeFirstOrThrow();
      assert.deepEqual(row, { points: 7, expires_at: time, count: 1, sum: time });
      await store.close();
      await close();
    });

    test('a creation key and a slot make one connection each per workspace and environment', async () => {
      const { url, close } = await engine.open();
      const store = await openStore(url);
      const insert = (row: Parameters<typeof connectionRow>[0]) =>
        store.db.insertInto('connection').values(connectionRow(row)).execute();
      await insert({ id: '1', creation_key: 'canary', slot: 'canary-slot' });
      await insert({ id: '2', creation_key: 'canary', slot: 'canary-slot', environment: 'Sandbox' });
      for (const twin of [{ creation_key: 'canary' }, { creation_key: 'other', slot: 'canary-slot' }]) {
        const refused = await insert({ id: '3', ...twin }).then(() => assert.fail('it was accepted'), asFailure);
        assert.equal(refused.code, 'store_unavailable');
        assert.match(refused.message, /\((SQLITE_CONSTRAINT_UNIQUE|23505)\)/);
        assert.doesNotMatch(refused.message, /canary/);
      }
      await insert({ id: '4', creation_key: '4' });
      await insert({ id: '5', creation_key: '5' });
      await store.close();
      await close();
    });

    test('a transaction that fails leaves nothing, and the next statement works', async () => {
      const { url, close } = await engine.open();
      const store = await openStore(url);
      const attempt = store.db.transaction().execute(async (trx) => {
        await takePoint(trx, 'a');
        await takePoint(trx, 'a');
      });
      assert.equal((await attempt.then(() => assert.fail('it was accepted'), asFailure)).code, 'store_unavailable');
      assert.deepEqual(await store.db.selectFrom('rate_limit').selectAll().execute(), []);
      await store.close();
      await close();
    });
  });
}

test('other schemes and broken URLs are refused by the name of the option, without repeating the URL', async () => {
  for (const url of [
    'postgres://me:canary@',
    'postgresql://me:can#ary@db/x',
    'postgres://me:canary@db/x?max=canary',
    'postgres://me:canary@db/x?max=0',
    'mysql://me:canary@x',
    'canary.db',
    'file:',
    'file://canary/x.db',
  ]) {
    await assert.rejects(openStore(url), (error: unknown) => {
      assert.ok(isConnectionError('store_unavailable', /option `database`/)(error), String(error));
      assert.doesNotMatch(String(error), /can#?ary/);
      return true;
    });
  }
});

function takePoint(db: Store, key: string) {
  return db.insertInto('rate_limit').values({ key, points: 1, expires_at: null }).execute();
}

test('a database of another kind is told of both that there are', async () => {
  await assert.rejects(openStore('mysql://x'), /neither `file:` with a path, `:memory:` nor `postgres:/);
});
