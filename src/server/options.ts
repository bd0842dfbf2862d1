import type { IncomingMessage } from 'node:http';
import type { IntegrationDefinition } from './catalogue/index.js';
import type { Log } from './http/index.js';
import type { Keyring, Store } from './store/index.js';
import type { Vault } from './vault/index.js';

/** What the platform knows of a request beside it. `nodeHandler` gives Node's own message, so that Express sessions are at hand. */
export interface RequestContext {
  readonly incoming: IncomingMessage & {
    session?: { userId?: string } & Record<string, unknown>;
    [member: string]: unknown;
  };
  readonly [member: string]: unknown;
}

export interface ApiKeyOption {
  readonly key: string;
  readonly name?: string;
  readonly scopes?: readonly ('connections' | 'credentials')[];
}

/** What a vault of one's own is built from. */
export interface VaultParts {
  readonly db: Store;
  readonly keyring: Keyring;
  /** The only way out; see `allowOrigins`. */
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

/** Options of `createConnectionServer`. Either `integrations` or `vault` says where connections live. */
export interface ConnectionServerOptions {
  /** Where the server is mounted, as browsers and providers reach it. Required off loopback; nothing is derived from `Host`. */
  readonly url?: string;
  /** `file:connections.db` (default) or `file::memory:`. */
  readonly database?: string;
  /** At least one, of 32 characters or more. The first seals and signs, all of them open and verify. */
  readonly secrets: readonly (string | undefined)[];
  readonly integrations?: readonly IntegrationDefinition[];
  readonly vault?: (parts: VaultParts) => Vault;
  /** This server's one workspace id; default `default`. */
  readonly workspace?: string;
  /** Environment of sessions that name none; default `Production`. */
  readonly environment?: string;
  /** The most any session may ask for; without it, what the integrations declare. */
  readonly permissions?: readonly string[];
  /** Exact origins whose pages hold the widget; default: the origin of `url`. */
  readonly origins?: readonly string[];
  readonly apiKeys?: readonly (string | ApiKeyOption)[];
  /** The host's signed-in user, or nothing. Asked for sessions, and again at start and callback on the server's own origin. */
  readonly resolveUser?: (
    request: Request,
    context: RequestContext,
  ) => string | number | null | undefined | Promise<string | number | null | undefined>;
  /** The client's address for limits; default: the socket's, behind `trustProxy` proxies their `X-Forwarded-For`. */
  readonly clientAddress?: (request: Request, context: unknown) => string | undefined;
  /** How many proxies of one's own stand in front; default 0. */
  readonly trustProxy?: number;
  /** Whether the tag also lists integrations that are not available yet. */
  readonly showInactive?: boolean;
  /** Whether `GET /unified/integration/workspace/{id}` answers without a key, as Unified.to's does; default true. */
  readonly publicList?: boolean;
  /** Exact loopback or private origins that may be called outward; refused unless `url` is on loopback. */
  readonly allowOrigins?: readonly string[];
  /** Where log lines go; default: JSON lines on stdout. */
  readonly log?: Log | false;
  /** Milliseconds since the epoch; for tests. */
  readonly now?: () => number;
}
