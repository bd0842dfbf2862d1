import { Pool, type Dispatcher } from 'undici';
import { startProcess, type Running } from './process.js';

export type Request = Omit<Dispatcher.RequestOptions, 'origin'>;

/** `connection-embed serve` over that database, with one OAuth integration whose provider is at `tokens`. */
export function startServer({ database, tokens }: { database: string; tokens?: string }): Promise<Running> {
  const config = 'test/bench/processes/connection-embed.config.mjs';
  return startProcess(['dist/server/cli/index.js', 'serve', '--config', config], {
    DATABASE_URL: database,
    ...(tokens !== undefined && { TOKEN_ORIGIN: tokens }),
  });
}

/** A request of the embedder's backend. */
export function backendRequest(path: string, body: object): Request {
  return post(path, body, 'an-api-key-of-the-bench');
}

/** Requests of browsers, each of which creates an attempt: four a session, so that no limit of one user is met. */
export async function attemptRequests(origin: string, count: number): Promise<Request[]> {
  const users = Array.from({ length: Math.ceil(count / 4) }, (_, at) => `user-${at}-${performance.now()}`);
  const sessions = users.map((external_xref) => backendRequest('/sessions', { external_xref }));
  const tokens = (await answers<{ token: string }>(origin, sessions)).map(({ token }) => token);
  return Array.from({ length: count }, (_, at) => {
    const request = post('/oauth/attempts', { integration_type: 'bench' }, tokens[at % tokens.length] ?? '');
    return { ...request, headers: { ...request.headers, origin, 'idempotency-key': crypto.randomUUID() } };
  });
}

/** Sends them all and gives the parsed replies, in order. */
export async function answers<T>(origin: string, requests: readonly Request[]): Promise<T[]> {
  const pool = new Pool(origin, { connections: 16, pipelining: 1 });
  try {
    return await Promise.all(
      requests.map(async (request) => {
        const { statusCode, body } = await pool.request(request);
        if (statusCode !== 200) throw new Error(`${request.path} answers ${statusCode}: ${await body.text()}`);
        return (await body.json()) as T;
      }),
    );
  } finally {
    await pool.close();
  }
}

function post(path: string, body: object, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return { path, method: 'POST' as const, headers, body: JSON.stringify(body) };
}
