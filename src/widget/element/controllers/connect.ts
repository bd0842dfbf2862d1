import { ConnectionError } from '../../../contract/problem.js';
import type { Flow } from '../../core/flow.js';
import { createdConnection, type CreatedConnection } from '../events.js';
import type { ConnectOptions } from '../options.js';
import { notOffered, present } from './choosing.js';
import type { FlowHandle } from './flow-handle.js';
import { back } from './moves.js';

// The one call of each tag that has no answer yet.
const pending = new WeakMap<FlowHandle, (reason: unknown) => void>();

/**
 * The tag's `connect()`: puts the user before one integration and follows the flow to its answer. Rejects with why it
 * was not connected, or with the reason of `signal`.
 */
export async function connect(
  flow: FlowHandle,
  type: string,
  { signal, reconnect }: ConnectOptions,
): Promise<CreatedConnection> {
  signal?.throwIfAborted();
  pending.get(flow)?.(cancelled('another connect() took its place'));
  if (flow.flow.step === 'waiting' || flow.flow.step === 'creating') back(flow);
  return await new Promise((resolve, reject) => {
    const answered = new AbortController();
    const refuse = (reason: unknown): void => {
      answered.abort();
      reject(reason);
    };
    const begin = (): void => {
      // Called in a click of the host page's own, which is as good as one of ours.
      const by = navigator.userActivation?.isActive ? 'pick' : 'preset';
      if (!present(flow, { type, reconnect, by })) refuse(notOffered(type));
    };
    const watch = (now: Flow, before: Flow): void => {
      if (now.step === 'connected' && now.connection.integration_type === type) {
        answered.abort();
        resolve(createdConnection(now.connection));
      } else if (now.step === 'problem') {
        const { code, request_id } = now.failure;
        refuse(new ConnectionError(code, request_id === undefined ? {} : { request_id }));
      } else if (!flow.host.isConnected) refuse(cancelled('the tag left the page'));
      else if (/picking|managing/.test(now.step)) {
        if (/loading|removing/.test(before.step)) begin();
        else refuse(cancelled('the end user went back'));
      }
    };
    const onAbort = (): void => {
      refuse(signal?.reason);
      if (flow.flow.step !== 'loading') back(flow);
    };
    flow.watchers.add(watch);
    pending.set(flow, refuse);
    answered.signal.addEventListener('abort', () => flow.watchers.delete(watch));
    signal?.addEventListener('abort', onAbort, { once: true, signal: answered.signal });
    if (flow.flow.picker) begin();
    else if (flow.flow.step !== 'loading') flow.load();
  });
}

function cancelled(message: string): ConnectionError {
  return new ConnectionError('attempt_cancelled', { message });
}
