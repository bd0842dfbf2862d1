import { type Connection, ConnectionError, type CreateSession, type Session } from '../contract/index.js';
import { base, boot } from './boot.js';
import { grantOf, sessionAsked } from './http/index.js';
import { jsonLog } from './json-log.js';
import type { ConnectionServerOptions } from './options.js';
import { checkOptions } from './check-options.js';
import { createUnderWay } from './under-way.js';
import { asFailure } from './store/index.js';
import type { Credentials, Owner } from './vault/index.js';

export * from './options.js';
export { ConnectionError } from '../contract/index.js';
export { defineIntegration, hubspot, pipedrive, type IntegrationDefinition } from './catalogue/index.js';
export type { Log, LogEntry, ResolvedUser, UserSession } from './http/index.js';
export type { ConnectionEvent, ConnectionEventType } from './outbox/index.js';
export { localVault, type Credentials, type Vault } from './vault/index.js';

/** How long `close` waits for what is being answered or done, in milliseconds: a process has five seconds to end in. */
const LAST_ANSWERS = 4_000;

/** A connection server: a web-standard handler and what the embedder's own backend asks of it. */
export interface ConnectionServer {
  /** Where it is mounted. */
  readonly url: string;
  /** Answers one request. `context` reaches `resolveUser` and `clientAddress` as it is. */
  fetch(request: Request, context?: unknown): Promise<Response>;
  /**
   * Mints a session for a page, as `POST /sessions` does: to create and list, unless `allow` says otherwise. Throws
   * `ConnectionError` `invalid_request` for a part that there is not, `forbidden` or `origin_refused` for one out of bounds.
   */
  session(claims: CreateSession): Promise<Session>;
  /**
   * Live credentials of a connection, refreshed first where they are about to end. Throws `ConnectionError` `not_found`,
   * `needs_reauth` (the user has to connect again), `connection_paused`, or `provider_*` when they cannot be refreshed now.
   */
  credentials(id: string, options?: { signal?: AbortSignal }): Promise<Credentials>;
  /** Makes a connection real that a link made: your backend knows that its user meant it. Throws `not_found`. */
  confirm(id: string): Promise<Connection>;
  /** Does what is due (refreshes, webhooks, purges) every few seconds until `signal`; with `once` one time, for a cron. */
  work(options?: { signal?: AbortSignal; once?: boolean }): Promise<void>;
  /**
   * Seals what an older secret sealed by the first one, some hundred rows a call; `left` 0 says that the older secrets may be
   * dropped. May run while servers serve, as long as all of them know the new secret.
   */
  rotate(): Promise<{ left: number }>;
  /** Resolves when the database is open and the secrets fit it; rejects with what is wrong. */
  ready(): Promise<void>;
  /**
   * Answers what waits, lets what is under way end within four seconds, and closes the database; the log says when
   * something did not end.
   */
  close(): Promise<void>;
}

/** Milliseconds between two rounds of what is due, and of what is forgotten. */
const ROUND = 5_000;
/** The shortest pause between two rounds. */
const MOMENT = 250;
const TIDY = 60_000;
/** Rows sealed anew at a time. */
const RESEALED = 200;

/**
 * Builds the server. Options are checked here and now, with errors that name them; the database opens in the background
 * and the first request waits for it.
 */
export function createConnectionServer(options: ConnectionServerOptions): ConnectionServer {
  const checked = checkOptions(options);
  const { url, workspace, environment, now } = checked;
  const log = options.log === false ? () => {} : (options.log ?? jsonLog());
  const stopping = new AbortController();
  const underWay = createUnderWay();
  let tidied = now();
  const booting = boot(checked, options, log);
  booting.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : 'unknown';
    log({ level: 'error', event: 'start-failed', message });
  });

  async function tidy(): Promise<void> {
    tidied = now();
    await (await booting).purge();
  }

  async function round(signal: AbortSignal): Promise<void> {
    const { deps, outbox } = await booting;
    await deps.vault.work({ signal });
    await outbox.deliver({ signal });
    if (now() - tidied >= TIDY) await tidy();
  }

  /** Milliseconds until there is something to do; a webhook's next try can be nearer than the next round. */
  async function restUntilDue(): Promise<number> {
    const due = await (await booting).outbox.nextDue().catch(() => undefined);
    return due === undefined ? ROUND : Math.min(ROUND, Math.max(MOMENT, due - now()));
  }

  /** A database that is busy now is asked again at the next round; nothing is lost meanwhile. */
  async function kept(work: Promise<void>): Promise<void> {
    try {
      await underWay.track(work);
    } catch (error) {
      const { code, message } = asFailure(error);
      log({ level: 'error', event: 'work-failed', code, message });
    }
  }

  /** An id is unique over all environments. */
  async function ownerOf(id: string): Promise<Owner> {
    const { deps } = await booting;
    return { workspace, environment: (await deps.vault.environmentOf(workspace, id)) ?? environment };
  }

  async function answer(request: Request, context: unknown): Promise<Response> {
    try {
      const { app, outbox } = await booting;
      // A server whose embedder never calls `work` still forgets what it must.
      if (now() - tidied >= TIDY) void kept(tidy());
      const response = await app.fetch(request, { context });
      outbox.kick();
      return response;
    } catch {
      return unavailable();
    }
  }

  return {
    url: base(url),
    async fetch(request, context) {
      return stopping.signal.aborted ? unavailable() : await underWay.track(answer(request, context));
    },
    async session(claims) {
      const { deps } = await booting;
      const asked = sessionAsked(claims);
      return await deps.sessions.issue(grantOf(deps, asked), asked.expires_in);
    },
    async credentials(id, { signal } = {}) {
      const { deps, outbox } = await booting;
      try {
        const credentials = await deps.vault.credentials(await ownerOf(id), id, signal ? { signal } : {});
        if (!credentials) throw new ConnectionError('not_found', { message: `there is no connection ${id}` });
        await deps.audit.record({ actor: 'server', action: 'connection.revealed', subject: id, result: 'done' });
        return credentials;
      } catch (error) {
        throw asFailure(error);
      } finally {
        outbox.kick();
      }
    },
    async confirm(id) {
      const { deps, outbox } = await booting;
      const connection = await deps.vault.confirm(await ownerOf(id), id);
      if (!connection) throw new ConnectionError('not_found', { message: `there is no connection ${id}` });
      await deps.audit.record({ actor: 'server', action: 'connection.confirmed', subject: id, result: 'done' });
      outbox.kick();
      return connection;
    },
    async work({ signal, once = false } = {}) {
      await booting;
      const ended = AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])]);
      if (once) return await underWay.track(round(ended).then(tidy));
      while (!ended.aborted) {
        await kept(round(ended));
        await pause(await restUntilDue(), ended);
      }
    },
    async rotate() {
      const { deps } = await booting;
      const left = await deps.vault.reseal({ limit: RESEALED });
      await deps.audit.record({ actor: 'server', action: 'key.rotated', result: left === 0 ? 'done' : 'going on' });
      return { left };
    },
    async ready() {
      await booting;
    },
    async close() {
      stopping.abort();
      const booted = await booting.catch(() => undefined);
      booted?.deps.attempts.close();
      const drained = async () => {
        if (!(await underWay.ended(LAST_ANSWERS))) {
          const message = 'something was still under way after 4 s; the database is closed under it';
          log({ level: 'warn', event: 'close-late', message });
        }
        await booted?.deps.vault.settled();
      };
      // A late reply could take longer than a process has; the token in it ends by itself.
      await Promise.race([drained(), pause(LAST_ANSWERS, new AbortController().signal)]);
      await booted?.outbox.close({ graceMs: 500 });
      await booted?.close();
    },
  };
}

function unavailable(): Response {
  const body = { type: 'about:blank', title: 'store unavailable', status: 503, code: 'store_unavailable' };
  return Response.json(body, { status: 503, headers: { 'Content-Type': 'application/problem+json' } });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal.addEventListener('abort', done, { once: true });
  });
}
