import type { Store } from './schema.js';
/**
 * Brings the tables up to date, all or nothing. Two processes that start at once on one database wait for each other.
 *
 * @throws ConnectionError `store_unavailable` when a migration fails, or the database was made by a newer version.
 */
export declare function migrate(db: Store): Promise<void>;
