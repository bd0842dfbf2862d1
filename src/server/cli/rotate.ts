import { createConnectionServer } from '../index.js';
import { configurationFor, type Flags, serverOptions } from './configuration.js';
import { say } from './say.js';

/**
 * Seals everything anew by the first of the secrets, a batch at a time, while servers may be running. Killed, it goes on
 * where it was when it is run again.
 *
 * @throws Error when some of it does not get on, because an older secret is not among those given
 */
export async function rotateKeys(flags: Flags): Promise<void> {
  const configuration = await configurationFor(flags);
  const server = createConnectionServer(await serverOptions(configuration));
  try {
    await server.ready();
    let idle = 0;
    let before = Infinity;
    while (idle < 10) {
      const { left } = await server.rotate();
      if (left === 0) return say(configuration.secrets.length > 1 ? done : alone);
      if (left < before) say(`${left} left`);
      // Servers may be writing credentials at the same moment; only one who never gets on is stuck.
      idle = left < before ? 0 : idle + 1;
      before = Math.min(left, before);
    }
    throw new Error(
      `${before} stay sealed by an older secret; keep every secret that was given so far and run it again`,
    );
  } finally {
    await server.close();
  }
}

const done = `Everything is sealed by the first secret. Take the older ones out of CONNECTION_EMBED_SECRET a day from now: until
then there can be links and idempotency keys that were made with them.`;
const alone =
  'Everything is sealed by the one secret that is given. To change it, put the new one before it and run this again.';
