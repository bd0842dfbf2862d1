import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Dialect, type DialectAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';
import { ConnectionError } from '../../contract/index.js';

/**
 * Opens SQLite for many readers and several processes: write-ahead log, every commit on the disk before it is answered, and
 * a writer waits up to 5 s for another one.
 */
export async function openSqlite(url: string): Promise<Dialect> {
  const dialect = new SqliteDialect({ database: await openDatabase(url) });
  return {
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createAdapter: () => adapter,
  };
}

/**
 * Kysely's own adapter takes SQLite for a database of one process. SQLite can make tables in a transaction, and one that
 * has begun is the lock: a second process waits for it, and then finds the tables made.
 */
const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  supportsReturning: true,
  supportsTransactionalDdl: true,
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
};

async function openDatabase(url: string): Promise<SqliteDatabase> {
  const path = pathOf(url);
  const Libsql = await loadLibsql();
  try {
    if (path !== ':memory:') await createFile(path);
    const database = new Libsql(path);
    for (const pragma of pragmas) await patiently(() => database.exec(`pragma ${pragma}`));
    const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
    return {
      close: () => void database.close(),
      prepare(sql) {
        const known = prepared.get(sql);
        if (known) return known;
        // A transaction that starts by reading cannot become a writer once another process wrote: it takes the lock at once.
        const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
        // The server says few different things, and says them often; a list of another length is another statement.
        if (prepared.size < MOST_PREPARED) prepared.set(sql, statement);
        return statement;
      },
    };
  } catch (cause) {
    throw new ConnectionError('store_unavailable', { message: `SQLite cannot open ${path}`, cause });
  }
}

/** Statements that are kept ready. */
const MOST_PREPARED = 300;

const pragmas = ['busy_timeout = 5000', 'journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'];

/**
 * A new database is turned to its write-ahead log while it is being read, and there SQLite waits for no other writer,
 * whatever its `busy_timeout`, because two could wait for each other.
 */
async function patiently(run: () => void): Promise<void> {
  for (let tries = 100; ; tries -= 1) {
    try {
      run();
      return;
    } catch (error) {
      if (tries === 0 || !(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error;
      await setTimeout(50);
    }
  }
}

async function loadLibsql(): Promise<typeof import('libsql')> {
  try {
    return (await import('libsql')).default;
  } catch (cause) {
    throw new ConnectionError('store_unavailable', {
      message: 'SQLite needs the optional package `libsql`, which is not installed: run `npm install libsql`',
      cause,
    });
  }
}

/** The file a URL names, or `:memory:`. @throws ConnectionError `store_unavailable` when it names neither */
export function pathOf(url: string): string {
  if (url === ':memory:' || url === 'file::memory:') return ':memory:';
  const path = url.startsWith('file://') ? filePath(url) : url.startsWith('file:') ? url.slice('file:'.length) : '';
  if (path) return path;
  throw new ConnectionError('store_unavailable', {
    message: 'option `database` is neither `file:` with a path, `:memory:` nor `postgres://...`',
  });
}

function filePath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new ConnectionError('store_unavailable', {
      message: 'option `database` is no valid file URL: `file:///absolute/path.db`, or `file:relative/path.db`',
      cause,
    });
  }
}

/**
 * Made before SQLite does, so that it never exists with other rights; SQLite gives its log files those of the database. One
 * that exists is not touched: closing any descriptor of it would drop the locks that this process holds through SQLite
 * (POSIX has them by file), and another process would take itself for the last one and delete the log under us. In one go
 * for the same reason.
 */
async function createFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
