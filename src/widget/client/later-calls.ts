import { Attempt, CreatedAttempt } from '../../contract/attempt.js';
import { Connection } from '../../contract/connection.js';
import { ConnectionError } from '../../contract/problem.js';
import { isCode, send, type Call, type SendOptions } from './send.js';
import { authorized, type SessionKeeper } from './session.js';
import type { AttemptHandle, ConnectionSource } from './source.js';

/** What the calls need of the source they belong to. */
export interface Caller {
  readonly endpoint: string;
  readonly sending: SendOptions;
  readonly sessions: SessionKeeper;
  asUser(call: Call): Promise<unknown>;
}

export type LaterCalls = Required<
  Pick<
    ConnectionSource,
    'createConnection' | 'renewConnection' | 'removeConnection' | 'createAttempt' | 'attempt' | 'cancelAttempt'
  >
>;

/** The calls that follow a choice: what happens to a connection, and an attempt from click to result. */
export function laterCalls({ endpoint, sending, sessions, asUser }: Caller): LaterCalls {
  // the server itself tries credentials at the provider before it answers
  const tried = 2 * sending.timeout;
  return {
    createConnection: async (input, { key, signal }) =>
      parse(Connection, await asUser({ ...creation('/unified/connection', input, key), timeout: tried, signal })),

    renewConnection: async (id, body, { signal } = {}) => {
      const call = { method: 'PATCH', url: connection(id), body, repeatable: true, timeout: tried, signal } as const;
      return parse(Connection, await asUser(call));
    },

    removeConnection: async (id, { signal } = {}) =>
      await unlessGone(asUser({ method: 'DELETE', url: connection(id), repeatable: true, signal })),

    createAttempt: async (input, { key, signal }) =>
      parse(CreatedAttempt, await asUser({ ...creation('/oauth/attempts', input, key), signal })),

    attempt: async (handle, { wait = 0, signal } = {}) => {
      const call = { ...about(handle), signal };
      const held = { ...call, url: `${call.url}?wait=${wait}`, timeout: wait * 1000 + 10_000 };
      return parse(Attempt, await asHolder(wait > 0 ? held : call));
    },

    cancelAttempt: async (handle, { signal } = {}) =>
      await unlessGone(asHolder({ ...about(handle), method: 'DELETE', repeatable: true, signal })),
  };

  function connection(id: string): string {
    return `${endpoint}/unified/connection/${encodeURIComponent(id)}`;
  }

  function creation(path: string, body: unknown, key: string): Call {
    return { method: 'POST', url: endpoint + path, headers: { 'Idempotency-Key': key }, body, repeatable: true };
  }

  function about({ id, poll_secret }: AttemptHandle): Call {
    return {
      method: 'GET',
      url: `${endpoint}/oauth/attempts/${encodeURIComponent(id)}`,
      headers: { 'Attempt-Secret': poll_secret },
      repeatable: false,
    };
  }

  /**
   * A call that the poll secret allows. A session that is there is named too, so that the server can refuse another
   * user's; one that is no longer good must not keep a result from arriving.
   */
  async function asHolder(call: Call): Promise<unknown> {
    const session = sessions.held();
    if (!session) return await send(call, sending);
    try {
      return await send(authorized(call, session), sending);
    } catch (error) {
      if (!isCode(error, 'session_expired') && !isCode(error, 'unauthorized')) throw error;
      sessions.expire(session);
      return await send(call, sending);
    }
  }
}

/** What was gone already is as good as removed. */
async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isCode(error, 'not_found')) throw error;
  }
}

function parse<T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, body: unknown): T {
  const { data } = schema.safeParse(body);
  if (data === undefined) throw new ConnectionError('invalid_reply', { message: 'the reply does not fit its schema' });
  return data;
}
