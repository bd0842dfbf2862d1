import type { Connection } from '../../../contract/index.js';
import { ConnectionCreatedEvent, createdConnection } from '../events.js';
import type { FlowHandle } from './flow-handle.js';

/** A connection as the server has made it. */
export interface Made {
  readonly connection: Connection;
  readonly reconnected: boolean;
  readonly denied?: readonly string[] | undefined;
}

/** Moves the flow to a connection that the server has made, and tells the page: once, however often it is reported. */
export function connected(flow: FlowHandle, made: Made): void {
  const before = flow.flow;
  flow.apply({ type: 'connected', ...made });
  if (flow.flow !== before) tell(flow, made);
}

/** Leaves the user where they are by now: the list knows of the connection, and so does the page. */
export function connectedAside(flow: FlowHandle, made: Made): void {
  flow.apply({ type: 'added', connection: made.connection });
  tell(flow, made);
}

function tell(flow: FlowHandle, { connection, reconnected }: Made): void {
  flow.connection = createdConnection(connection);
  flow.host.dispatchEvent(new ConnectionCreatedEvent(flow.connection, reconnected));
}
