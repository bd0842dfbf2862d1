import * as z from 'zod/mini';
import { Connection } from './connection.js';
import { FieldError } from './problem.js';

/**
 * The one reply that carries a ticket (one use, 60 s, for `POST /oauth/start`) and a poll secret. Replayed by the same
 * `Idempotency-Key` it is the same, because both are computed from the attempt's id.
 */
export const CreatedAttempt = z.object({
  id: z.string(),
  ticket: z.string(),
  poll_secret: z.string(),
  expires_at: z.string(),
});
export type CreatedAttempt = z.infer<typeof CreatedAttempt>;

/** `created` (nobody started it) · `started` (a browser is bound) · `exchanging` · then one of five ends. */
export const AttemptStatus = z.enum([
  'created',
  'started',
  'exchanging',
  'connected',
  'denied',
  'failed',
  'cancelled',
  'expired',
]);
export type AttemptStatus = z.infer<typeof AttemptStatus>;

/** One try to connect by OAuth, as its poll answers it: the server-side truth from click to result. */
export const Attempt = z.object({
  id: z.string(),
  status: AttemptStatus,
  integration_type: z.string(),
  expires_at: z.string(),
  /** Only when `connected`. */
  connection: z.optional(Connection),
  reconnected: z.optional(z.boolean()),
  /** Asked for, known to the integration, and not granted. */
  denied_permissions: z.optional(z.array(z.string())),
  /** Why it ended otherwise: a code of the problem table. */
  code: z.optional(z.string()),
  errors: z.optional(z.array(FieldError)),
});
export type Attempt = z.infer<typeof Attempt>;
