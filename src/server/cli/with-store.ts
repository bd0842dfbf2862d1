import { openStore, type Store } from '../store/index.js';
import { type Configuration, configurationFor, type Flags, isPostgres } from './configuration.js';
import { ownSecret } from './own-secret.js';

/**
 * Does `work` with the configured database, brought up to date, while servers may be running on it. A data folder that is
 * still empty gets its secret first, as it would from `serve`: one with data and no secret would never start.
 */
export async function withStore<T>(
  { options, secrets, data }: Configuration,
  work: (db: Store) => Promise<T>,
): Promise<T> {
  if (secrets.length === 0 && !isPostgres(options.database)) await ownSecret(data);
  const { db, close } = await openStore(options.database);
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** The same, from a command's flags. */
export async function withStoreOf<T>(flags: Flags, work: (db: Store) => Promise<T>): Promise<T> {
  return await withStore(await configurationFor(flags), work);
}
