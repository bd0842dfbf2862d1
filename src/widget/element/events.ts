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

/**
 * The end user is about to connect `integration`; no window has opened and nothing was sent yet. Canceling it leaves
 * the picker as it is, for a host page that asks something first and then calls `connect()`.
 */
export class IntegrationSelectEvent extends CustomEvent<{ readonly integration: SelectedIntegration }> {
  constructor(integration: Integration) {
    const { type, name, categories } = integration;
    super('integration-select', {
      bubbles: true,
      composed: true,
      cancelable: true,
      detail: frozen({ integration: { type, name, categories: [...categories] } }),
    });
  }
}

/** The end user is done and the list is about to come back. Canceling it keeps the last step on screen. */
export class EmbedCloseEvent extends CustomEvent<Readonly<Record<string, never>>> {
  constructor() {
    super('embed-close', { bubbles: true, composed: true, cancelable: true, detail: frozen({}) });
  }
}

/** The list of integrations is on screen for the first time. */
export class EmbedReadyEvent extends CustomEvent<Readonly<Record<string, never>>> {
  constructor() {
    super('embed-ready', { bubbles: true, composed: true, detail: frozen({}) });
  }
}

/**
 * A connection exists on the server. Sent exactly once for each attempt or form, also when it was finished while the
 * page was away: then one task after `load`, and it stays readable as `connection`.
 */
export class ConnectionCreatedEvent extends CustomEvent<{
  readonly connection: CreatedConnection;
  /** Whether an existing connection was renewed. */
  readonly reconnected: boolean;
}> {
  constructor(connection: CreatedConnection, reconnected: boolean) {
    super('connection-created', { bubbles: true, composed: true, detail: frozen({ connection, reconnected }) });
  }
}

/** The end user has taken a connection away; it is gone on the server. Sent exactly once for each. */
export class ConnectionRemovedEvent extends CustomEvent<{ readonly id: string }> {
  constructor(id: string) {
    super('connection-removed', { bubbles: true, composed: true, detail: frozen({ id }) });
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
export class ConnectionFailedEvent extends CustomEvent<ConnectionFailure> {
  constructor(failure: Pick<ConnectionFailure, 'code' | 'integration_type' | 'request_id'>) {
    const { code, integration_type, request_id } = failure;
    const { recoverable } = problems[code];
    super('connection-failed', {
      bubbles: true,
      composed: true,
      detail: frozen({ code, integration_type, request_id, recoverable }),
    });
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
