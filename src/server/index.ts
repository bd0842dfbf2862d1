import { createAccess } from './create-access.js';
import { purgeIdempotency, purgeLimits } from './access/index.js';
import { readAssets } from './assets.js';
import { createAttempts } from './attempt/index.js';
import { createCatalogue } from './catalogue/index.js';
import { clientAddressBehind } from './client-address.js';
import { ConnectionError, type CreateSession, type Session } from '../contract/index.js';
import { createApp, grantOf, type Deps } from './http/index.js';
import { jsonLog } from './json-log.js';
import type { ConnectionServerOptions, RequestContext } from './options.js';
import { checkOptions } from './check-options.js';
import { createOutbound } from './outbound/index.js';
import { createUnderWay } from './under-way.js';
import { asFailure, createKeyring, openStore, verifySecrets } from './store/index.js';
import { localVault, type Credentials } from './vault/index.js';

export * from './options.js';
export { ConnectionError } from '../contract/index.js';
export { defineIntegration, hubspot, pipedrive, type IntegrationDefinition } from './catalogue/index.js';
export type { Log, LogEntry } from './http/index.js';
export { localVault, type Credentials, type Vault } from './vault/index.js';

/** How long `close` waits for what is being answered, in milliseconds: a process has five seconds to end in. */
const LAST_ANSWERS = 4_000;

/** A connection server: a web-standard handler and what the embedder's own backend asks of it. */
export interface ConnectionServer {
  /** Where it is mounted. */
  readonly url: string;
  /** Answers one request. `context` reaches `resolveUser` and `clientAddress` as it is. */
  fetch(request: Request, context?: unknown): Promise<Response>;
  /** Mints a session for a page, as `POST /sessions` does. */
  session(claims: CreateSession): Promise<Session>;
  /** Live credentials of a connection. Throws `ConnectionError` `not_found`. */
  credentials(id: string, options?: { environment?: string }): Promise<Credentials>;
  /** Does what is due, every minute until `signal`; with `once` one time, for a cron. */
  work(options?: { signal?: AbortSignal; once?: boolean }): Promise<void>;
  /** Resolves when the database is open and the secrets fit it; rejects with what is wrong. */
  ready(): Promise<void>;
  /** Answers what waits, lets what is under way end within four seconds, and closes the database. */
  close(): Promise<void>;
}

/** Milliseconds between two rounds of what is due. */
const ROUND = 60_000;

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
  /** What `work` is at, so that the database is not closed under it. */
  let due = Promise.resolve();
  let tidied = now();
  const booting = boot();
  booting.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : 'unknown';
    log({ level: 'error', event: 'start-failed', message });
  });

  async function boot() {
    const keyring = await createKeyring(checked.secrets);
    const { db, close } = await openStore(options.database ?? 'file:connections.db');
    try {
      await verifySecrets(db, keyring);
      const access = createAccess({ db, keyring, url: base(url), workspace, now, apiKeys: options.apiKeys ?? [] });
      const fetch = createOutbound({ allow: options.allowOrigins ?? [] });
      const vault = options.vault
        ? options.vault({ db, keyring, fetch, now })
        : localVault({
            db,
            keyring,
            catalogue: createCatalogue(options.integrations ?? []),
            fetch,
            now,
            audit: (entry) => access.audit.record({ actor: 'server', ...entry }),
          });
      const attempts = createAttempts({
        db,
        keyring,
        vault,
        now,
        redirectUri: (type) => ({ own: `${base(url)}/oauth/code/${type}`, shared: `${base(url)}/oauth/code` }),
      });
      const deps: Deps = {
        url,
        workspace,
        environment,
        origins: checked.origins,
        permissions: options.permissions,
        showInactive: options.showInactive ?? false,
        publicList: options.publicList ?? true,
        vault,
        attempts,
        ...access,
        assets: await readAssets(),
        log,
        resolveUser: userResolver(options),
        clientAddress: options.clientAddress ?? clientAddressBehind(options.trustProxy ?? 0),
      };
      const purge = async () => {
        await attempts.purge();
        await purgeIdempotency(db, now());
        await purgeLimits(db, now());
      };
      return { app: createApp(deps), deps, close, purge };
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** One round of what is due. A database that is busy now is asked again at the next; nothing is lost meanwhile. */
  async function tidy(): Promise<void> {
    tidied = now();
    try {
      const { purge } = await booting;
      await (due = purge());
    } catch (error) {
      const { code, message } = asFailure(error);
      log({ level: 'error', event: 'work-failed', code, message });
    }
  }

  async function answer(request: Request, context: unknown): Promise<Response> {
    try {
      const { app } = await booting;
      // A server whose embedder never calls `work` still forgets what it must.
      if (now() - tidied >= ROUND) void tidy();
      return await app.fetch(request, { context });
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
      return await deps.sessions.issue(grantOf(deps, claims), claims.expires_in);
    },
    async credentials(id, { environment: asked = environment } = {}) {
      const { deps } = await booting;
      const credentials = await deps.vault.credentials({ workspace, environment: asked }, id);
      if (!credentials) throw new ConnectionError('not_found', { message: `no connection ${id} in ${asked}` });
      await deps.audit.record({ actor: 'server', action: 'connection.revealed', subject: id, result: 'done' });
      return credentials;
    },
    async work({ signal, once = false } = {}) {
      const { purge } = await booting;
      const ended = AbortSignal.any([stopping.signal, ...(signal ? [signal] : [])]);
      if (once) return await purge();
      while (!ended.aborted) {
        await tidy();
        await pause(ROUND, ended);
      }
    },
    async ready() {
      await booting;
    },
    async close() {
      stopping.abort();
      const booted = await booting.catch(() => undefined);
      booted?.deps.attempts.close();
      await underWay.ended(LAST_ANSWERS);
      await due.catch(() => {});
      await booted?.close();
    },
  };
}

function unavailable(): Response {
  const body = { type: 'about:blank', title: 'store unavailable', status: 503, code: 'store_unavailable' };
  return Response.json(body, { status: 503, headers: { 'Content-Type': 'application/problem+json' } });
}

/** The embedder's own function, given the platform's context as it came, or an empty one where the platform has none. */
function userResolver({ resolveUser }: ConnectionServerOptions): Deps['resolveUser'] {
  return resolveUser && ((request, context = {}) => (isContext(context) ? resolveUser(request, context) : undefined));
}

function isContext(value: unknown): value is RequestContext {
  return typeof value === 'object' && value !== null;
}

function base(url: URL): string {
  return url.href.replace(/\/$/, '');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
