import type { Connection } from '../../../contract/index.js';
import { authMethodOf } from '../../core/flow.js';
import { ConnectionRemovedEvent, EmbedCloseEvent } from '../events.js';
import { preset } from './choosing.js';
import type { FlowHandle } from './flow-handle.js';

/** The same once more: another window for the same choice, or the list where that had failed. */
export function retry(flow: FlowHandle): void {
  if (flow.flow.step === 'problem' && !flow.flow.integration) flow.load();
  else flow.go({ type: 'retried' });
}

/** Gives up what is under way and returns to the list, or to what the page has chosen. */
export function back(flow: FlowHandle): void {
  const { reconnect } = flow.flow;
  flow.begin();
  flow.apply({ type: 'back' });
  if (flow.flow.step === 'loading') flow.load();
  else preset(flow, reconnect);
}

/** Back to a list that is as it was at first: what led to the last connection does not lead to the next one. */
export function another(flow: FlowHandle): void {
  back(flow);
  showAll(flow);
}

/** The list as it was at first. */
export function showAll(flow: FlowHandle): void {
  flow.apply({ type: 'searched', query: '' });
  flow.apply({ type: 'filtered', category: undefined });
}

/** The user is done: the list is there again for the next time, unless the page objects. Answers whether it did not. */
export function done(flow: FlowHandle): boolean {
  const agreed = flow.host.dispatchEvent(new EmbedCloseEvent());
  if (agreed) another(flow);
  return agreed;
}

/** Has an account authorised again, in the way it was before; it stays the same connection. */
export function renew(flow: FlowHandle, connection: Connection): void {
  const at = flow.flow;
  if (at.step !== 'managing' || !at.integration) return;
  const { integration } = at;
  const method = authMethodOf(connection, integration);
  flow.go({ type: 'chosen', integration, by: 'pick', reconnect: connection.id, method });
}

/** After the wrong account came back: it becomes a connection of its own, and the old one stays as it is. */
export function connectSeparately(flow: FlowHandle): void {
  const at = flow.flow;
  if (at.step === 'problem' && at.integration)
    flow.go({ type: 'chosen', integration: at.integration, by: 'pick', method: 'oauth2' });
}

/** Removes the account that the user was asked about, and tells the page once it is gone, whatever is on screen by then. */
export function remove(flow: FlowHandle): void {
  const at = flow.flow;
  if (at.step !== 'removing' || at.busy) return;
  const { id, integration_type } = at.connection;
  const { source } = flow;
  const signal = flow.begin();
  flow.apply({ type: 'removal-confirmed' });
  const sent = async (): Promise<void> => {
    await source?.removeConnection?.(id);
    flow.apply({ type: 'removed', id });
    // Of the list that is on its way nobody knows whether it is from before.
    if (flow.flow.step === 'loading') flow.load();
    flow.host.dispatchEvent(new ConnectionRemovedEvent(id));
  };
  void flow.attempt(signal, sent, { writes: integration_type });
}
