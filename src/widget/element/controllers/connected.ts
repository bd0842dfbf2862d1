import type { Connection } from '../../../contract/index.js';
import { ConnectionCreatedEvent, createdConnection } from '../events.js';
import type { FlowHandle } from './flow-handle.js';

/** Moves the flow to a connection that the server has made, and tells the page: once, however often it is reported. */
export function connected(
  host: FlowHandle,
  made: { connection: Connection; reconnected: boolean; denied?: readonly string[] | undefined },
): void {
  const before = host.flow;
  host.apply({ type: 'connected', ...made });
  if (host.flow !== before) tellConnected(host, made);
}

/** Tells the page alone. */
export function tellConnected(
  host: FlowHandle,
  { connection, reconnected }: { connection: Connection; reconnected: boolean },
): void {
  host.connection = createdConnection(connection);
  host.announce(new ConnectionCreatedEvent(host.connection, reconnected));
}
