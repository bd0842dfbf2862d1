export { type AuthorizationRequest, type PendingAuthorization, startAuthorization } from './authorization.js';
export { type DeadlineOptions, withinDeadline } from './deadline.js';
export { isLoopback, isSafeUrl } from './endpoint.js';
export { exchange, type ExchangeRequest } from './exchange.js';
export { normalizeTokenReply, type TokenReplyOddities } from './normalize.js';
export type { OAuthProvider, TokenSet } from './provider.js';
export { type ProviderCalls, type ResolvedProvider, resolveProvider } from './resolve.js';
export { userinfo } from './userinfo.js';
