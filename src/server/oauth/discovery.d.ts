import * as oauth from 'oauth4webapi';
import type { ProviderCalls } from './resolve.js';
/**
 * The provider's metadata: OpenID Connect Discovery first, RFC 8414 where that answers 404. Its `issuer` must be the
 * configured one (RFC 8414 §3.3). Shared by everyone who asks meanwhile, so no single caller's signal ends it.
 */
export declare function discover(issuer: URL, calls: ProviderCalls): Promise<oauth.AuthorizationServer>;
