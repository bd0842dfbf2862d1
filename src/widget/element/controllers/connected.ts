import type { Connection } from '../../../contract/index.js';
import type { Flow, FlowEvent } from '../../core/flow.js';
import { ConnectionCreatedEvent, createdConnection, type CreatedConnection } from '../events.js';

/** What of the flow's controller hears of a connection. */
export interface ConnectedHost {
  readonly flow: Flow;
  connection: CreatedConnection | undefined;
  apply(event: FlowEvent): void;
  /** Dispatches at the tag. */
  announce(event: Event): void;
}

/** Moves the flow to a connection that the server has made, and tells the page: once, however often it is reported. */
export function connected(
  host: ConnectedHost,
  { connection, reconnected }: { connection: Connection; reconnected: boolean },
): void {
  const before = host.flow;
  host.apply({ type: 'connected', connection, reconnected });
  if (host.flow === before) return;
  host.connection = createdConnection(connection);
  host.announce(new ConnectionCreatedEvent(host.connection, reconnected));
}
