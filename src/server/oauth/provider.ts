import type { AuthorizationServer } from 'oauth4webapi';

/** How one provider speaks OAuth 2, as an integration declares it. Endpoints may hold `{input}` placeholders. */
export interface OAuthProvider {
  /** How access is given: by the user at the provider (default), or by what the user types into the token form. */
  grant_type?: GrantType;
  /** The operator's. Absent only with `client_credentials`, where the user brings a client. */
  client_id?: string;
  /** Absent for a public client. Never sent to a host outside `host_suffix`. */
  client_secret?: string;
  client_auth?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
  /** What `private_key_jwt` signs with (RFC 7523); its public half is registered at the provider. */
  client_key?: ClientKey;
  /** With `discovery`, read from its metadata (RFC 8414, OpenID Connect Discovery); else it only checks `iss`. */
  issuer?: string;
  discovery?: boolean;
  authorization_endpoint?: string;
  token_endpoint?: string;
  revocation_endpoint?: string;
  userinfo_endpoint?: string;
  pushed_authorization_request_endpoint?: string;
  /** The provider sends `iss` with the code (RFC 9207). Known by itself with `discovery`. */
  authorization_response_iss_parameter_supported?: boolean;
  /** S256 unless the provider breaks on it. */
  pkce?: false;
  /** Hosts made of inputs must end in this (`.harbor.example`), checked after the URL is parsed. */
  host_suffix?: string;
  scope_separator?: ' ' | ',';
  /** Further parameters of the authorization request (`access_type=offline`). */
  authorization_params?: Readonly<Record<string, string>>;
  /** `shared`: the app is registered with plain `/oauth/code`. */
  redirect_uri?: 'own' | 'shared';
  response_mode?: 'query' | 'form_post';
  /** Bends an odd token reply into RFC 6749 §5.1 before it is judged. */
  normalize?(reply: Response): Response | Promise<Response>;
}

/** RFC 6749 §4.1, §4.4 and §4.3. */
export type GrantType = 'authorization_code' | 'client_credentials' | 'password';

/** A private key as JWK (RFC 7517) and the `kid` to name it by, the key's own unless given. */
export interface ClientKey {
  readonly key: PrivateJwk;
  readonly kid?: string;
}

/** RSA, EC (P-256, P-384, P-521) or OKP (Ed25519). An RSA key signs with RS256 unless `alg` says otherwise. */
export interface PrivateJwk {
  readonly kty?: string;
  readonly alg?: string;
  readonly kid?: string;
  readonly crv?: string;
  readonly d?: string;
  readonly n?: string;
  readonly e?: string;
  readonly p?: string;
  readonly q?: string;
  readonly dp?: string;
  readonly dq?: string;
  readonly qi?: string;
  readonly x?: string;
  readonly y?: string;
}

/** What a token endpoint gave, with its lifetime turned into a moment of our clock. */
export interface TokenSet {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token?: string;
  /** Milliseconds since the epoch, counted from the receipt of the reply; absent beyond ten years. */
  readonly expires_at?: number;
  /** What was granted, when the provider says so. */
  readonly scope?: readonly string[];
  /** Claims of a validated ID token. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** How a provider is reached: `fetch` is the guarded one; the clock and the deadline are given so that tests own them. */
export interface ProviderCalls {
  readonly fetch: typeof fetch;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  /**
   * Gets the tokens of a request that was given up and answered nevertheless, within 20 s more, so that they can be
   * revoked. Absent, the request is aborted at the deadline. Only `exchange` and `refreshTokens` use it.
   */
  readonly late?: ((tokens: TokenSet) => void) | undefined;
  /** Told of each request that outlives its deadline: the promise settles, and never rejects, once it has ended. */
  readonly lingering?: ((ended: Promise<void>) => void) | undefined;
}

/** A provider whose endpoints are known, filled and checked. */
export interface ResolvedProvider {
  readonly provider: OAuthProvider;
  /** Kept for as long as the metadata is, because oauth4webapi hangs the provider's keys on this object. */
  readonly server: AuthorizationServer;
  /** Without a known issuer neither `iss` nor an ID token can be judged, so both are left alone. */
  readonly issuerKnown: boolean;
}
