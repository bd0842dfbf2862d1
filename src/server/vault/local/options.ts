import type { Catalogue } from '../../catalogue/index.js';
import type { Events } from '../../outbox/index.js';
import type { Keyring, Store } from '../../store/index.js';

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
  /** Told what the vault alone can notice: a row whose credentials no longer open. */
  readonly audit?: ((entry: VaultAuditEntry) => void | Promise<void>) | undefined;
  /** Told of every change, in the transaction of the change. */
  readonly events?: Events | undefined;
}
