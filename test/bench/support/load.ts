import { Pool, type Dispatcher } from 'undici';
import { rates, type Rates } from './rates.js';

export interface Loaded extends Rates {
  /** Each status that was answered and how often, in words: a rate of refusals is worth nothing. */
  readonly answered: string;
}

/** Sends every request once over so many connections, each of which asks again as soon as it is answered. */
export async function load(
  origin: string,
  requests: readonly Omit<Dispatcher.RequestOptions, 'origin'>[],
  { connections }: { connections: number },
): Promise<Loaded> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const statuses: Record<number, number> = {};
  const queue = requests.values();
  try {
    const measured = await rates(connections, async () => {
      const { done, value } = queue.next();
      if (done) return false;
      const { statusCode, body } = await pool.request(value);
      await body.dump();
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
      return true;
    });
    const answered = Object.entries(statuses).map(([status, count]) => `${count} x ${status}`);
    return { ...measured, answered: answered.join(', ') };
  } finally {
    await pool.close();
  }
}
