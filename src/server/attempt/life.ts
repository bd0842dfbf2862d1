import type { ProblemCode } from '../../contract/index.js';
import type { Keyring, Store } from '../store/index.js';
import type { Completed, Owner, Vault } from '../vault/index.js';
import { createBell } from './bell.js';
import { attemptRows, LIVE, type AttemptRecord } from './rows.js';

/** Ten minutes from the start to the provider's answer, in milliseconds. */
export const LIFE = 600_000;

export type EndUser = Owner & { readonly external_xref: string };

export interface AttemptsOptions {
  readonly db: Store;
  readonly keyring: Keyring;
  readonly vault: Vault;
  /** Both callbacks of this server, for an integration. */
  redirectUri(integration: string): Readonly<Record<'own' | 'shared', string>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export type Life = ReturnType<typeof createLife>;

/** The rows of attempts, and every change of one told to whoever waits for it. */
export function createLife(options: AttemptsOptions) {
  const { now } = options;
  const rows = attemptRows(options.db);
  const bell = createBell();

  async function move(id: string, from: readonly string[], change: Parameters<typeof rows.move>[2]) {
    const row = await rows.move(id, from, change);
    if (row) bell.ring(id);
    return row;
  }

  return {
    ...options,
    rows,
    bell,
    /** The row after the change; undefined when it no longer stood at one of `from`. */
    move,
    /** As {@link move}, to one of the ends; what the vault kept for it is dropped. */
    end: (id: string, from: readonly string[], status: string, code?: ProblemCode) =>
      move(id, from, { status, code: code ?? null, ended_at: now(), pending: null }),
    /** Ends an exchange with what it made, also when a poll gave it up meanwhile: the connection is there. */
    async connect(row: AttemptRecord, { connection, reconnected }: Completed): Promise<AttemptRecord> {
      const ended = await move(row.id, ['exchanging', 'failed'], {
        status: 'connected',
        code: null,
        connection_id: connection.id,
        reconnected: reconnected ? 1 : 0,
        ended_at: now(),
        pending: null,
      });
      return ended ?? (await rows.byId(row.id)) ?? row;
    },
  };
}

export function ownerOf(row: AttemptRecord): EndUser {
  return { workspace: row.workspace, environment: row.environment, external_xref: row.external_xref };
}

/** What `pending` is sealed for: this row alone, so that moved into another attempt it does not open. */
export function sealedFor(row: AttemptRecord): readonly string[] {
  return ['pending', 'attempt', row.environment, row.id, row.integration_type, row.external_xref];
}

export function isLive(row: AttemptRecord): boolean {
  return LIVE.some((status) => status === row.status);
}
