import type { Connection } from '../../../contract/index.js';
import { ConnectionCreatedEvent, createdConnection } from '../events.js';
import type { FlowHandle } from './flow-handle.js';

/** Moves the flow to a connection that the server has made, and tells the page: once, however often it is reported. */
export function connected(
  host: FlowHandle,
  { connection, reconnected }: { connection: Connection; reconnected: boolean },
): void {
  const before = host.flow;
  host.apply({ type: 'connected', connection, reconnected });
  if (host.flow === before) return;
  host.connection = createdConnection(connection);
  host.announce(new ConnectionCreatedEvent(host.connection, reconnected));
}
