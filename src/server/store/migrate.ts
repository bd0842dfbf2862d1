import { type Migration, Migrator, sql } from 'kysely';
import { ConnectionError } from '../../contract/index.js';
import { createTables } from './create-tables.js';
import { addKeepAlive } from './keep-alive-tables.js';
import { asFailure } from './failure.js';
import type { Store } from './schema.js';
import { unavailable } from './unavailable.js';

/**
 * Brings the tables up to date, all or nothing. Two processes that start at once on one database wait for each other.
 *
 * @throws ConnectionError `store_unavailable` when a migration fails, or the database was made by a newer version.
 */
export async function migrate(db: Store): Promise<void> {
  const { error } = await migratorOf(db).migrateToLatest();
  if (!error) return;
  const { code, cause } = asFailure(error);
  if (code === 'store_unavailable') throw unavailable('the tables cannot be brought up to date', cause);
  throw new ConnectionError('store_unavailable', {
    message: 'the tables cannot be brought up to date; if a newer version of connection-embed made them, run that one',
    cause: error,
  });
}

/** What `migrate` would do, without doing it. `foreign` were made by a newer version, whose tables `migrate` refuses. */
export async function examineMigrations(
  db: Store,
): Promise<{ pending: readonly string[]; done: readonly string[]; foreign: readonly string[] }> {
  const known = await migratorOf(db).getMigrations();
  const done = known.filter(({ executedAt }) => executedAt).map(({ name }) => name);
  const pending = known.filter(({ executedAt }) => !executedAt).map(({ name }) => name);
  if (done.length === 0) return { pending, done, foreign: [] };
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return { pending, done, foreign: rows.map(({ name }) => name).filter((name) => !Object.hasOwn(migrations, name)) };
}

function migratorOf(db: Store): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } });
}

/** In the order of their names. One that was ever released is never changed. */
const migrations: Record<string, Migration> = {
  '2026-01-create-tables': { up: createTables },
  '2026-02-keep-alive': { up: addKeepAlive },
};
