import * as z from 'zod/mini';
import { SessionAction } from './session.js';

/**
 * Body of `POST /sessions` with an API key. Without one, the server names the user and every other part is its own. A name
 * that nobody knows is refused: misspelt, it would grant what it was meant to narrow.
 */
export const CreateSession = z.strictObject({
  external_xref: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
  /** Origin of the page that will use it; defaults to the server's own. */
  origin: z.optional(z.string()),
  environment: z.optional(z.string()),
  integrations: z.optional(z.array(z.string())),
  permissions: z.optional(z.array(z.string())),
  allow: z.optional(z.array(SessionAction)),
  /** Seconds; 900 unless given, and never more than that. */
  expires_in: z.optional(z.number()),
});
export type CreateSession = z.infer<typeof CreateSession>;
