import { authOf, inputsOf, type Flow, type FlowAt } from '../../core/index.js';
import { connected, connectedAside } from './connected.js';
import type { FlowHandle } from './flow-handle.js';

export interface Filled {
  /** By position among the form's fields. */
  readonly values: readonly string[];
  /** `Idempotency-Key` of this filling-in. */
  readonly key: string;
}

/**
 * Sends what a form holds; nothing of it is kept here. To be called in the click, which opens the window to sign in. What
 * was sent is followed to its end, and the page told of the connection, whatever is on screen by then.
 */
export function submit(flow: FlowHandle, filled: Filled): void {
  const at = flow.flow;
  if (at.step === 'filling-form') void create(flow, at, filled);
  else if (at.step === 'asking-inputs')
    flow.go({ type: 'inputs-given', inputs: inputsOf(at.integration, filled.values) });
}

async function create(
  flow: FlowHandle,
  { integration, reconnect }: FlowAt<'filling-form'>,
  { values, key }: Filled,
): Promise<void> {
  const { permissions, source } = flow;
  if (!source) return;
  const auth = authOf(integration, values);
  const signal = flow.begin();
  flow.apply({ type: 'submitted' });
  const sent = async (): Promise<void> => {
    const renewed = reconnect === undefined ? undefined : source.renewConnection?.(reconnect, { auth });
    const input = { integration_type: integration.type, ...(permissions && { permissions: [...permissions] }), auth };
    const connection = await (renewed ?? source.createConnection(input, { key }));
    const made = { connection, reconnected: renewed !== undefined };
    if (signal.aborted && !isFree(flow.flow, integration.type)) connectedAside(flow, made);
    else connected(flow, made);
  };
  await flow.attempt(signal, sent, { writes: integration.type });
}

/** Whether nothing is under way that a result of this integration's would take from the user. */
function isFree(now: Flow, type: string): boolean {
  const { step } = now;
  return step === 'loading' || step === 'picking' || (step === 'filling-form' && now.integration.type === type);
}
