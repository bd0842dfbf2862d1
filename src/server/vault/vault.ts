import type { Connection, CreateConnection, Integration, TokenAuth } from '../../contract/index.js';

/** Whose connections: one workspace and environment, and one end user unless the caller may act for all. */
export interface Owner {
  readonly workspace: string;
  readonly environment: string;
  readonly external_xref?: string;
}

export interface IntegrationsQuery {
  readonly types?: readonly string[];
  readonly categories?: readonly string[];
  readonly active?: boolean;
}

/**
 * Credentials on their way in: a form's values, or those of OAuth 2 that a customer already has. Names are Unified.to's.
 * Endpoints that come along must be the integration's own (`invalid_fields` otherwise).
 */
export interface GivenAuth extends TokenAuth {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly token_type?: string;
  /** Milliseconds since the epoch. Absent or past: it is refreshed before anything else, if it can be. */
  readonly expires_at?: number;
  readonly name?: string;
  readonly emails?: readonly string[];
  readonly user_id?: string;
  readonly api_url?: string;
  readonly authorize_url?: string;
  readonly token_url?: string;
  readonly refresh_url?: string;
}

export interface NewConnectionInput extends Omit<CreateConnection, 'auth'> {
  readonly auth: GivenAuth;
  /** What OAuth needs first (a subdomain), by the names of the integration's `inputs`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface CreateOptions {
  /** Unique per owner: the same one twice answers with the connection it made first. */
  readonly key: string;
  readonly signal?: AbortSignal;
  /** Unless false, the credentials are tried at the provider first. Imported ones may be stored untried. */
  readonly verify?: boolean;
  /** Stays pending until then (milliseconds since the epoch) unless `confirm` is called before. */
  readonly confirmBy?: number;
  /** Apideck's slot: what stands in it is replaced, keeping its id. */
  readonly unified_api?: string;
}

export interface AuthorizeRequest {
  readonly owner: Owner;
  readonly integration: string;
  readonly permissions: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  /** Our callback; which of the two the integration is registered with is the vault's to know. */
  readonly redirectUri: Readonly<Record<'own' | 'shared', string>>;
  readonly state: string;
  /** Connection to be reconnected. */
  readonly reconnect?: string | undefined;
  readonly signal?: AbortSignal;
}

/** Where to send the browser. `pending` is opaque and secret: the attempt keeps it sealed until `complete`. */
export interface Authorization {
  readonly url: string;
  readonly pending: string;
  readonly callback: 'own' | 'shared';
  /** What the provider is asked for: of the request's those that the integration knows. */
  readonly permissions: readonly string[];
  /** How the provider will answer; `form_post` has to be declared by the integration. */
  readonly response_mode: 'query' | 'form_post';
}

export interface CompleteRequest {
  readonly owner: Owner;
  readonly integration: string;
  readonly permissions: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly pending: string;
  /** Everything the provider sent to the callback. */
  readonly params: URLSearchParams;
  readonly state: string;
  /** The attempt's id: unique in the vault. */
  readonly key: string;
  readonly reconnect?: string | undefined;
  /** As {@link CreateOptions.confirmBy}. */
  readonly confirmBy?: number | undefined;
  /** Apideck's slot, when it was asked for on its surface. */
  readonly unified_api?: string | undefined;
  readonly signal?: AbortSignal;
}

export interface Completed {
  readonly connection: Connection;
  readonly reconnected: boolean;
}

export interface ConnectionsQuery {
  /** Only connections of these; an empty list is none of them. */
  readonly integration_types?: readonly string[];
  readonly categories?: readonly string[];
  readonly sort?: 'created_at' | 'updated_at' | 'integration_type';
  readonly order?: 'asc' | 'desc';
  /** Milliseconds since the epoch. */
  readonly updated_gte?: number;
  readonly limit?: number;
  readonly offset?: number;
}

/** What may be changed from outside: never environment, integration or owner. */
export interface ConnectionChanges {
  readonly label?: string;
  readonly permissions?: readonly string[];
  readonly auth?: GivenAuth;
  /** Changed inputs, re-sealing the credentials. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly is_paused?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface ChangeOptions {
  readonly signal?: AbortSignal;
  /** As {@link CreateOptions.verify}. */
  readonly verify?: boolean;
}

/** A connection with what only the embedder's backend may know of it. Still no secret. */
export interface InspectedConnection {
  readonly connection: Connection;
  /** `pending` waits for `confirm`; the others are as in the row. */
  readonly state: 'ok' | 'pending_refresh' | 'needs_reauth' | 'pending';
  readonly unified_api?: string;
  /** Values of the form that are no secrets, and the OAuth inputs, by field name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch, all of them. */
  readonly expires_at?: number;
  readonly last_refresh_failed_at?: number;
}

export interface InspectQuery {
  readonly id?: string;
  readonly integration_type?: string;
  /** The slot's, or for a connection that was made elsewhere one of its categories. */
  readonly unified_api?: string;
}

/** Live credentials, for the embedder's backend only. */
export interface Credentials {
  readonly access_token?: string;
  readonly token_type?: string;
  readonly expires_at?: string;
  readonly token?: string;
  readonly other_auth_info?: readonly string[];
}

/**
 * Where connections live. A vault never sees a `Request` and never builds a `Response`; it throws `ConnectionError`.
 * Another owner's connection is indistinguishable from none, and so is a pending one but where it says so.
 */
export interface Vault {
  integrations(query: IntegrationsQuery): Promise<Integration[]>;
  authorize(request: AuthorizeRequest): Promise<Authorization>;
  complete(request: CompleteRequest): Promise<Completed>;
  /** Checks and stores given credentials. */
  create(owner: Owner, input: NewConnectionInput, options: CreateOptions): Promise<Connection>;
  /** The connection that `key` made, pending or not, if it did: the answer after a crash. */
  find(owner: Owner, key: string): Promise<Connection | undefined>;
  list(owner: Owner, query: ConnectionsQuery): Promise<Connection[]>;
  /** In which environment a connection stands: for who may act in all of them, and knows its id alone. */
  environmentOf(workspace: string, id: string): Promise<string | undefined>;
  get(owner: Owner, id: string): Promise<Connection | undefined>;
  /** Undefined when there is none. */
  update(
    owner: Owner,
    id: string,
    changes: ConnectionChanges,
    options?: ChangeOptions,
  ): Promise<Connection | undefined>;
  /** Whether there was one. The provider is told in the background (RFC 7009). */
  remove(owner: Owner, id: string): Promise<boolean>;
  /**
   * Makes a pending connection a real one; one that is real already stays so. Undefined when there is none.
   *
   * @throws ConnectionError `account_mismatch` for a reconnect whose connection is of another account by now
   */
  confirm(owner: Owner, id: string): Promise<Connection | undefined>;
  /** With pending ones, newest first. */
  inspect(owner: Owner, query: InspectQuery): Promise<InspectedConnection[]>;
  /**
   * Live credentials, refreshed first where they are about to end; many callers at once cause one refresh.
   *
   * @throws ConnectionError `needs_reauth`, `connection_paused`, `provider_*` when they ended and cannot be refreshed now
   */
  credentials(owner: Owner, id: string, options?: { signal?: AbortSignal }): Promise<Credentials | undefined>;
  /**
   * Tries the credentials: refreshes those that can be, whatever their age, then asks the provider as `verify` does. What
   * comes out is kept as the connection's health. Undefined when there is none.
   *
   * @throws ConnectionError `needs_reauth`, `credentials_rejected`, `provider_*`
   */
  check(owner: Owner, id: string, options?: { signal?: AbortSignal }): Promise<Connection | undefined>;
  /** Does what is due: refreshes, and {@link purge}. */
  work(options: { signal: AbortSignal }): Promise<void>;
  /** Ends what was never confirmed in time: the part of `work` that also has to be done where nobody calls that. */
  purge(): Promise<void>;
  /** Seals some rows anew that an older secret sealed; answers how many are left. 0 = older secrets may be dropped. */
  reseal(options: { limit: number }): Promise<number>;
  /** Waits for what runs in the background (revocations, late replies). */
  settled(): Promise<void>;
}
