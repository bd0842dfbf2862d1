import type { AuthMethod, ConnectedAs, Field } from '../../contract/index.js';
import type { OAuthProvider } from '../oauth/index.js';

/** What a check has to work with: exactly what would be stored. */
export interface GivenCredentials {
  /** OAuth 2. */
  readonly access_token?: string | undefined;
  /** A token form's values, in the order of `token_names`; `values[0]` is the one token where there is only one. */
  readonly values: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

/** One request that tells whether credentials work and whose they are. It leaves through `outbound` only. */
export interface Verify {
  /** Must not put a credential into the URL (RFC 6750 §2.3, RFC 9700 §4.3.2). */
  request(credentials: GivenCredentials): {
    url: string;
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    body?: string;
  };
  /** Reads the account out of the parsed JSON reply. `id` is what a reconnect is compared by. */
  account?(reply: unknown): Account | undefined;
  /** Position among `token_names` that a 401 or 403 is shown at; the first secret one unless said. */
  rejects?: number;
}

/** The account at the provider; `id` is the provider's own and stable. */
export interface Account extends Pick<ConnectedAs, 'name' | 'emails'> {
  readonly id?: string;
}

export interface TokenForm {
  /** Labels of what is asked for, in order: the wire's `token_names`. */
  names: readonly string[];
  instructions?: readonly string[];
  /** Same order as `names`; without it, sensible rules by name. */
  fields?: readonly Field[];
}

/** An integration as its author writes it. `defineIntegration` checks it once, at start. */
export interface IntegrationDefinition {
  type: string;
  name: string;
  categories: readonly string[];
  aliases?: readonly string[];
  description?: string;
  logo_url?: string;
  color?: string;
  text_color?: string;
  web_url?: string;
  featured?: boolean;
  popularity?: number;
  /** False lists it as not available yet (only with the server's `showInactive`). */
  is_active?: boolean;
  oauth?: OAuthProvider;
  token?: TokenForm;
  /** Which is offered first when there are both. */
  auth_methods?: readonly AuthMethod[];
  /** Asked before OAuth starts, never for a secret; a `subdomain` fills `{name}` in the provider's endpoints. */
  inputs?: readonly Field[];
  /** Vendor-neutral permission to the provider's own scopes. */
  permissions?: Readonly<Record<string, readonly string[]>>;
  /** Provider scopes asked for whatever the permissions are. */
  scopes?: readonly string[];
  verify?: Verify;
}
