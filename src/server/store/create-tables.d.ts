import type { Kysely } from 'kysely';
/** The first tables, in types that SQLite and PostgreSQL share: times are `bigint`, lists are JSON text. */
export declare function createTables(db: Kysely<unknown>): Promise<void>;
