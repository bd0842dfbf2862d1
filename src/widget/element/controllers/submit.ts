import type { TokenAuth } from '../../../contract/index.js';
import { connected } from './connected.js';
import type { FlowHandle } from './flow-handle.js';

/** Sends what the form holds, under the `Idempotency-Key` of this filling-in. Nothing of it is kept here. */
export async function submit(flow: FlowHandle, { auth, key }: { auth: TokenAuth; key: string }): Promise<void> {
  const { permissions, source } = flow;
  if (flow.flow.step !== 'filling-form' || !source) return;
  const { type: integration_type } = flow.flow.integration;
  const signal = flow.begin();
  flow.apply({ type: 'submitted' });
  await flow.attempt(signal, async () => {
    const input = { integration_type, ...(permissions && { permissions: [...permissions] }), auth };
    const connection = await source.createConnection(input, { key, signal });
    if (!signal.aborted) connected(flow, { connection, reconnected: false });
  });
}
