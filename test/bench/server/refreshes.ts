import type { Engine } from '../../server/support/databases.js';
import { milliseconds, perSecond, type Figure } from '../support/figures.js';
import { load } from '../support/load.js';
import { startProcess } from '../support/process.js';
import { answers, backendRequest, startServer, type Request } from '../support/server.js';

const CONNECTIONS = 32;
const USERS = 500;
const ROUNDS = 6;

/** How many connections' credentials can be had in a second when each has to be refreshed at its provider first. */
export async function refreshFigures(engine: Engine): Promise<Figure[]> {
  const database = await engine.open();
  const provider = await startProcess(['test/bench/processes/token-endpoint.mjs']);
  try {
    const server = await startServer({ database: database.url, tokens: provider.origin });
    const connections = await answers<{ id: string }>(server.origin, imports());
    const asked = connections.map(({ id }) => backendRequest(`/connections/${id}/credentials`, {}));
    const rounds = Array.from({ length: ROUNDS }, () => asked).flat();
    await load(server.origin, asked, { connections: CONNECTIONS });
    const usedBefore = await server.used();
    const refreshed = await load(server.origin, rounds, { connections: CONNECTIONS });
    const used = (await server.used()) - usedBefore;
    await server.stop();
    const bare = await load(provider.origin, rounds.map(tokenRequest), { connections: CONNECTIONS });
    return [
      {
        what: `expired credentials given out, ${CONNECTIONS} at once`,
        measured: `${perSecond(refreshed.perSecond)} (${refreshed.answered})`,
        floor: `${perSecond(bare.perSecond)} bare token calls`,
        target: '>= 150/s',
      },
      {
        what: '  p50 and p99',
        measured: `${milliseconds(refreshed.p50)}, ${milliseconds(refreshed.p99)}`,
        floor: `${milliseconds(bare.p50)}, ${milliseconds(bare.p99)} bare token calls`,
      },
      { what: '  processor time of each', measured: milliseconds(used / rounds.length) },
    ];
  } finally {
    await provider.stop();
    await database.close();
  }
}

/** Connections that a customer had elsewhere, and whose access tokens have ended. */
function imports(): Request[] {
  return Array.from({ length: USERS }, (_, at) =>
    backendRequest('/unified/connection', {
      integration_type: 'bench',
      external_xref: `user-${at}`,
      permissions: [],
      categories: ['crm'],
      auth: { access_token: `ended-${at}`, refresh_token: `first-${at}`, expiry_date: '2020-01-01T00:00:00Z' },
    }),
  );
}

/** What the server sends its provider, sent by nobody in between. */
function tokenRequest(_: Request, at: number): Request {
  return {
    path: '/token',
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa('bench:secretOfTheBench')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `grant_type=refresh_token&refresh_token=bare-${at}`,
  };
}
