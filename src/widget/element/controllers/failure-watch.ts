import type { Failure, Flow } from '../../core/index.js';
import type { FlowHandle } from './flow-handle.js';
import { retry } from './moves.js';

/**
 * Looks at each failure as it comes, the first one included: notes whether the device was offline, and gets the list
 * again as soon as the connection is back. Only the list: a sign-in window needs a click, and polls ask again by
 * themselves. Answers whether this device was offline when a failure came.
 */
export function watchFailures(flow: FlowHandle): (failure: Failure | undefined) => boolean {
  const whileOffline = new WeakSet<Failure>();
  const offline = (failure: Failure | undefined): boolean =>
    failure?.code === 'network_failed' && whileOffline.has(failure);
  const look = (now: Flow, before?: Flow): void => {
    const { failure } = now;
    if (!failure || failure === before?.failure) return;
    if (!navigator.onLine) whileOffline.add(failure);
  };
  const onOnline = (): void => {
    const at = flow.flow;
    if (at.step === 'problem' && !at.integration && offline(at.failure)) retry(flow);
  };
  flow.watchers.add(look);
  look(flow.flow);
  flow.host.addController({
    hostConnected: () => window.addEventListener('online', onOnline),
    hostDisconnected: () => window.removeEventListener('online', onOnline),
  });
  return offline;
}
