import { existsSync } from 'node:fs';
import { Kysely } from 'kysely';
import type { Keyring } from './keyring.js';
import { examineMigrations } from './migrate.js';
import { openPostgres } from './postgres.js';
import type { Database } from './schema.js';
import { openSqlite, pathOf } from './sqlite.js';
import { secretsFit } from './verify-secrets.js';

/** A database before anything is opened for good. */
export interface StoreExamination {
  readonly engine: 'SQLite' | 'PostgreSQL';
  /** `none`: there are no tables yet, which `openStore` would make. `newer`: it would refuse them. */
  readonly tables: 'none' | 'older' | 'current' | 'newer';
  /** Whether the secrets open what is sealed there; undefined when nothing was ever sealed, or no secrets are given. */
  readonly secretsFit: boolean | undefined;
}

/**
 * Looks at the database that `url` names as `openStore` would find it, without making or changing a file or a table.
 *
 * @throws ConnectionError `store_unavailable`, naming the option `database`
 */
export async function examineStore(url: string, keyring?: Keyring): Promise<StoreExamination> {
  const engine = /^postgres(ql)?:/i.test(url) ? 'PostgreSQL' : 'SQLite';
  const absent: StoreExamination = { engine, tables: 'none', secretsFit: undefined };
  if (engine === 'SQLite' && (pathOf(url) === ':memory:' || !existsSync(pathOf(url)))) return absent;
  const dialect = await (engine === 'PostgreSQL' ? openPostgres(url) : openSqlite(url));
  const db = new Kysely<Database>({ dialect });
  try {
    // First of all, so that a database out of reach is told as such.
    await db.connection().execute(async () => {});
    const { pending, done, foreign } = await examineMigrations(db);
    if (done.length === 0) return absent;
    const tables = foreign.length > 0 ? 'newer' : pending.length > 0 ? 'older' : 'current';
    return { engine, tables, secretsFit: keyring && (await secretsFit(db, keyring)) };
  } finally {
    await db.destroy();
  }
}
