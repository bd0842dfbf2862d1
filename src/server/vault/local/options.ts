import type { Catalogue } from '../../catalogue/index.js';
import type { ConnectionError } from '../../../contract/index.js';
import type { Events } from '../../outbox/index.js';
import type { Keyring, Store } from '../../store/index.js';
import type { Background } from './background.js';
import type { Row } from './rows.js';

/** One thing worth remembering; `subject` is a connection's id. Never holds a secret. */
export interface VaultAuditEntry {
  readonly action: string;
  readonly subject: string;
  readonly result: string;
}

export interface LocalVaultOptions {
  readonly db: Store;
  readonly keyring: Keyring;
  readonly catalogue: Catalogue;
  /** The guarded one; every call to a provider leaves through it. */
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds a provider has for one exchange. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Told what the vault alone can notice: `credentials.unseal_failed` (a row that no longer opens), `credentials.revoked`
   * with how the provider took it, `refresh.failed`, and `connection.removed` of what a confirmed one replaced.
   */
  readonly audit?: ((entry: VaultAuditEntry) => void | Promise<void>) | undefined;
  /** Told of every change, in the transaction of the change. */
  readonly events?: Events | undefined;
}

/** A vault's options with what goes on inside one process of it. Nothing here is a truth that a second one would miss. */
export interface Local extends LocalVaultOptions {
  readonly background: Background;
  /** Refreshes under way in this process, by connection, so that callers join instead of asking the database. */
  readonly flights: Map<string, Promise<Refreshed>>;
}

/** How a refresh came out. With a `failure` the row still holds the old credentials. */
export interface Refreshed {
  /** Undefined when the connection was removed meanwhile. */
  readonly row: Row | undefined;
  readonly failure?: ConnectionError;
}
