import type { Hono } from 'hono';
import type { CreateSession } from '../../contract/index.js';
import type { ApiKeys, Audit, Idempotency, Limits, Sessions, Vouchers } from '../access/index.js';
import type { Attempts } from '../attempt/index.js';
import type { Vault } from '../vault/index.js';
import type { Log } from './log.js';

/** A file of the widget, as the server hands it to browsers. */
export interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

/** Everything the routes work with. Built once; nothing in it is taken from a request's `Host`. */
export interface Deps {
  /** Where this server is mounted, without a trailing slash. */
  readonly url: URL;
  readonly workspace: string;
  readonly environment: string;
  /** Origins whose pages may hold the widget. */
  readonly origins: ReadonlySet<string>;
  /** The most any session may ask for; undefined leaves it to what the integrations declare. */
  readonly permissions: readonly string[] | undefined;
  readonly showInactive: boolean;
  readonly publicList: boolean;
  readonly vault: Vault;
  readonly attempts: Attempts;
  readonly sessions: Sessions;
  readonly apiKeys: ApiKeys;
  readonly idempotency: Idempotency;
  readonly limits: Limits;
  readonly audit: Audit;
  readonly vouchers: Vouchers;
  /** Exact addresses that a link or a hosted page may lead back to. */
  readonly redirects: ReadonlySet<string>;
  /** What a connection made outside the host's pages is: pending, real at once, or not made at all. */
  readonly links: 'confirm' | 'open' | 'off';
  readonly assets: ReadonlyMap<string, Asset>;
  /** Of this package. */
  readonly version: string;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  resolveUser: ((request: Request, context: unknown) => ResolvedUser | Promise<ResolvedUser>) | undefined;
  clientAddress(request: Request, context: unknown): string | undefined;
}

/** The host's signed-in user: an id, or what a session of theirs grants; without an id, nobody is signed in. */
export type ResolvedUser = UserId | UserSession;

type UserId = string | number | null | undefined;

/**
 * What the session of a signed-in user grants; as for every session, to create and list unless `allow` says otherwise. A
 * plain object. An `environment` is part of who they are: what is another one's is not theirs, a link or a sign-in too.
 */
export interface UserSession extends Omit<CreateSession, 'external_xref' | 'origin'> {
  readonly external_xref: UserId;
}

/** What travels with one request. `context` is the platform's own, as `fetch(request, context)` was given it. */
export interface Env {
  Bindings: { context: unknown };
  Variables: {
    requestId: string;
    log: Partial<Record<'code' | 'message', string>>;
    /** Language tag that the link of this request asks for; a page prefers it to what the browser likes. */
    lang?: string | undefined;
  };
}

export type App = Hono<Env>;
