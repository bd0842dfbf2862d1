import * as z from 'zod/mini';

/** As whom the end user is connected, as the provider tells it. Holds nothing that opens a door. */
export const ConnectedAs = z.object({
  name: z.optional(z.string()),
  emails: z.optional(z.array(z.string())),
  user_id: z.optional(z.string()),
});
export type ConnectedAs = z.infer<typeof ConnectedAs>;

/**
 * What goes out of a connection: an authorised link between one end user and one integration. It cannot hold a secret:
 * `credentials` names which ones exist (`access_token`, `token`), never what they are. Times are ISO 8601.
 */
export const Connection = z.object({
  id: z.string(),
  integration_type: z.string(),
  integration_name: z.optional(z.string()),
  categories: z.array(z.string()),
  /** What was granted, which can be less than was asked for. */
  permissions: z.array(z.string()),
  environment: z.string(),
  workspace_id: z.optional(z.string()),
  external_xref: z.optional(z.string()),
  label: z.optional(z.string()),
  is_paused: z.optional(z.boolean()),
  auth: z.optional(ConnectedAs),
  credentials: z.optional(z.array(z.string())),
  created_at: z.string(),
  updated_at: z.optional(z.string()),
  last_healthy_at: z.optional(z.string()),
  last_unhealthy_at: z.optional(z.string()),
  last_unhealthy_code: z.optional(z.string()),
  /** When it stops working unless the end user signs in again; absent where it renews itself or has no end. */
  expires_at: z.optional(z.string()),
});
export type Connection = z.infer<typeof Connection>;
