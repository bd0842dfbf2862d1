import type { IncomingMessage } from 'node:http';
import type { ApiKeyScope } from './access/index.js';
import type { IntegrationDefinition } from './catalogue/index.js';
import type { Log, ResolvedUser } from './http/index.js';
import type { Keyring, Store } from './store/index.js';
import type { ConnectionEvent, ConnectionEventType, Events } from './outbox/index.js';
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
  readonly scopes?: readonly ApiKeyScope[];
}

/** Who is told of what happens to connections, by `POST` to `url`. */
export interface WebhookOption {
  /** https, or http on loopback. Its secret never travels. */
  readonly url: string;
  /** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it; any text of 24 characters or more for `apideck`. */
  readonly secret: string;
  /** Only these; all unless said. */
  readonly events?: readonly ConnectionEventType[];
  /** `standard` (default) is ours, signed by Standard Webhooks; `apideck` is Apideck's own shape and headers. */
  readonly format?: 'standard' | 'apideck';
}

/** What a vault of one's own is built from. */
export interface VaultParts {
  readonly db: Store;
  readonly keyring: Keyring;
  /** The only way out; see `allowOrigins`. */
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Where a vault tells what happens to its connections. */
  readonly events: Events;
}

/** Options of `createConnectionServer`. Either `integrations` or `vault` says where connections live. */
export interface ConnectionServerOptions {
  /** Where the server is mounted, as browsers and providers reach it. Required off loopback; nothing is derived from `Host`. */
  readonly url?: string | undefined;
  /** `file:connections.db` (default), `file::memory:` or `postgres://...`. */
  readonly database?: string | undefined;
  /** At least one, of 32 characters or more. The first seals and signs, all of them open and verify. */
  readonly secrets: readonly (string | undefined)[];
  readonly integrations?: readonly IntegrationDefinition[];
  readonly vault?: (parts: VaultParts) => Vault;
  /** This server's one workspace id; default `default`. */
  readonly workspace?: string | undefined;
  /** Environment of sessions that name none; default `Production`. */
  readonly environment?: string | undefined;
  /** The most any session may ask for; without it, what the integrations declare. */
  readonly permissions?: readonly string[];
  /** Exact origins whose pages hold the widget; default: the origin of `url`. */
  readonly origins?: readonly string[];
  readonly apiKeys?: readonly (string | ApiKeyOption)[];
  /**
   * The host's signed-in user, or nothing. Asked for sessions, and again at start and callback on the server's own origin.
   * The session of an id may connect accounts and list them; to sign in again and remove, too, give what it grants:
   * `{ external_xref: id, allow: ['create', 'list', 'reconnect', 'remove'] }`.
   */
  readonly resolveUser?: (request: Request, context: RequestContext) => ResolvedUser | Promise<ResolvedUser>;
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
  /** Who is told of what happens to connections. */
  readonly webhooks?: readonly WebhookOption[];
  /**
   * Told of it in process, at least once and by one process only; a promise that rejects is told again later. Needs
   * `work`, or requests that come by.
   */
  readonly onEvent?: (event: ConnectionEvent) => void | Promise<void>;
  /** Exact addresses that links and hosted pages may lead back to (`success_redirect`, `redirect_uri`). */
  readonly redirects?: readonly string[];
  /**
   * Links (auth URLs, hosted pages) cannot tell who opens them. `confirm` (default): what they make stays pending until
   * `resolveUser` agrees or your backend confirms it; `open`: it is real at once, as with the vendors; `off`: 403.
   */
  readonly links?: 'confirm' | 'open' | 'off';
  /** Where log lines go; default: JSON lines on stdout. */
  readonly log?: Log | false;
  /** Milliseconds since the epoch; for tests. */
  readonly now?: () => number;
}
