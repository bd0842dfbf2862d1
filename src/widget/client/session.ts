import * as z from 'zod/mini';
import { ConnectionError } from '../../contract/problem.js';
import { Session, SessionClaims } from '../../contract/session.js';
import { send, type SendOptions } from './send.js';
import { shared, unlessAborted } from './shared.js';

/** Why a session is asked for: there was none, or the server said that it has run out. */
export interface SessionRequest {
  reason: 'first' | 'expired';
  signal: AbortSignal;
}

/**
 * Gets a session from the embedder's own backend: its token alone, or all that `POST /sessions` answered. Called again with
 * `expired` when the server no longer takes it; rejects when there is none.
 */
export type FetchSession = (request: SessionRequest) => Promise<string | Session>;

/** A token that was proven to be for our endpoint. */
export interface HeldSession {
  readonly token: string;
  readonly claims: SessionClaims | undefined;
}

export interface SessionOptions {
  /** Normalised; the token goes nowhere else. */
  endpoint: string;
  sessionUrl: string;
  /** The embedder's own way to a token, instead of `sessionUrl`. */
  fetchSession?: FetchSession | undefined;
  workspaceId?: string | undefined;
  environment?: string | undefined;
}

/** Keeps the one session of a page, in memory only. */
export interface SessionKeeper {
  /** What is held right now, without asking for it. */
  held(): HeldSession | undefined;
  get(signal: AbortSignal | undefined): Promise<HeldSession>;
  /** Called with a session that the server says has run out: gives it up, once for all who held the same. */
  expire(session: HeldSession): void;
}

export function sessionKeeper(options: SessionOptions, sending: SendOptions): SessionKeeper {
  let held: HeldSession | undefined;
  let reason: SessionRequest['reason'] = 'first';

  const obtain = shared(async (signal) => {
    const given = options.fetchSession
      ? await fromPage(options.fetchSession, { reason, signal }, sending)
      : await send({ method: 'POST', url: options.sessionUrl, body: {}, credentials: 'same-origin', signal }, sending);
    held = accept(given, options);
    return held;
  });

  return {
    held: () => held,
    get: async (signal) => held ?? (await obtain(signal)),
    expire: (session) => {
      if (held !== session) return;
      held = undefined;
      reason = 'expired';
    },
  };
}

async function fromPage(
  fetchSession: FetchSession,
  { reason, signal }: SessionRequest,
  { timeout }: SendOptions,
): Promise<unknown> {
  const late = AbortSignal.timeout(timeout);
  const either = AbortSignal.any([signal, late]);
  try {
    return await unlessAborted(fetchSession({ reason, signal: either }), either);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ConnectionError) throw cause;
    // a fetch that fails rejects with a TypeError, and a fetch is what this function is there for
    const code = late.aborted ? 'timed_out' : cause instanceof TypeError ? 'network_failed' : 'internal_error';
    throw new ConnectionError(code, { message: `fetchSession: ${String(cause)}`, cause });
  }
}

/** Who the token is from and for, as RFC 7519 §4.1 names them; both are the server's URL. */
const Parties = z.object({ iss: z.string(), aud: z.string() });

/**
 * Uses a token only if it says that it is for our endpoint: a tag that somebody injected with an endpoint of theirs must
 * not be able to mail it there.
 */
function accept(given: unknown, { endpoint, workspaceId, environment }: SessionOptions): HeldSession {
  const { token = '', endpoint: named } =
    typeof given === 'string' ? { token: given } : (Session.safeParse(given).data ?? {});
  // What no header can hold would be quoted by the browser's complaint of it.
  if (!/^[!-~]+$/.test(token)) throw new ConnectionError('invalid_reply', { message: 'no session came' });

  const payload = payloadOf(token);
  const claims = SessionClaims.safeParse(payload).data;
  const { iss, aud } = Parties.safeParse(payload).data ?? {};
  const said = [named, iss, aud].filter((url) => url !== undefined);
  const stranger = said.find((url) => normalUrl(url) !== endpoint);
  if (!said.length || stranger !== undefined)
    throw new ConnectionError('endpoint_mismatch', {
      message: `the session is for ${stranger ?? 'no endpoint'}, the tag says ${endpoint}`,
    });
  const wanted = [
    ['workspace', claims?.workspace_id, workspaceId],
    ['environment', claims?.environment.toLowerCase(), environment?.toLowerCase()],
  ] as const;
  for (const [name, is, tag] of wanted)
    if (is !== undefined && tag !== undefined && is !== tag)
      throw new ConnectionError(`${name}_mismatch`, {
        message: `the session is for ${name} ${is}, the tag says ${tag}`,
      });
  return { token, claims };
}

/** An absolute URL of http or https without what makes no difference; undefined when it is none. */
export function normalUrl(url: string, base?: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined;
  const { origin, protocol, pathname, username, password } = new URL(url, base);
  const plain = /^https?:$/.test(protocol) && !username && !password;
  return plain ? origin + pathname.replace(/\/+$/, '') : undefined;
}

/** Whether nobody on the way there can answer in its place: by https, or on this machine. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true;
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127(\.\d+){3}$|^\[::1\]$/.test(hostname);
}

/** The claims of a JWT, unverified: only the server can judge a token, the page needs to know what it is for. */
function payloadOf(token: string): unknown {
  const part = token.split('.')[1] ?? '';
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
