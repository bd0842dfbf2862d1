import { createKeyring, openStore } from '../../../src/server/store/index.js';
import { type Engine, sqlite } from '../support/databases.js';

export const secret = 'first--secret-of-at-least-32-characters';
export const otherSecret = 'second-secret-of-at-least-32-characters';

/** A clock that a test moves by hand. Starts at a full second. */
export function createClock() {
  let time = Date.UTC(2026, 0, 1);
  return {
    now: () => time,
    advance(seconds: number) {
      time += seconds * 1000;
    },
  };
}

/** An empty database with a store over it, a keyring and a clock. `beside` is what another process on it would have. */
export async function createGround(engine: Engine = sqlite) {
  const database = await engine.open();
  const stores = [await openStore(database.url)];
  return {
    db: stores[0]!.db,
    url: database.url,
    keyring: await createKeyring([secret]),
    ...createClock(),
    async beside() {
      const other = await openStore(database.url);
      stores.push(other);
      return other.db;
    },
    async close() {
      await Promise.all(stores.map((store) => store.close()));
      await database.close();
    },
  };
}
