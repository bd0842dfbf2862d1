import type { ProblemCode } from '../../../contract/index.js';

/**
 * Problems that look the same to an end user, by the one whose words they share. What only the people behind the page
 * can mend is told apart by the code and request id below the words, for whom they are meant.
 */
export const alike = {
  origin_refused: 'invalid_request',
  method_not_allowed: 'invalid_request',
  unsupported_media_type: 'invalid_request',
  blocked_by_csp: 'invalid_request',
  workspace_mismatch: 'invalid_request',
  environment_mismatch: 'invalid_request',
  endpoint_mismatch: 'invalid_request',
  too_many_attempts: 'rate_limited',
  context_mismatch: 'state_unknown',
  issuer_mismatch: 'state_unknown',
  exchange_failed: 'state_unknown',
  attempt_used: 'state_unknown',
  payload_too_large: 'invalid_fields',
  provider_failed: 'provider_unreachable',
  provider_timeout: 'provider_unreachable',
  idempotency_mismatch: 'store_unavailable',
  internal_error: 'store_unavailable',
  invalid_reply: 'store_unavailable',
} as const satisfies Partial<Record<ProblemCode, ProblemCode>>;

/** The problems that have words of their own. */
export type DistinctProblem = Exclude<ProblemCode, keyof typeof alike>;
