import * as z from 'zod/mini';
import { Field } from './field.js';

/** A way to authorise: `oauth2` leaves for the provider's pages, `token` shows a form of the `token_names`. */
export const AuthMethod = z.enum(['oauth2', 'token']);
export type AuthMethod = z.infer<typeof AuthMethod>;

/**
 * A third-party product one can connect to. The names are Unified.to's; `token_fields`, `auth_methods`, `inputs` and
 * `aliases` are ours and may be absent. Without `auth_methods`, `token_names` decides: some mean `token`, none mean `oauth2`.
 */
export const Integration = z.object({
  type: z.string(),
  name: z.string(),
  categories: z.array(z.string()),
  token_names: z.optional(z.array(z.string())),
  token_instructions: z.optional(z.array(z.string())),
  token_fields: z.optional(z.array(Field)),
  auth_methods: z.optional(z.array(AuthMethod)),
  inputs: z.optional(z.array(Field)),
  aliases: z.optional(z.array(z.string())),
  description: z.optional(z.string()),
  logo_url: z.optional(z.string()),
  color: z.optional(z.string()),
  text_color: z.optional(z.string()),
  web_url: z.optional(z.string()),
  is_active: z.optional(z.boolean()),
  featured: z.optional(z.boolean()),
  popularity: z.optional(z.number()),
});
export type Integration = z.infer<typeof Integration>;
