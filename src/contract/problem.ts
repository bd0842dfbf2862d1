import * as z from 'zod/mini';

/**
 * The one table of problem codes: `status` is the HTTP status it is sent with (0: never sent, made in the page);
 * `recoverable` says whether the same end user can get past it by trying again or otherwise.
 */
export const problems = {
  // the request
  invalid_request: final(400),
  unauthorized: recoverable(401),
  session_expired: recoverable(401),
  forbidden: final(403),
  origin_refused: final(403),
  not_found: final(404),
  method_not_allowed: final(405),
  payload_too_large: final(413),
  unsupported_media_type: final(415),
  invalid_fields: recoverable(422),
  credentials_rejected: recoverable(422),
  idempotency_conflict: recoverable(409),
  idempotency_mismatch: final(422),
  rate_limited: recoverable(429),
  too_many_attempts: recoverable(429),
  // the OAuth hand-off
  state_unknown: recoverable(400),
  browser_mismatch: recoverable(400),
  context_mismatch: recoverable(400),
  issuer_mismatch: recoverable(400),
  attempt_expired: recoverable(400),
  attempt_used: recoverable(400),
  attempt_cancelled: recoverable(400),
  access_denied: recoverable(400),
  account_mismatch: recoverable(409),
  exchange_failed: recoverable(502),
  // a connection's credentials
  needs_reauth: recoverable(409),
  connection_paused: final(409),
  // whom we depend on
  integration_misconfigured: final(500),
  provider_unreachable: recoverable(502),
  provider_failed: recoverable(502),
  provider_timeout: recoverable(504),
  store_unavailable: recoverable(503),
  internal_error: recoverable(500),
  // made in the page
  network_failed: recoverable(0),
  timed_out: recoverable(0),
  invalid_reply: recoverable(0),
  popup_blocked: recoverable(0),
  blocked_by_csp: final(0),
  workspace_mismatch: final(0),
  environment_mismatch: final(0),
  endpoint_mismatch: final(0),
  not_offered: final(0),
};

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
  errors?: readonly FieldError[] | undefined;
  request_id?: string | undefined;
  /** Seconds to wait before the next try. */
  retry_after?: number | undefined;
  cause?: unknown;
}

/** Every failure of either wing: a stable `code`, and what the caller can do something about. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly request_id: string | undefined;
  readonly retry_after: number | undefined;

  constructor(
    code: ProblemCode,
    { message, errors = [], request_id, retry_after, cause }: ConnectionErrorDetails = {},
  ) {
    super(message ? `${code}: ${message}` : code, { cause });
    this.code = code;
    this.errors = errors;
    this.request_id = request_id;
    this.retry_after = retry_after;
  }
}

interface Kind {
  readonly status: number;
  readonly recoverable: boolean;
}

// @__NO_SIDE_EFFECTS__
function recoverable(status: number): Kind {
  return { status, recoverable: true };
}

// @__NO_SIDE_EFFECTS__
function final(status: number): Kind {
  return { status, recoverable: false };
}
