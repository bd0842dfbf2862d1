import { Kysely, SqliteDialect } from 'kysely';
import { ConnectionError } from '../../contract/index.js';
import { migrate } from './migrate.js';
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
 * directory), `file:///var/lib/x.db`, or `:memory:`. The folder of a new file is made; the file is its owner's alone (0600).
 *
 * @throws ConnectionError `store_unavailable`, naming the option `database`.
 */
export async function openStore(url: string): Promise<OpenedStore> {
  if (/^postgres(ql)?:/i.test(url)) {
    throw new ConnectionError('store_unavailable', {
      message:
        'option `database` names PostgreSQL, but this version keeps connections in SQLite only: give `file:connections.db`',
    });
  }
  const database = await openSqlite(url);
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database }) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, close: () => db.destroy() };
}
