import { Connection } from '../../contract/connection.js';
import { Integration } from '../../contract/integration.js';
import { ConnectionError } from '../../contract/problem.js';
import type { Session } from '../../contract/session.js';
import { isCode, send, type Call, type SendOptions } from './send.js';
import { authorized, normalUrl, sessionKeeper, type SessionRequest } from './session.js';
import type { ConnectionSource } from './source.js';
import { realTiming, type Timing } from './timing.js';

export interface HttpSourceOptions {
  /** Where the server is mounted; a relative one is resolved against the page. */
  endpoint: string;
  /** Called for a token instead of `sessionUrl`; rejects or throws when there is none. */
  fetchSession?: ((request: SessionRequest) => Promise<string | Session>) | undefined;
  /** Answers `{token, expires_at, endpoint}` to a POST; default `{endpoint}/sessions`. */
  sessionUrl?: string | undefined;
  /** What the session must be for, if the page wants to be sure. The environment is compared without case. */
  workspaceId?: string | undefined;
  environment?: string | undefined;
  /** Milliseconds, default 15,000. */
  timeout?: number | undefined;
  fetch?: typeof fetch | undefined;
  timing?: Timing | undefined;
}

/** As many as the server gives at once, and more than one person connects: the rest would be the oldest. */
const page = 100;
const mostConnections = 5 * page;

/**
 * Speaks to the server by HTTP: the only fetch in the page. Every reply is parsed; whatever goes wrong is a
 * `ConnectionError`. Throws `invalid_request` at once when `endpoint` or `sessionUrl` is no URL.
 */
export function httpSource(options: HttpSourceOptions): ConnectionSource {
  const endpoint = absolute('endpoint', options.endpoint);
  const sending: SendOptions = {
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    timing: options.timing ?? realTiming,
    timeout: options.timeout ?? 15_000,
  };
  const sessions = sessionKeeper(
    {
      endpoint,
      sessionUrl:
        options.sessionUrl === undefined ? `${endpoint}/sessions` : absolute('sessionUrl', options.sessionUrl, true),
      fetchSession: options.fetchSession,
      workspaceId: options.workspaceId,
      environment: options.environment,
    },
    sending,
  );

  /** A call as the end user. A session that has run out is renewed once, then the very same call goes out again. */
  async function asUser(call: Call): Promise<unknown> {
    const session = await sessions.get(call.signal);
    try {
      return await send(authorized(call, session), sending);
    } catch (error) {
      if (!isCode(error, 'session_expired')) throw error;
      sessions.expire(session);
      return await send(authorized(call, await sessions.get(call.signal)), sending);
    }
  }

  /** The calls that follow a choice are not needed to show the list, so they come after it. */
  async function later() {
    try {
      const { laterCalls } = await import('./later-calls.js');
      return laterCalls({ endpoint, sending, sessions, asUser });
    } catch (cause) {
      throw new ConnectionError('network_failed', { message: 'a part of the widget did not load', cause });
    }
  }

  return {
    startUrl: `${endpoint}/oauth/start`,

    claims: async ({ signal } = {}) => (await sessions.get(signal)).claims,

    integrations: async ({ categories, types }, { signal } = {}) => {
      const query = new URLSearchParams();
      if (categories?.length) query.set('categories', categories.join());
      if (types?.length) query.set('type', types.join());
      const url = `${endpoint}/unified/integration?${query}`.replace(/\?$/, '');
      return readable(Integration, await asUser({ method: 'GET', url, repeatable: true, signal }));
    },

    connections: async ({ signal } = {}) => {
      const found: Connection[] = [];
      for (let offset = 0; offset < mostConnections; offset += page) {
        const url = `${endpoint}/unified/connection?limit=${page}&offset=${offset}`;
        const read = readable(Connection, await asUser({ method: 'GET', url, repeatable: true, signal }));
        found.push(...read);
        if (read.length < page) break;
      }
      return found;
    },

    prepare: async () => void (await later()),

    createConnection: async (input, options) => await (await later()).createConnection(input, options),
    renewConnection: async (id, input, options) => await (await later()).renewConnection(id, input, options),
    removeConnection: async (id, options) => await (await later()).removeConnection(id, options),
    createAttempt: async (input, options) => await (await later()).createAttempt(input, options),
    attempt: async (handle, options) => await (await later()).attempt(handle, options),
    cancelAttempt: async (handle, options) => await (await later()).cancelAttempt(handle, options),
  };
}

function absolute(name: string, url: string, keepQuery = false): string {
  // workers and Node have no page to be relative to
  const base = globalThis.location?.href;
  const normal = normalUrl(url, base);
  if (normal === undefined) throw new ConnectionError('invalid_request', { message: `${name} "${url}" is not a URL` });
  return keepQuery ? new URL(url, base).href : normal;
}

/** One that this page cannot read must not hide the others. */
function readable<T>(schema: Readable<T>, body: unknown): T[] {
  if (!Array.isArray(body)) throw new ConnectionError('invalid_reply', { message: 'the list is not a list' });
  return body.flatMap((item) => schema.safeParse(item).data ?? []);
}

interface Readable<T> {
  safeParse(value: unknown): { data?: T | undefined };
}
