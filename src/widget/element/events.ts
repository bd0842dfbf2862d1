import type { Connection, Integration, ProblemCode } from '../../contract/index.js';
import { problems } from '../../contract/problem.js';
import { frozen } from './frozen.js';

/**
 * What the host page is told of a connection: enough to store and name it. Any script of the page can listen, so who
 * the end user is at the provider (`auth`, `label`) stays out; a backend reads that with its API key.
 */
export type CreatedConnection = Readonly<
  Pick<
    Connection,
    'id' | 'integration_type' | 'integration_name' | 'categories' | 'permissions' | 'environment' | 'created_at'
  >
>;

/** What {@link IntegrationSelectEvent} says was chosen. */
export type SelectedIntegration = Readonly<Pick<Integration, 'type' | 'name' | 'categories'>>;

/** Reaches the window out of any shadow tree; what it tells is frozen. */
class EmbedEvent<T> extends CustomEvent<T> {
  constructor(type: string, detail: T, { cancelable = false } = {}) {
    super(type, { bubbles: true, composed: true, cancelable, detail: frozen(detail) });
  }
}

/**
 * The end user is about to connect `integration`; no window has opened and nothing was sent yet. Canceling it leaves
 * the picker as it is, for a host page that asks something first and then calls `connect()`.
 */
export class IntegrationSelectEvent extends EmbedEvent<{ readonly integration: SelectedIntegration }> {
  constructor({ type, name, categories }: Integration) {
    super('integration-select', { integration: { type, name, categories: [...categories] } }, { cancelable: true });
  }
}

/**
 * The end user is done with what was connected, and the list is about to come back; or closes a popover or dialog.
 * Canceling it keeps on screen what is there.
 */
export class EmbedCloseEvent extends EmbedEvent<Readonly<Record<string, never>>> {
  constructor() {
    super('embed-close', {}, { cancelable: true });
  }
}

/** The list of integrations has come for the first time: from here on the tag can be used. */
export class EmbedReadyEvent extends EmbedEvent<Readonly<Record<string, never>>> {
  constructor() {
    super('embed-ready', {});
  }
}

/**
 * A connection exists on the server. Sent exactly once for each attempt or form, also when it was finished while the
 * page was away: then one task after `load`, and it stays readable as `connection`.
 */
export class ConnectionCreatedEvent extends EmbedEvent<{
  readonly connection: CreatedConnection;
  /** Whether an existing connection was renewed. */
  readonly reconnected: boolean;
}> {
  constructor(connection: CreatedConnection, reconnected: boolean) {
    super('connection-created', { connection, reconnected });
  }
}

/** The end user has taken a connection away; it is gone on the server. Sent exactly once for each. */
export class ConnectionRemovedEvent extends EmbedEvent<{ readonly id: string }> {
  constructor(id: string) {
    super('connection-removed', { id });
  }
}

/** What {@link ConnectionFailedEvent} tells; safe to log. */
export interface ConnectionFailure {
  readonly code: ProblemCode;
  /** Absent when the list itself failed. */
  readonly integration_type: string | undefined;
  /** What support finds the failure by; absent when no server was reached. */
  readonly request_id: string | undefined;
  /** Whether the same end user can get past it by trying again. */
  readonly recoverable: boolean;
}

/**
 * Something went wrong, and the tag itself told the end user and offers the way on; or what was sent to connect, renew or
 * remove failed after they had left the step that would have told them.
 */
export class ConnectionFailedEvent extends EmbedEvent<ConnectionFailure> {
  constructor({ code, integration_type, request_id }: Omit<ConnectionFailure, 'recoverable'>) {
    super('connection-failed', { code, integration_type, request_id, recoverable: problems[code].recoverable });
  }
}

/** The part of a connection that the host page is told, frozen through and through. */
export function createdConnection(connection: Connection): CreatedConnection {
  const { id, integration_type, integration_name, categories, permissions, environment, created_at } = connection;
  return frozen({
    id,
    integration_type,
    ...(integration_name !== undefined && { integration_name }),
    categories: [...categories],
    permissions: [...permissions],
    environment,
    created_at,
  });
}

declare global {
  /** On the tag, and on every ancestor up to the window, which the events reach. */
  interface GlobalEventHandlersEventMap {
    'integration-select': IntegrationSelectEvent;
    'embed-close': EmbedCloseEvent;
    'embed-ready': EmbedReadyEvent;
    'connection-created': ConnectionCreatedEvent;
    'connection-failed': ConnectionFailedEvent;
    'connection-removed': ConnectionRemovedEvent;
  }
}
