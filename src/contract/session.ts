import * as z from 'zod/mini';

/** What a session token may do beside reading integrations. */
export const SessionAction = z.enum(['create', 'list', 'reconnect', 'remove']);
export type SessionAction = z.infer<typeof SessionAction>;

/** Reply of `POST /sessions`, and what an embedder's own `session-url` hands to the page. */
export const Session = z.object({
  token: z.string(),
  expires_at: z.string(),
  /** The server the token is for; the page sends it nowhere else. */
  endpoint: z.string(),
});
export type Session = z.infer<typeof Session>;

/**
 * Payload of the session token (a JWT, RFC 7519, type `connection-session+jwt`): everything one browser may do for one
 * end user. The page may read it to fit what it shows; only the server judges it.
 */
export const SessionClaims = z.object({
  sub: z.string(),
  exp: z.number(),
  workspace_id: z.string(),
  environment: z.string(),
  origin: z.string(),
  integrations: z.optional(z.array(z.string())),
  permissions: z.optional(z.array(z.string())),
  allow: z.array(SessionAction),
});
export type SessionClaims = z.infer<typeof SessionClaims>;
