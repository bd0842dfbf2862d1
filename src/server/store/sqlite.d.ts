import type { SqliteDatabase } from 'kysely';
/**
 * Opens SQLite for many readers and several processes: write-ahead log, every commit on the disk before it is answered, and
 * a writer waits up to 5 s for another one.
 */
export declare function openSqlite(url: string): Promise<SqliteDatabase>;
