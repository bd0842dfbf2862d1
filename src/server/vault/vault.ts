import type { Connection, CreateConnection, Integration } from '../../contract/index.js';

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
  readonly limit?: number;
  readonly offset?: number;
}

/** What may be changed from outside: never environment, integration or owner. */
export interface ConnectionChanges {
  readonly label?: string;
  readonly permissions?: readonly string[];
  readonly auth?: CreateConnection['auth'];
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
 * Another owner's connection is indistinguishable from none.
 */
export interface Vault {
  integrations(query: IntegrationsQuery): Promise<Integration[]>;
  authorize(request: AuthorizeRequest): Promise<Authorization>;
  complete(request: CompleteRequest): Promise<Completed>;
  /** Checks and stores given credentials. The same `key` twice answers with the connection it made first. */
  create(owner: Owner, input: CreateConnection, options: { key: string; signal?: AbortSignal }): Promise<Connection>;
  /** The connection that `key` made, if it did: the answer after a crash. */
  find(owner: Owner, key: string): Promise<Connection | undefined>;
  list(owner: Owner, query: ConnectionsQuery): Promise<Connection[]>;
  get(owner: Owner, id: string): Promise<Connection | undefined>;
  /** Undefined when there is none. */
  update(owner: Owner, id: string, changes: ConnectionChanges): Promise<Connection | undefined>;
  /** Whether there was one. */
  remove(owner: Owner, id: string): Promise<boolean>;
  credentials(owner: Owner, id: string): Promise<Credentials | undefined>;
}
