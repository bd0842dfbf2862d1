import * as z from 'zod/mini';

/**
 * Credentials on their way in. One entry of `token_names` is sent as `token` (or as the only `other_auth_info`); several
 * are sent as `other_auth_info` in the order of `token_names`.
 */
export const TokenAuth = z.object({
  token: z.optional(z.string()),
  other_auth_info: z.optional(z.array(z.string())),
});
export type TokenAuth = z.infer<typeof TokenAuth>;

/** Body of `POST /unified/connection`: what comes in to create a connection. */
export const CreateConnection = z.object({
  integration_type: z.string(),
  permissions: z.optional(z.array(z.string())),
  categories: z.optional(z.array(z.string())),
  environment: z.optional(z.string()),
  external_xref: z.optional(z.string()),
  label: z.optional(z.string()),
  auth: TokenAuth,
});
export type CreateConnection = z.infer<typeof CreateConnection>;
