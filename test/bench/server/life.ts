import { setTimeout as passed } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Engine } from '../../server/support/databases.js';
import { megabytes, milliseconds, type Figure } from '../support/figures.js';
import { startProcess, type Running } from '../support/process.js';
import { answers, attemptRequests, startServer, type Request } from '../support/server.js';

const POLLS = 500;
/** How long the polls are left to wait while memory is looked at, in milliseconds. */
const HELD = 5_000;

/** What a server costs that waits, and how fast it comes and goes. */
export async function lifeFigures(engine: Engine): Promise<Figure[]> {
  const database = await engine.open();
  try {
    const first = await startServer({ database: database.url });
    const created = await answers<{ id: string; poll_secret: string }>(
      first.origin,
      await attemptRequests(first.origin, POLLS),
    );
    await first.stop();
    const polls = created.map(({ id, poll_secret }) => ({
      path: `/oauth/attempts/${id}?wait=25`,
      method: 'GET' as const,
      headers: { 'attempt-secret': poll_secret },
    }));

    const boots: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const again = await startServer({ database: database.url });
      boots.push(again.boot);
      await again.stop();
    }
    const server = await held(await startServer({ database: database.url }), polls);
    const constant = () => startProcess(['test/bench/processes/constant.mjs']);
    const bare = await held(await constant(), polls);
    return [
      {
        what: 'from start to first answer, database there',
        measured: milliseconds(boots.sort((a, b) => a - b)[2] ?? NaN),
        floor: `${milliseconds(bare.boot)} bare HTTP`,
        target: '<= 1 s',
      },
      { what: 'memory, idle', measured: megabytes(server.idle), floor: `${megabytes(bare.idle)} bare HTTP` },
      {
        what: `  more with ${POLLS} polls that wait`,
        measured: megabytes(server.peak - server.idle),
        floor: `${megabytes(bare.peak - bare.idle)} bare HTTP`,
        target: '<= 100 MB',
      },
      {
        what: '  of them answered 5xx, or not at all',
        measured: `${POLLS - server.fine}`,
        floor: `${POLLS - bare.fine}`,
        target: '0',
      },
      {
        what: `from SIGTERM under ${POLLS} polls to the end`,
        measured: milliseconds(server.drain),
        floor: `${milliseconds(bare.drain)} bare HTTP`,
        target: '<= 5 s',
      },
    ];
  } finally {
    await database.close();
  }
}

/** Lets the polls wait at a server, looks at its memory, and ends it under them. */
async function held(server: Running, polls: readonly Request[]) {
  const idle = await server.resident();
  const pool = new Pool(server.origin, { connections: polls.length, pipelining: 1 });
  // Heard from the first moment: a poll that is cut off is a figure, and must not end the bench.
  const answering = Promise.allSettled(
    polls.map(async (poll) => {
      const { statusCode, body } = await pool.request(poll);
      await body.dump();
      return statusCode;
    }),
  );
  let peak = 0;
  for (let waited = 0; waited < HELD; waited += 250) {
    await passed(250);
    peak = Math.max(peak, await server.resident());
  }
  const drain = await server.stop();
  const settled = await answering;
  await pool.destroy();
  const fine = settled.filter((one) => one.status === 'fulfilled' && one.value < 500).length;
  return { boot: server.boot, idle, peak, drain, fine };
}
