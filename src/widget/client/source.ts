import type {
  Attempt,
  Connection,
  CreateAttempt,
  CreateConnection,
  CreatedAttempt,
  Integration,
  SessionClaims,
} from '../../contract/index.js';

/** Every call may be given up; `key` makes a repeated creation the same creation (`Idempotency-Key`). */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface CreateOptions extends CallOptions {
  key: string;
}

export interface AttemptQuestion extends CallOptions {
  /** Seconds. */
  wait?: number | undefined;
  /**
   * Asks as the user of a session that is good now: what another user began is `not_found`. Else whoever holds the poll
   * secret is answered, also when the session has run out meanwhile.
   */
  asUser?: boolean | undefined;
}

/** Narrows the list; can never widen what the session allows. */
export interface IntegrationsQuery {
  categories?: readonly string[] | undefined;
  types?: readonly string[] | undefined;
}

export type RenewConnection = Pick<CreateConnection, 'auth'>;

/** What the page keeps of an attempt: enough to ask for its result, nothing that starts or finishes one. */
export interface AttemptHandle {
  readonly id: string;
  readonly poll_secret: string;
}

/**
 * The port through which the widget reaches a server: {@link httpSource} in a page, a scripted one in stories. Every
 * method rejects with a `ConnectionError` and nothing else, except that an aborted call rejects with its signal's reason.
 * What it resolves with is the widget's from then on, which freezes it when it hands it out.
 */
export interface ConnectionSource {
  /** What the current session allows; fetches a session when there is none. Undefined when the token is not ours to read. */
  claims(options?: CallOptions): Promise<SessionClaims | undefined>;
  integrations(query: IntegrationsQuery, options?: CallOptions): Promise<Integration[]>;
  /** What the end user has connected, most recent first; only where the session allows `list`. */
  connections?(options?: CallOptions): Promise<Connection[]>;
  createConnection(input: CreateConnection, options: CreateOptions): Promise<Connection>;
  /** Puts new credentials into a connection of the form's kind, which keeps its id; only where the session allows `reconnect`. */
  renewConnection?(id: string, input: RenewConnection, options?: CallOptions): Promise<Connection>;
  /** Settles also when it was gone already; only where the session allows `remove`. */
  removeConnection?(id: string, options?: CallOptions): Promise<void>;
  createAttempt(input: CreateAttempt, options: CreateOptions): Promise<CreatedAttempt>;
  /** Where the ticket is posted to, by a form built in the window that is to be bound. */
  readonly startUrl: string;
  /** Waits up to `wait` seconds for a change before it answers. */
  attempt(handle: AttemptHandle, options?: AttemptQuestion): Promise<Attempt>;
  cancelAttempt(handle: AttemptHandle, options?: CallOptions): Promise<void>;
}
