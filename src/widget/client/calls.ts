import { Attempt, CreatedAttempt } from '../../contract/attempt.js';
import { Connection } from '../../contract/connection.js';
import { Integration } from '../../contract/integration.js';
import { ConnectionError } from '../../contract/problem.js';
import { unlessGone, type Call } from './send.js';
import type { AttemptHandle, ConnectionSource } from './source.js';

/** What the calls need of the source they belong to. */
export interface Caller {
  readonly endpoint: string;
  /** Milliseconds, of a call that takes no longer than most. */
  readonly timeout: number;
  /** As the end user, in a session. */
  asUser(call: Call): Promise<unknown>;
  /** As who holds the poll secret. */
  asHolder(call: Call): Promise<unknown>;
}

/** As many as the server gives at once, and more than one person connects: the rest would be the oldest. */
const page = 100;
const mostConnections = 5 * page;

/** The calls of the contract: what there is to connect, the end user's connections, and an attempt from click to result. */
export function calls({
  endpoint,
  timeout,
  asUser,
  asHolder,
}: Caller): Required<Omit<ConnectionSource, 'startUrl' | 'claims'>> {
  const connections = `${endpoint}/unified/connection`;
  const attempts = `${endpoint}/oauth/attempts`;
  // the server itself tries credentials at the provider before it answers
  const tried = 2 * timeout;
  return {
    integrations: async ({ categories = [], types = [] }, { signal } = {}) => {
      const query = new URLSearchParams();
      if (categories.length) query.set('categories', categories.join());
      if (types.length) query.set('type', types.join());
      const url = `${endpoint}/unified/integration?${query}`.replace(/\?$/, '');
      return readable(Integration, await asUser({ url, signal }));
    },

    connections: async ({ signal } = {}) => {
      const found: Connection[] = [];
      for (let offset = 0; offset < mostConnections; offset += page) {
        const url = `${connections}?limit=${page}&offset=${offset}`;
        const read = readable(Connection, await asUser({ url, signal }));
        found.push(...read);
        if (read.length < page) break;
      }
      return found;
    },

    createConnection: async (input, { key, signal }) =>
      parse(Connection, await asUser({ ...creation(connections, input, key), timeout: tried, signal })),

    renewConnection: async (id, body, { signal } = {}) =>
      parse(Connection, await asUser({ method: 'PATCH', url: one(connections, id), body, timeout: tried, signal })),

    removeConnection: async (id, { signal } = {}) =>
      void (await unlessGone(asUser({ method: 'DELETE', url: one(connections, id), signal }))),

    createAttempt: async (input, { key, signal }) =>
      parse(CreatedAttempt, await asUser({ ...creation(attempts, input, key), signal })),

    attempt: async (handle, { wait = 0, asUser: proven, signal } = {}) => {
      const call = { ...about(handle), tries: 1, signal };
      const held = { ...call, url: `${call.url}?wait=${wait}`, timeout: wait * 1000 + 10_000 };
      return parse(Attempt, await (proven ? asUser : asHolder)(wait ? held : call));
    },

    cancelAttempt: async (handle, { signal } = {}) =>
      void (await unlessGone(asHolder({ ...about(handle), method: 'DELETE', signal }))),
  };

  function about({ id, poll_secret }: AttemptHandle): Call {
    return { url: one(attempts, id), headers: { 'Attempt-Secret': poll_secret } };
  }
}

function one(list: string, id: string): string {
  // Dots alone are no name but a way to another address, escaped or not.
  if (!/[^.]/.test(id)) throw new ConnectionError('invalid_request', { message: `"${id}" is no id` });
  return `${list}/${encodeURIComponent(id)}`;
}

function creation(url: string, body: unknown, key: string): Call {
  return { method: 'POST', url, headers: { 'Idempotency-Key': key }, body };
}

interface Schema<T> {
  safeParse(value: unknown): { data?: T | undefined };
}

function parse<T>(schema: Schema<T>, body: unknown): T {
  const { data } = schema.safeParse(body);
  if (data === undefined) throw unfit();
  return data;
}

/** One that this page cannot read must not hide the others. */
function readable<T>(schema: Schema<T>, body: unknown): T[] {
  if (!Array.isArray(body)) throw unfit();
  return body.flatMap((item) => schema.safeParse(item).data ?? []);
}

function unfit(): ConnectionError {
  return new ConnectionError('invalid_reply', { message: 'the reply does not fit its schema' });
}
