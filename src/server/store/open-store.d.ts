import type { Store } from './schema.js';
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
export declare function openStore(url: string): Promise<OpenedStore>;
