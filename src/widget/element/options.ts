import type { FetchSession } from '../client/session.js';
import type { ConnectionSource } from '../client/source.js';

export type { FetchSession };

/**
 * Where OAuth sign-in happens. `popup`: in a window of its own. `redirect`: this page leaves and comes back. `auto`: in
 * a window, and where none can be had the end user is offered to go on in this page.
 */
export type AuthMode = 'auto' | 'popup' | 'redirect';

/**
 * How the tag stands in the page. `inline`: where it is written. `popover`: floats at a button of the page's own.
 * `dialog`: in the middle of the window, and all else waits for it.
 */
export type Display = 'inline' | 'popover' | 'dialog';

/** What the host page sets on the tag, as far as connecting depends on it. Lists may be comma-separated. */
export interface EmbedOptions {
  endpoint: string | undefined;
  workspaceId: string | undefined;
  environment: string | undefined;
  sessionUrl: string | undefined;
  fetchSession: FetchSession | undefined;
  source: ConnectionSource | undefined;
  categories: readonly string[] | string | undefined;
  integrations: readonly string[] | string | undefined;
  permissions: readonly string[] | string | undefined;
  integration: string | undefined;
  authMode: AuthMode;
}

/** Options of `connect()`. */
export interface ConnectOptions {
  signal?: AbortSignal | undefined;
  /** Id of the connection to renew instead of creating another. */
  reconnect?: string | undefined;
}
