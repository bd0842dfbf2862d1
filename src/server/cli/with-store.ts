import { examineStore, openStore, type Store } from '../store/index.js';
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

/** As {@link withStoreOf} for a command that only looks: where there is no database yet it makes none, and does not `work`. */
export async function withStoreThereOf(
  flags: Flags,
  { work, none }: { readonly work: (db: Store) => Promise<void>; readonly none: (where: string) => void },
): Promise<void> {
  const configuration = await configurationFor(flags);
  const { database } = configuration.options;
  const { tables } = await examineStore(database);
  // The address of a server can hold its password.
  if (tables === 'none') none(isPostgres(database) ? 'in PostgreSQL' : `at ${database.replace(/^file:/, '')}`);
  else await withStore(configuration, work);
}
