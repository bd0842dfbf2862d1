import { ConnectionError } from '../../contract/problem.js';
import { calls } from './calls.js';
import { isCode, send, type Call, type SendOptions } from './send.js';
import { isPrivate, normalUrl, sessionKeeper, type FetchSession, type HeldSession } from './session.js';
import type { ConnectionSource } from './source.js';
import { realTiming, type Timing } from './timing.js';

export interface HttpSourceOptions {
  /** Where the server is mounted; a relative one is resolved against the page. */
  endpoint: string;
  /** Called instead of `sessionUrl`. */
  fetchSession?: FetchSession | undefined;
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
 * `ConnectionError`. Throws `invalid_request` at once when `endpoint` or `sessionUrl` is no URL of http or https, or the
 * latter one that anybody on the network could answer for.
 */
export function httpSource(options: HttpSourceOptions): ConnectionSource {
  const endpoint = absolute('endpoint', options.endpoint);
  const sending: SendOptions = {
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    timing: options.timing ?? realTiming,
    timeout: options.timeout ?? 15_000,
  };
  const sessionUrl =
    options.sessionUrl === undefined ? `${endpoint}/sessions` : absolute('sessionUrl', options.sessionUrl, true);
  const sessions = sessionKeeper({ ...options, endpoint, sessionUrl }, sending);

  const inSession = async (call: Call, session: HeldSession | undefined): Promise<unknown> =>
    await send(
      session ? { ...call, headers: { ...call.headers, Authorization: `Bearer ${session.token}` } } : call,
      sending,
    );

  /** A session that has run out is renewed once, then the very same call goes out again. */
  async function asUser(call: Call): Promise<unknown> {
    const session = await sessions.get(call.signal);
    try {
      return await inSession(call, session);
    } catch (error) {
      if (!isCode(error, 'session_expired')) throw error;
      sessions.expire(session);
      return await inSession(call, await sessions.get(call.signal));
    }
  }

  /**
   * A session that is there is named beside the poll secret, so that the server can refuse another user's; one that is no
   * longer good must not keep a result from arriving.
   */
  async function asHolder(call: Call): Promise<unknown> {
    const session = sessions.held();
    try {
      return await inSession(call, session);
    } catch (error) {
      if (!session || !(isCode(error, 'session_expired') || isCode(error, 'unauthorized'))) throw error;
      sessions.expire(session);
      return await inSession(call, undefined);
    }
  }

  return {
    startUrl: `${endpoint}/oauth/start`,
    claims: async ({ signal } = {}) => (await sessions.get(signal)).claims,
    ...calls({ endpoint, timeout: sending.timeout, asUser, asHolder }),
  };
}

function absolute(name: string, url: string, forSessions = false): string {
  // workers and Node have no page to be relative to
  const base = globalThis.location?.href;
  const normal = normalUrl(url, base);
  const own = globalThis.location?.origin;
  // Whoever answers for sessions says who the user is.
  if (normal === undefined || (forSessions && new URL(normal).origin !== own && !isPrivate(new URL(normal))))
    throw new ConnectionError('invalid_request', {
      message: `${name} "${url.split('@').pop()}" is no URL for it`,
    });
  return forSessions ? new URL(url, base).href : normal;
}
