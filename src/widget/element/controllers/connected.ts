import type { Connection } from '../../../contract/index.js';
import { ConnectionCreatedEvent, createdConnection } from '../events.js';
import type { FlowHandle } from './flow-handle.js';

interface Made {
  readonly connection: Connection;
  readonly reconnected: boolean;
  readonly denied?: readonly string[] | undefined;
}

/** Moves the flow to a connection that the server has made, and tells the page: once, however often it is reported. */
export function connected(host: FlowHandle, made: Made): void {
  const before = host.flow;
  host.apply({ type: 'connected', ...made });
  if (host.flow !== before) tell(host, made);
}

/** Leaves the user where they are by now: the list knows of the connection, and so does the page. */
export function connectedAside(host: FlowHandle, made: Made): void {
  host.apply({ type: 'added', connection: made.connection });
  tell(host, made);
}

function tell(host: FlowHandle, { connection, reconnected }: Made): void {
  host.connection = createdConnection(connection);
  host.announce(new ConnectionCreatedEvent(host.connection, reconnected));
}
