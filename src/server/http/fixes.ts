import type { ProblemCode } from '../../contract/index.js';

/** What the developer can do about a code. For logs and docs only; a browser never sees these words. */
export const fixes: Record<ProblemCode, string> = {
  invalid_request: 'Compare the request with the route table of the README.',
  unauthorized:
    'Send a session token or an API key that this server issued; `resolveUser` must name a user for /sessions.',
  session_expired: 'Give the widget `fetchSession` or a `session-url`, so that it can renew a session by itself.',
  forbidden:
    'Mint the session, or have `resolveUser` give it, with the integrations, permissions and `allow` that the page asks for.',
  origin_refused: 'List the page’s exact origin in `origins`, and mint the session for that origin.',
  not_found: 'Check `workspace`, the environment and the id; another user’s things answer the same.',
  method_not_allowed:
    'Use the method of the route table; a provider that answers by POST needs `response_mode: form_post`.',
  payload_too_large: 'Bodies end at 64 KB.',
  unsupported_media_type: 'Send `Content-Type: application/json`, uncompressed.',
  invalid_fields: 'See `errors` for the fields.',
  credentials_rejected: 'The provider answered 401 or 403 to the integration’s `verify` request.',
  idempotency_conflict: 'The same Idempotency-Key is still being worked on; ask again in a moment.',
  idempotency_mismatch: 'Use a new Idempotency-Key for another body.',
  rate_limited: 'Wait for `Retry-After`.',
  too_many_attempts: 'A session may have five live attempts; cancel one or wait ten minutes.',
  state_unknown:
    'The callback was opened without an attempt of this server; check that `url` is where the provider returns to.',
  browser_mismatch:
    'The browser that returned is not the one that started: cookies must reach `url`, on https or loopback.',
  context_mismatch: 'The provider returned to another integration’s callback; register the redirect URI of this one.',
  issuer_mismatch: 'The provider’s `iss` differs from the integration’s `issuer`.',
  attempt_expired: 'An attempt lives ten minutes, its ticket one.',
  attempt_used: 'A ticket and a state work once.',
  attempt_cancelled: 'The user gave up.',
  access_denied: 'The user declined at the provider.',
  account_mismatch: 'A reconnect must be to the same account; `verify.account` has to give an `id`.',
  exchange_failed: 'Check client id, secret and the registered redirect URI at the provider.',
  needs_reauth:
    'The provider no longer accepts the refresh token; let the user reconnect, which keeps the connection’s id.',
  connection_paused: 'The connection is paused; resume it before you ask for its credentials.',
  integration_misconfigured: 'Compare the integration’s endpoints and credentials with the provider’s documentation.',
  provider_unreachable: 'The host did not resolve or connect, or is a private address (see `allowOrigins`).',
  provider_failed: 'The provider answered with an error; its status page may know more.',
  provider_timeout: 'The provider did not answer within ten seconds.',
  store_unavailable: 'The database could not be opened or written.',
  internal_error: 'A fault of ours; please report it with the request id.',
  network_failed: 'The page could not reach `endpoint`: check CORS, CSP `connect-src` and the network.',
  timed_out: 'The server took too long to answer the page.',
  invalid_reply: '`endpoint` answered something else than this contract: is it the server of the same version?',
  popup_blocked: 'Open the sign-in from a click, or set `auth-mode="redirect"`.',
  blocked_by_csp: 'List the server in `connect-src` and `form-action` of the page’s Content-Security-Policy.',
  workspace_mismatch: '`workspace-id` of the tag differs from the session’s.',
  environment_mismatch: '`environment` of the tag differs from the session’s.',
  endpoint_mismatch: 'The session is for another server than the tag’s `endpoint`.',
  not_offered: 'The integration named by the page is not in the session’s list.',
};
