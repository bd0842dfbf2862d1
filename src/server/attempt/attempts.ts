import {
  Attempt,
  ConnectionError,
  isProblemCode,
  type CreatedAttempt,
  type Integration,
  type ProblemCode,
} from '../../contract/index.js';
import { equalSecret, randomToken, sha256, type Keyring, type Store } from '../store/index.js';
import type { Completed, Owner, Vault } from '../vault/index.js';
import { attemptRows, LIVE, type AttemptRecord } from './rows.js';
import { createBell } from './bell.js';

const TICKET_LIFE = 60_000;
const LIFE = 600_000;
const EXCHANGE_LIFE = 30_000;
const LIVE_PER_SESSION = 5;
/** How often a waiting poll looks whether another process changed the attempt, in milliseconds. */
const LOOK_EVERY = 500;

export type EndUser = Owner & { readonly external_xref: string };

export interface NewAttempt {
  readonly owner: EndUser;
  readonly session: string;
  readonly origin: string;
  readonly integration: Integration;
  readonly permissions: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly reconnect: string | undefined;
  readonly mode: 'popup' | 'redirect';
  readonly returnTo: string | undefined;
}

/** What binds a browser to its attempt: the value goes out once, in a cookie named after the attempt. */
export interface Started {
  readonly id: string;
  readonly url: string;
  readonly cookie: string;
}

export interface CallbackRequest {
  readonly params: URLSearchParams;
  /** The integration named by the path; undefined on plain `/oauth/code`. */
  readonly integration: string | undefined;
  cookie(attempt: string): string | undefined;
  /** Whether the signed-in user of the host, if this server can know, is the attempt's. */
  agrees(attempt: AttemptRecord): Promise<'yes' | 'no' | 'unknown'>;
  readonly signal: AbortSignal | undefined;
}

/** How a callback ended. `attempt` is there once state and cookie proved that this browser may know of it. */
export type CallbackResult =
  | { readonly outcome: 'ended'; readonly attempt: AttemptRecord }
  /** Nobody is signed in at the host as far as this request tells: ask once more from a page of ours. */
  | { readonly outcome: 'ask-again' }
  | { readonly outcome: 'refused'; readonly code: ProblemCode };

export type Attempts = ReturnType<typeof createAttempts>;

export interface AttemptsOptions {
  readonly db: Store;
  readonly keyring: Keyring;
  readonly vault: Vault;
  /** Both callbacks of this server. */
  redirectUri(integration: string): Readonly<Record<'own' | 'shared', string>>;
  readonly now: () => number;
}

/** The life of an attempt: the server-side truth about one try to connect by OAuth, from click to result. */
export function createAttempts(options: AttemptsOptions) {
  const { db, keyring, vault, now } = options;
  const rows = attemptRows(db);
  const bell = createBell();
  let closing = false;

  /** A change of the row, told to whoever waits for it. */
  async function move(id: string, from: readonly string[], change: Parameters<typeof rows.move>[2]) {
    const row = await rows.move(id, from, change);
    if (row) bell.ring(id);
    return row;
  }

  const end = (id: string, from: readonly string[], status: string, code?: ProblemCode) =>
    move(id, from, { status, code: code ?? null, ended_at: now(), pending: null });

  async function created(id: string): Promise<CreatedAttempt> {
    const row = await rows.byId(id);
    if (!row) throw new ConnectionError('not_found', { message: 'the attempt is gone' });
    return {
      id,
      ticket: `${id}.${await secretOf('ticket', row, row.ticket_hash)}`,
      poll_secret: await secretOf('poll secret', row, row.poll_hash),
      expires_at: new Date(row.expires_at).toISOString(),
    };
  }

  /** Recomputed, so that a replay answers the same while the store keeps hashes only. */
  async function secretOf(purpose: string, row: AttemptRecord, hash: string): Promise<string> {
    for (const secret of await keyring.macs(`attempt ${purpose}`, row.id)) {
      if ((await sha256(secret)) === hash) return secret;
    }
    throw new ConnectionError('attempt_expired', { message: 'the attempt was made under a retired secret' });
  }

  return {
    /** Stores a new attempt and answers its id; {@link created} tells the rest, as often as it is asked. */
    async create(input: NewAttempt): Promise<string> {
      const at = now();
      if ((await rows.countLive(input.session, at)) >= LIVE_PER_SESSION) throw new ConnectionError('too_many_attempts');
      const id = randomToken(16);
      await rows.insert({
        id,
        workspace: input.owner.workspace,
        environment: input.owner.environment,
        external_xref: input.owner.external_xref,
        session_id: input.session,
        integration_type: input.integration.type,
        permissions: JSON.stringify(input.permissions),
        inputs: JSON.stringify(input.inputs),
        reconnect: input.reconnect ?? null,
        origin: input.origin,
        mode: input.mode,
        return_to: input.returnTo ?? null,
        status: 'created',
        code: null,
        ticket_hash: await sha256(await keyring.mac('attempt ticket', id)),
        poll_hash: await sha256(await keyring.mac('attempt poll secret', id)),
        state_hash: null,
        cookie_hash: null,
        pending: null,
        callback: null,
        response_mode: null,
        connection_id: null,
        reconnected: 0,
        created_at: at,
        ticket_expires_at: at + TICKET_LIFE,
        expires_at: at + LIFE,
        exchanging_at: null,
        ended_at: null,
      });
      return id;
    },

    created,

    /** The attempt a ticket belongs to, spent or not; undefined when the ticket is not one of ours. */
    async ofTicket(ticket: string): Promise<AttemptRecord | undefined> {
      const [id = '', secret = ''] = ticket.split('.', 2);
      const row = await rows.byId(id);
      return row && equalSecret(await sha256(secret), row.ticket_hash) ? row : undefined;
    },

    /** Ends an attempt that was started from where it must not be, so that the page that made it can say so. */
    async refuseStart(attempt: AttemptRecord, code: ProblemCode): Promise<void> {
      await end(attempt.id, ['created'], 'failed', code);
    },

    /** Burns the ticket, binds the browser and asks the vault where to send it. */
    async start(attempt: AttemptRecord, signal: AbortSignal | undefined): Promise<Started> {
      const { id } = attempt;
      if (attempt.ticket_expires_at <= now()) throw new ConnectionError('attempt_expired');
      const row = await move(id, ['created'], { status: 'started' });
      if (!row) throw new ConnectionError('attempt_used');
      const state = randomToken();
      const cookie = randomToken();
      try {
        const authorization = await vault.authorize({
          owner: ownerOf(row),
          integration: row.integration_type,
          permissions: JSON.parse(row.permissions),
          inputs: JSON.parse(row.inputs),
          redirectUri: options.redirectUri(row.integration_type),
          state,
          reconnect: row.reconnect ?? undefined,
          ...(signal && { signal }),
        });
        const bound = await move(id, ['started'], {
          state_hash: await sha256(state),
          cookie_hash: await sha256(cookie),
          pending: await keyring.seal(authorization.pending, contextOf(row)),
          callback: authorization.callback,
          response_mode: authorization.response_mode,
          expires_at: now() + LIFE,
        });
        if (!bound) throw new ConnectionError('attempt_cancelled');
        return { id, url: safeAuthorizationUrl(authorization.url), cookie };
      } catch (cause) {
        await end(id, ['started'], 'failed', codeOf(cause));
        throw cause;
      }
    },

    /** Whether the attempt of this state waits for a provider that answers by POST (`response_mode=form_post`). */
    async answersByPost(state: string): Promise<boolean> {
      const row = state ? await rows.byState(await sha256(state)) : undefined;
      return row?.response_mode === 'form_post';
    },

    /**
     * The provider's redirect. The order is part of the defence: nothing before the atomic consume changes the attempt,
     * so a wrong browser cannot burn the state of the right one (RFC 9700 §4.7, cross-user session fixation).
     */
    async callback(request: CallbackRequest): Promise<CallbackResult> {
      const refused = (code: ProblemCode): CallbackResult => ({ outcome: 'refused', code });
      const { params } = request;
      for (const name of ['state', 'code', 'error', 'iss']) {
        if (params.getAll(name).length > 1) return refused('invalid_request');
      }
      const state = params.get('state') ?? '';
      if (!state || state.length > 512) return refused('state_unknown');
      const row = await rows.byState(await sha256(state));
      if (!row) return refused('state_unknown');
      if (row.status !== 'started') return refused(row.status === 'expired' ? 'attempt_expired' : 'attempt_used');
      const cookie = request.cookie(row.id);
      if (!cookie || !row.cookie_hash || !equalSecret(await sha256(cookie), row.cookie_hash)) {
        return refused('browser_mismatch');
      }
      const expected = row.callback === 'shared' ? undefined : row.integration_type;
      if (request.integration !== expected) return refused('context_mismatch');
      if (row.expires_at <= now()) {
        await end(row.id, ['started'], 'expired', 'attempt_expired');
        return refused('attempt_expired');
      }
      const agreed = await request.agrees(row);
      if (agreed === 'unknown') return { outcome: 'ask-again' };
      if (agreed === 'no') return refused('browser_mismatch');
      const taken = await move(row.id, ['started'], { status: 'exchanging', exchanging_at: now() });
      if (!taken) return refused('attempt_used');
      return { outcome: 'ended', attempt: await finish(taken, params, state, request.signal) };
    },

    /**
     * The attempt as its owner may see it, after up to `wait` milliseconds if it is still going on. Undefined for a wrong
     * secret, another user's session and an unknown id alike.
     */
    async poll(id: string, secret: string, asked: { as: Owner | undefined; wait: number; signal?: AbortSignal }) {
      const row = await authorised(id, secret, asked.as);
      if (!row) return undefined;
      let current = await settle(row);
      for (let left = asked.wait; left > 0 && isLive(current) && !asked.signal?.aborted; left -= LOOK_EVERY) {
        await bell.heard(id, Math.min(LOOK_EVERY, left), asked.signal);
        if (closing) break;
        const fresh = await rows.byId(id);
        if (!fresh) return undefined;
        current = await settle(fresh);
      }
      return await describe(current);
    },

    /** Gives an attempt up unless it is past giving up; false when it is not the caller's. */
    async cancel(id: string, secret: string, as: Owner | undefined): Promise<boolean> {
      const row = await authorised(id, secret, as);
      if (!row) return false;
      await end(id, ['created', 'started'], 'cancelled', 'attempt_cancelled');
      return true;
    },

    /** Removes what nobody can ask for any more: abandoned attempts after 15 minutes, connected ones after a day. */
    async purge(): Promise<void> {
      await rows.purge({ abandoned: now() - 900_000, ended: now() - 86_400_000 });
    },

    /** Wakes every waiting poll, so that a stopping server answers them at once. */
    close(): void {
      closing = true;
      bell.ringAll();
    },
  };

  async function finish(
    row: AttemptRecord,
    params: URLSearchParams,
    state: string,
    signal: AbortSignal | undefined,
  ): Promise<AttemptRecord> {
    try {
      const completed = await vault.complete({
        owner: ownerOf(row),
        integration: row.integration_type,
        permissions: JSON.parse(row.permissions),
        inputs: JSON.parse(row.inputs),
        pending: await keyring.open(row.pending ?? '', contextOf(row)),
        params,
        state,
        key: row.id,
        reconnect: row.reconnect ?? undefined,
        ...(signal && { signal }),
      });
      return await connected(row, completed);
    } catch (cause) {
      const code = codeOf(cause);
      const ended = await end(row.id, ['exchanging'], code === 'access_denied' ? 'denied' : 'failed', code);
      return ended ?? row;
    }
  }

  async function connected(row: AttemptRecord, { connection, reconnected }: Completed): Promise<AttemptRecord> {
    const ended = await move(row.id, ['exchanging'], {
      status: 'connected',
      connection_id: connection.id,
      reconnected: reconnected ? 1 : 0,
      ended_at: now(),
      pending: null,
    });
    return ended ?? (await rows.byId(row.id)) ?? row;
  }

  async function authorised(id: string, secret: string, as: Owner | undefined) {
    const row = await rows.byId(id);
    const right = equalSecret(await sha256(secret), row?.poll_hash ?? '');
    if (!row || !right) return undefined;
    const other =
      as &&
      (as.workspace !== row.workspace ||
        as.environment.toLowerCase() !== row.environment.toLowerCase() ||
        as.external_xref !== row.external_xref);
    return other ? undefined : row;
  }

  /** Ends what time has ended. After a crash in the middle of an exchange, the vault knows whether there is a connection. */
  async function settle(row: AttemptRecord): Promise<AttemptRecord> {
    if (row.status === 'exchanging') {
      const connection = await vault.find(ownerOf(row), row.id);
      if (connection) return await connected(row, { connection, reconnected: row.reconnect !== null });
      if ((row.exchanging_at ?? 0) + EXCHANGE_LIFE > now()) return row;
      return (await end(row.id, ['exchanging'], 'failed', 'exchange_failed')) ?? (await rows.byId(row.id)) ?? row;
    }
    if (isLive(row) && row.expires_at <= now()) {
      return (await end(row.id, ['created', 'started'], 'expired', 'attempt_expired')) ?? row;
    }
    return row;
  }

  async function describe(row: AttemptRecord): Promise<Attempt> {
    const connection = row.connection_id ? await vault.get(ownerOf(row), row.connection_id) : undefined;
    return Attempt.parse({
      id: row.id,
      status: row.status,
      integration_type: row.integration_type,
      expires_at: new Date(row.expires_at).toISOString(),
      ...(row.status === 'connected' && { reconnected: row.reconnected === 1 }),
      ...(connection && { connection }),
      ...(row.code && { code: row.code }),
    });
  }
}

function ownerOf(row: AttemptRecord): EndUser {
  return { workspace: row.workspace, environment: row.environment, external_xref: row.external_xref };
}

/** Sealed for this row alone: moved into another attempt it does not open. */
function contextOf(row: AttemptRecord): readonly string[] {
  return ['pending', 'attempt', row.environment, row.id, row.integration_type, row.external_xref];
}

function isLive(row: AttemptRecord): boolean {
  return LIVE.some((status) => status === row.status);
}

function codeOf(cause: unknown): ProblemCode {
  return cause instanceof ConnectionError && isProblemCode(cause.code) ? cause.code : 'internal_error';
}

/** The last look before a browser is sent away: https unless loopback, and no name before the host. */
function safeAuthorizationUrl(text: string): string {
  const url = new URL(text);
  const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if ((url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) || url.username || url.password) {
    throw new ConnectionError('integration_misconfigured', { message: `authorization URL at ${url.host} is not safe` });
  }
  return url.href;
}
