export { type AuthorizationRequest, type PendingAuthorization, startAuthorization } from './authorization.js';
export { assertInTime, type DeadlineOptions, withinDeadline } from './deadline.js';
export { endpoints, isLoopback, isSafeUrl } from './endpoint.js';
export { exchange, type ExchangeRequest } from './exchange.js';
export { normalizeTokenReply, type TokenReplyOddities } from './normalize.js';
export type { OAuthProvider, ProviderCalls, ResolvedProvider, TokenSet } from './provider.js';
export { resolveProvider } from './resolve.js';
export { userinfo } from './userinfo.js';
