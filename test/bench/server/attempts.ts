import { openStore } from '../../../src/server/store/index.js';
import type { Engine } from '../../server/support/databases.js';
import { milliseconds, perSecond, type Figure } from '../support/figures.js';
import { load } from '../support/load.js';
import { startProcess } from '../support/process.js';
import { rates } from '../support/rates.js';
import { attemptRequests, startServer } from '../support/server.js';

/** So many browsers at once, each asking again as soon as it is answered. */
const CONNECTIONS = 32;
const COUNT = 4_000;

/** How many sign-ins can begin in a second. */
export async function attemptFigures(engine: Engine): Promise<Figure[]> {
  const database = await engine.open();
  try {
    const server = await startServer({ database: database.url });
    await load(server.origin, await attemptRequests(server.origin, 800), { connections: CONNECTIONS });
    const requests = await attemptRequests(server.origin, COUNT);
    const usedBefore = await server.used();
    const created = await load(server.origin, requests, { connections: CONNECTIONS });
    const used = (await server.used()) - usedBefore;
    await server.stop();

    const constant = await startProcess(['test/bench/processes/constant.mjs']);
    const bare = await load(constant.origin, requests, { connections: CONNECTIONS });
    await constant.stop();
    const inserts = await insertsPerSecond(database.url);
    return [
      {
        what: `attempts created, ${CONNECTIONS} at once`,
        measured: `${perSecond(created.perSecond)} (${created.answered})`,
        floor: `${perSecond(bare.perSecond)} bare HTTP, ${perSecond(inserts)} bare inserts`,
        target: '>= 400/s',
      },
      {
        what: `  p50 and p99`,
        measured: `${milliseconds(created.p50)}, ${milliseconds(created.p99)}`,
        floor: `${milliseconds(bare.p50)}, ${milliseconds(bare.p99)} bare HTTP`,
        target: 'p99 <= 150 ms',
      },
      { what: '  processor time of each', measured: milliseconds(used / COUNT) },
    ];
  } finally {
    await database.close();
  }
}

/** The same rows into the same table, each durable before the next, and nothing around it. */
async function insertsPerSecond(url: string): Promise<number> {
  const { db, close } = await openStore(url);
  try {
    const row = await db.selectFrom('attempt').selectAll().executeTakeFirstOrThrow();
    let left = COUNT;
    const { perSecond } = await rates(CONNECTIONS, async () => {
      if (left-- <= 0) return false;
      await db
        .insertInto('attempt')
        .values({ ...row, id: crypto.randomUUID() })
        .execute();
      return true;
    });
    return perSecond;
  } finally {
    await close();
  }
}
