import { createKeyring, openStore } from '../../../src/server/store/index.js';

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

/** An empty store in memory, a keyring and a clock. */
export async function createGround(...secrets: string[]) {
  const { db, close } = await openStore(':memory:');
  return { db, close, keyring: await createKeyring(secrets.length > 0 ? secrets : [secret]), ...createClock() };
}
