import type { Integration } from '../../../contract/index.js';
import { ConnectionError } from '../../../contract/problem.js';
import { authMethodOf, type FlowEvent } from '../../core/flow.js';
import { transition } from '../../core/transition.js';
import { IntegrationSelectEvent } from '../events.js';
import type { FlowHandle } from './flow-handle.js';

/** The user chose: what is connected already is shown first, with the way to another account. */
export function pick(flow: FlowHandle, integration: Integration): void {
  const { type } = integration;
  const known = flow.flow.picker?.connections.some((one) => one.integration_type === type);
  if (known) flow.go({ type: 'managed', integration_type: type });
  else add(flow, integration);
}

/** Begins a new connection, unless the page objects. */
export function add(flow: FlowHandle, integration: Integration): void {
  const event: FlowEvent = { type: 'chosen', integration, by: 'pick' };
  if (transition(flow.flow, event) === flow.flow) return;
  if (flow.host.dispatchEvent(new IntegrationSelectEvent(integration))) flow.go(event);
}

/** What the page has chosen for the user. */
export interface Presented {
  readonly type: string;
  /** Id of the connection to renew. */
  readonly reconnect?: string | undefined;
  /** `pick` in a click, which a window needs. */
  readonly by: 'pick' | 'preset';
}

/** Puts the user before one integration, as the page asks; false when it is not offered. The list must be there. */
export function present(flow: FlowHandle, { type, reconnect, by }: Presented, move: 'go' | 'apply' = 'go'): boolean {
  const { picker } = flow.flow;
  const integration = picker?.integrations.find((one) => one.type === type && one.is_active !== false);
  if (!integration) return false;
  const known = picker?.connections.find(({ id }) => id === reconnect);
  flow[move]({ type: 'chosen', integration, by, reconnect, method: known && authMethodOf(known, integration) });
  return true;
}

/**
 * Puts the user before what the page has chosen by its `integration` attribute, if it has; `reconnect` is what they were
 * renewing. False when it is not offered.
 */
export function preset(flow: FlowHandle, reconnect?: string): boolean {
  const { integration: type } = flow.host;
  // Nothing is given up for it: what this tab has under way is still to be shown.
  return !type || present(flow, { type, by: 'preset', reconnect }, 'apply');
}

export function notOffered(type: string | undefined): ConnectionError {
  return new ConnectionError('not_offered', { message: `"${type}" is not offered` });
}
