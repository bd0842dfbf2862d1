import {
  Attempt,
  Connection,
  ConnectionError,
  CreatedAttempt,
  Integration,
  type Session,
} from '../../contract/index.js';
import { send, type Call, type SendOptions } from './send.js';
import { normalUrl, sessionKeeper, type HeldSession, type SessionRequest } from './session.js';
import type { AttemptHandle, CallOptions, ConnectionSource } from './source.js';
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

  function attemptCall(handle: AttemptHandle, { signal }: CallOptions): Call {
    return {
      method: 'GET',
      url: `${endpoint}/oauth/attempts/${encodeURIComponent(handle.id)}`,
      headers: { 'Attempt-Secret': handle.poll_secret },
      repeatable: false,
      signal,
    };
  }

  return {
    startUrl: `${endpoint}/oauth/start`,

    claims: async ({ signal } = {}) => (await sessions.get(signal)).claims,

    integrations: async ({ categories, types }, { signal } = {}) => {
      const query = new URLSearchParams();
      if (categories?.length) query.set('categories', categories.join());
      if (types?.length) query.set('type', types.join());
      const url = `${endpoint}/unified/integration?${query}`.replace(/\?$/, '');
      return readable(await asUser({ method: 'GET', url, repeatable: true, signal }));
    },

    createConnection: async (input, { key, signal }) =>
      parse(
        Connection,
        await asUser({
          method: 'POST',
          url: `${endpoint}/unified/connection`,
          headers: { 'Idempotency-Key': key },
          body: input,
          repeatable: true,
          // the server itself tries the credentials at the provider before it answers
          timeout: 2 * sending.timeout,
          signal,
        }),
      ),

    createAttempt: async (input, { key, signal }) =>
      parse(
        CreatedAttempt,
        await asUser({
          method: 'POST',
          url: `${endpoint}/oauth/attempts`,
          headers: { 'Idempotency-Key': key },
          body: input,
          repeatable: true,
          signal,
        }),
      ),

    attempt: async (handle, { wait = 0, signal } = {}) => {
      const call = attemptCall(handle, { signal });
      return parse(
        Attempt,
        await asHolder(wait > 0 ? { ...call, url: `${call.url}?wait=${wait}`, timeout: wait * 1000 + 10_000 } : call),
      );
    },

    cancelAttempt: async (handle, { signal } = {}) => {
      try {
        await asHolder({ ...attemptCall(handle, { signal }), method: 'DELETE', repeatable: true });
      } catch (error) {
        if (!isCode(error, 'not_found')) throw error;
      }
    },
  };
}

function absolute(name: string, url: string, keepQuery = false): string {
  // workers and Node have no page to be relative to
  const base = globalThis.location?.href;
  const normal = normalUrl(url, base);
  if (normal === undefined) throw new ConnectionError('invalid_request', { message: `${name} "${url}" is not a URL` });
  return keepQuery ? new URL(url, base).href : normal;
}

function authorized(call: Call, { token }: HeldSession): Call {
  return { ...call, headers: { ...call.headers, Authorization: `Bearer ${token}` } };
}

function isCode(error: unknown, code: ConnectionError['code']): boolean {
  return error instanceof ConnectionError && error.code === code;
}

function parse<T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, body: unknown): T {
  const { data } = schema.safeParse(body);
  if (data === undefined) throw new ConnectionError('invalid_reply', { message: 'the reply does not fit its schema' });
  return data;
}

/** One integration that this page cannot read must not hide the others. */
function readable(body: unknown): Integration[] {
  if (!Array.isArray(body)) throw new ConnectionError('invalid_reply', { message: 'the list is not a list' });
  return body.flatMap((item) => Integration.safeParse(item).data ?? []);
}
