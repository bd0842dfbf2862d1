import * as z from 'zod/mini';

/**
 * The one table of problem codes: `status` is the HTTP status it is sent with (0: never sent, made in the page);
 * `recoverable` says whether the same end user can get past it by trying again or otherwise.
 */
export const problems = {
  // the request
  invalid_request: { status: 400, recoverable: false },
  unauthorized: { status: 401, recoverable: true },
  session_expired: { status: 401, recoverable: true },
  forbidden: { status: 403, recoverable: false },
  origin_refused: { status: 403, recoverable: false },
  not_found: { status: 404, recoverable: false },
  method_not_allowed: { status: 405, recoverable: false },
  payload_too_large: { status: 413, recoverable: false },
  unsupported_media_type: { status: 415, recoverable: false },
  invalid_fields: { status: 422, recoverable: true },
  credentials_rejected: { status: 422, recoverable: true },
  idempotency_conflict: { status: 409, recoverable: true },
  idempotency_mismatch: { status: 422, recoverable: false },
  rate_limited: { status: 429, recoverable: true },
  too_many_attempts: { status: 429, recoverable: true },
  // the OAuth hand-off
  state_unknown: { status: 400, recoverable: true },
  browser_mismatch: { status: 400, recoverable: true },
  context_mismatch: { status: 400, recoverable: true },
  issuer_mismatch: { status: 400, recoverable: true },
  attempt_expired: { status: 400, recoverable: true },
  attempt_used: { status: 400, recoverable: true },
  attempt_cancelled: { status: 400, recoverable: true },
  access_denied: { status: 400, recoverable: true },
  account_mismatch: { status: 409, recoverable: true },
  exchange_failed: { status: 502, recoverable: true },
  // a connection's credentials
  needs_reauth: { status: 409, recoverable: true },
  connection_paused: { status: 409, recoverable: false },
  // whom we depend on
  integration_misconfigured: { status: 500, recoverable: false },
  provider_unreachable: { status: 502, recoverable: true },
  provider_failed: { status: 502, recoverable: true },
  provider_timeout: { status: 504, recoverable: true },
  store_unavailable: { status: 503, recoverable: true },
  internal_error: { status: 500, recoverable: true },
  // made in the page
  network_failed: { status: 0, recoverable: true },
  timed_out: { status: 0, recoverable: true },
  invalid_reply: { status: 0, recoverable: true },
  popup_blocked: { status: 0, recoverable: true },
  blocked_by_csp: { status: 0, recoverable: false },
  workspace_mismatch: { status: 0, recoverable: false },
  environment_mismatch: { status: 0, recoverable: false },
  endpoint_mismatch: { status: 0, recoverable: false },
  not_offered: { status: 0, recoverable: false },
} as const satisfies Record<string, { status: number; recoverable: boolean }>;

/** A stable lower_snake name of what went wrong. */
export type ProblemCode = keyof typeof problems;

/** Whether `code` stands in the table; a newer server may send others. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

/** What is wrong with one value of the input; `path` as in `auth.other_auth_info.1`. */
export const FieldError = z.object({ path: z.string(), code: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** Body of every failure, `application/problem+json` (RFC 9457) with our members `code`, `request_id` and `errors`. */
export const Problem = z.object({
  type: z.optional(z.string()),
  title: z.optional(z.string()),
  status: z.number(),
  code: z.string(),
  request_id: z.optional(z.string()),
  errors: z.optional(z.array(FieldError)),
});
export type Problem = z.infer<typeof Problem>;

/** What goes with a {@link ConnectionError} beside its code. */
export interface ConnectionErrorDetails {
  /** For the developer, in logs and rejections; names the offending thing and never holds a secret. */
  message?: string;
  errors?: readonly FieldError[];
  request_id?: string;
  /** Seconds to wait before the next try. */
  retry_after?: number;
  cause?: unknown;
}

/** Every failure of either wing: a stable `code`, and what the caller can do something about. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly request_id: string | undefined;
  readonly retry_after: number | undefined;

  constructor(code: ProblemCode, details: ConnectionErrorDetails = {}) {
    super(details.message ? `${code}: ${details.message}` : code, { cause: details.cause });
    this.code = code;
    this.errors = details.errors ?? [];
    this.request_id = details.request_id;
    this.retry_after = details.retry_after;
  }
}
