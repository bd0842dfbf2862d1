import { EmbedCloseEvent } from '../events.js';
import type { FlowHandle } from './flow-handle.js';

/** The same once more: another window for the same choice, or the list where that had failed. */
export function retry(flow: FlowHandle): void {
  if (flow.flow.step === 'problem' && !flow.flow.integration) flow.load();
  else flow.go({ type: 'retried' });
}

/** Gives up what is under way and returns to the list, or to what the page has chosen. */
export function back(flow: FlowHandle): void {
  flow.begin();
  flow.apply({ type: 'back' });
  if (flow.flow.step === 'loading') flow.load();
  else flow.preset();
}

/** Back to a list that is as it was at first: what led to the last connection does not lead to the next one. */
export function another(flow: FlowHandle): void {
  back(flow);
  flow.search('');
  flow.filter(undefined);
}

/** The user is done: the list is there again for the next time, unless the page objects. */
export function done(flow: FlowHandle): void {
  if (flow.announce(new EmbedCloseEvent())) another(flow);
}
