import * as z from 'zod/mini';
import { Connection } from '../../contract/index.js';
import type { Store } from '../store/index.js';

/** What can happen to a connection. */
export const connectionEventTypes = [
  'connection.created',
  'connection.updated',
  'connection.removed',
  /** It works again, or still does after it did not. */
  'connection.healthy',
  'connection.unhealthy',
  /** A refresh failed in a way that may pass; it is tried again. */
  'connection.token_refresh.pending',
  'connection.token_refresh.recovered',
  /** Only the user can help: the connection needs signing in again. */
  'connection.token_refresh.failed',
] as const;
export type ConnectionEventType = (typeof connectionEventTypes)[number];

/** What is known of the connection at that moment, for both webhook formats. Holds no secret. */
export interface EventSubject {
  readonly connection: Connection;
  /** Apideck's, where the connection was made on its surface; else its first category. */
  readonly unified_api?: string;
  readonly auth_type: 'oauth2' | 'apiKey';
  readonly state: 'ok' | 'pending_refresh' | 'needs_reauth';
  readonly logo_url?: string;
  readonly web_url?: string;
  /** Milliseconds since the epoch. */
  readonly expires_at?: number;
  readonly last_refresh_failed_at?: number;
  /** When refreshing is given up unless it works before; only while it keeps failing. */
  readonly refresh_ends_at?: number;
  /** How many times in a row the refresh failed. */
  readonly refresh_failures?: number;
}

/** One thing that happened, as it is handed to the outbox. */
export interface NewEvent {
  readonly type: ConnectionEventType;
  readonly subject: EventSubject;
  /** Why, where it is a failure: a code of the problem table. */
  readonly code?: string;
}

/** One thing that happened, as `onEvent` and our own webhooks tell it. */
export const ConnectionEvent = z.object({
  /** Same over all tries and receivers. */
  id: z.string(),
  type: z.enum(connectionEventTypes),
  /** ISO 8601: when it happened, not when it was sent. */
  timestamp: z.string(),
  data: z.object({
    connection: Connection,
    code: z.optional(z.string()),
    /** The connection was too long for a webhook: lists are empty and most members left out, so it has to be read. */
    truncated: z.optional(z.literal(true)),
  }),
});
export type ConnectionEvent = z.infer<typeof ConnectionEvent>;

/**
 * Writes an event down for everyone who is to hear of it. Given the transaction of the change that it tells of, so that
 * there is never the one without the other.
 */
export interface Events {
  record(db: Store, event: NewEvent): Promise<void>;
}
