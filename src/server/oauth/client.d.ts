import * as oauth from 'oauth4webapi';
import type { OAuthProvider } from './provider.js';
import type { ResolvedProvider } from './resolve.js';
/** The provider as oauth4webapi wants to see its client. */
export declare function clientOf({ client_id }: OAuthProvider): oauth.Client;
/** How the client proves itself: as declared, else in the header (RFC 6749 §2.3.1); a public client only names itself. */
export declare function clientAuthOf({ client_secret, client_auth }: OAuthProvider): oauth.ClientAuth;
/** Plain http is for loopback alone; everything else was refused when the endpoints were resolved. */
export declare function allowsHttp({ server }: ResolvedProvider): boolean;
/** `fetch` as oauth4webapi calls it for a GET, whose `body: undefined` the platform's types refuse. */
export declare function getting(fetch: typeof globalThis.fetch): (url: string, options: oauth.CustomFetchOptions<'GET'>) => Promise<Response>;
