import type { ColumnType, Kysely } from 'kysely';

/** Milliseconds since the epoch. */
type Time = number;
/** JSON text. */
type Json = string;
type Fixed<T> = ColumnType<T, T, never>;

/** Credentials and what is known about them; `sealed` opens only in the row it was sealed for. */
export interface ConnectionRow {
  id: Fixed<string>;
  workspace: Fixed<string>;
  environment: Fixed<string>;
  external_xref: Fixed<string | null>;
  integration_type: Fixed<string>;
  /** Attempt id or idempotency key that made it: unique per workspace and environment, so that a crash makes no twin. */
  creation_key: string;
  label: string | null;
  permissions: Json;
  categories: Json;
  /** The provider's own id of the account, compared on reconnect. */
  account_id: string | null;
  /** `ConnectedAs`. */
  connected_as: Json | null;
  credential_names: Json;
  sealed: string;
  inputs: Json;
  /** When the access token ends. */
  credentials_expire_at: Time | null;
  /** Counts every write of credentials and of what is known of them; a compare-and-set on it loses to nobody silently. */
  revision: number;
  created_at: Fixed<Time>;
  updated_at: Time;
  last_healthy_at: Time | null;
  last_unhealthy_at: Time | null;
  last_unhealthy_code: string | null;
  /** Where Apideck's surface upserts: hash of consumer, unified_api and service_id. Unique per workspace and environment. */
  slot: string | null;
  unified_api: string | null;
  /** What the embedder keeps beside it; never looked into. */
  metadata: Json | null;
  is_paused: number;
  /** `ok`, `pending_refresh` (a refresh is due or keeps failing) or `needs_reauth` (only the user can help). */
  state: string;
  /** Made through a link and not yet confirmed: nobody sees it, and it is purged then. Null for every other. */
  confirm_by: Time | null;
  /** Id of the connection whose credentials these are to replace once they are confirmed: a reconnect through a link. */
  replaces: Fixed<string | null>;
  /** When the credentials are to be refreshed next; null where there is nothing to refresh with. */
  refresh_due_at: Time | null;
  /** Until when the process named by `refresh_owner` has the one right to refresh. */
  refresh_lease_until: Time | null;
  refresh_owner: string | null;
  /** Passing failures in a row, and since when. */
  refresh_failures: number;
  refresh_failing_since: Time | null;
  last_refresh_failed_at: Time | null;
}

/** One try to connect by OAuth. Ticket, poll secret, state and cookie are kept as SHA-256 only. */
export interface AttemptRow {
  id: Fixed<string>;
  workspace: Fixed<string>;
  environment: Fixed<string>;
  external_xref: Fixed<string>;
  /** Names the session that made it, for the limit of live attempts. */
  session_id: Fixed<string>;
  integration_type: Fixed<string>;
  permissions: Json;
  inputs: Json;
  reconnect: string | null;
  origin: Fixed<string>;
  /** `link` was opened from outside any page of the host (a mail, a chat, a backend's redirect). */
  mode: Fixed<'popup' | 'redirect' | 'link'>;
  return_to: string | null;
  /** Link mode: what its maker asked for, `LinkReturn`. */
  link: Fixed<Json | null>;
  status: string;
  code: string | null;
  ticket_hash: string;
  poll_hash: string;
  state_hash: string | null;
  cookie_hash: string | null;
  /** What the vault needs to finish it, sealed. */
  pending: string | null;
  callback: 'own' | 'shared' | null;
  response_mode: 'query' | 'form_post' | null;
  connection_id: string | null;
  reconnected: number;
  created_at: Fixed<Time>;
  ticket_expires_at: Fixed<Time>;
  expires_at: Time;
  exchanging_at: Time | null;
  ended_at: Time | null;
}

/** An answer kept for 24 hours under the key it was asked with. `answer` is null while the work is under lease. */
export interface IdempotencyRow {
  scope: Fixed<string>;
  fingerprint: string;
  answer: Json | null;
  lease_until: Time;
  created_at: Time;
}

export interface LimitRow {
  key: Fixed<string>;
  points: number;
  expires_at: Time | null;
}

export interface AuditRow {
  id: Fixed<string>;
  at: Fixed<Time>;
  actor: Fixed<string>;
  action: Fixed<string>;
  subject: Fixed<string | null>;
  result: Fixed<string>;
  request_id: Fixed<string | null>;
}

/** A key of the embedder's backend, kept as SHA-256 only. */
export interface ApiKeyRow {
  id: Fixed<string>;
  hash: Fixed<string>;
  name: string | null;
  scopes: Json;
  created_at: Fixed<Time>;
  revoked_at: Time | null;
}

/** A voucher that was used: its id cannot be used again. */
export interface SpentVoucherRow {
  id: Fixed<string>;
  /** The voucher itself is worth nothing from then on, and the row may go. */
  expires_at: Fixed<Time>;
}

/** One event for one receiver, written in the transaction of the change that it tells of. */
export interface OutboxRow {
  id: Fixed<string>;
  /** Same for all receivers of one event, and over all tries: `webhook-id`. */
  event_id: Fixed<string>;
  type: Fixed<string>;
  /** Name of the receiver: a hash of its URL and format, or `process` for `onEvent`. */
  receiver: Fixed<string>;
  /** Exactly what is sent; holds no secret. */
  body: Fixed<string>;
  created_at: Fixed<Time>;
  attempts: number;
  /** Null once delivered or given up. */
  due_at: Time | null;
  lease_until: Time | null;
  delivered_at: Time | null;
}

/** A receiver that answered 410 and is sent nothing more. */
export interface DisabledReceiverRow {
  receiver: Fixed<string>;
  disabled_at: Fixed<Time>;
}

/** One row per sealing key that ever sealed here: opening it proves at start that the secrets given are the right ones. */
export interface SealCheckRow {
  key_id: Fixed<string>;
  sealed: Fixed<string>;
}

export interface Database {
  connection: ConnectionRow;
  attempt: AttemptRow;
  idempotency: IdempotencyRow;
  rate_limit: LimitRow;
  audit: AuditRow;
  seal_check: SealCheckRow;
  api_key: ApiKeyRow;
  spent_voucher: SpentVoucherRow;
  outbox: OutboxRow;
  disabled_receiver: DisabledReceiverRow;
}

/** A typed, migrated database. There is no second abstraction above it: queries stand beside the thing they are about. */
export type Store = Kysely<Database>;
