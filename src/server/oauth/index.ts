export { type AuthorizationRequest, type PendingAuthorization, startAuthorization } from './authorization.js';
export { isSigningKey } from './client-key.js';
export { assertInTime, type DeadlineOptions, withinDeadline } from './deadline.js';
export { endpoints, isByRedirect, isLoopback, isSafeUrl, neededEndpoints } from './endpoint.js';
export { exchange, type ExchangeRequest } from './exchange.js';
export {
  type ClientCredentials,
  clientCredentialsGrant,
  type PasswordCredentials,
  passwordGrant,
} from './form-grants.js';
export { normalizeTokenReply, type TokenReplyOddities } from './normalize.js';
export type {
  ClientKey,
  GrantType,
  OAuthProvider,
  PrivateJwk,
  ProviderCalls,
  ResolvedProvider,
  TokenSet,
} from './provider.js';
export { refreshTokens } from './refresh.js';
export { resolveProvider } from './resolve.js';
export { type Revocation, revokeToken } from './revoke.js';
export { isTokenText } from './token-text.js';
export { userinfo } from './userinfo.js';
