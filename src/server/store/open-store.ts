import { type Dialect, Kysely } from 'kysely';
import { migrate } from './migrate.js';
import { openPostgres } from './postgres.js';
import type { Database, Store } from './schema.js';
import { openSqlite } from './sqlite.js';

/** A store and the way to let go of it. */
export interface OpenedStore {
  readonly db: Store;
  /** Ends every use of the database; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens the database that `url` names and brings its tables up to date: `file:connections.db` (relative to the working
 * directory), `file:///var/lib/x.db`, `:memory:`, or `postgres://user:password@host/name`. The folder of a new file is made;
 * the file is its owner's alone (0600).
 *
 * @throws ConnectionError `store_unavailable`, naming the option `database`.
 */
export async function openStore(url: string): Promise<OpenedStore> {
  if (/^postgres(ql)?:/i.test(url)) {
    // A migration may take as long as the tables are large, so it has connections without limits of its own.
    await (await migrated(await openPostgres(url, { patient: true }))).destroy();
    return opened(new Kysely<Database>({ dialect: await openPostgres(url) }));
  }
  return opened(await migrated(await openSqlite(url)));
}

async function migrated(dialect: Dialect): Promise<Store> {
  const db = new Kysely<Database>({ dialect });
  try {
    // First of all, so that a database out of reach is told from tables that cannot be made.
    await db.connection().execute(async () => {});
    await migrate(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function opened(db: Store): OpenedStore {
  return { db, close: () => db.destroy() };
}
