import * as z from 'zod/mini';

/** Body of `POST /oauth/attempts`. `connection_id` makes it a reconnect of one's own connection. */
export const CreateAttempt = z.object({
  integration_type: z.string(),
  permissions: z.optional(z.array(z.string())),
  inputs: z.optional(z.record(z.string(), z.string())),
  connection_id: z.optional(z.string()),
  mode: z.optional(z.enum(['popup', 'redirect'])),
  /** Redirect mode: the page to come back to, on the session's own origin. */
  return_to: z.optional(z.string()),
});
export type CreateAttempt = z.infer<typeof CreateAttempt>;
