import type { AuthMethod, Connection } from '../../contract/index.js';
import {
  authMethodsOf,
  type Choice,
  type Failure,
  type Flow,
  type FlowEvent,
  type Inputs,
  type Picker,
} from './flow.js';

/**
 * The whole flow: the next state after `event`. Pure and total; an event that makes no sense where the flow stands
 * (a late reply, a second click) returns the very same object, so that a caller can tell by `===` that nothing happened.
 */
export function transition(flow: Flow, event: FlowEvent): Flow {
  switch (event.type) {
    case 'load':
      return { step: 'loading' };
    case 'listed':
      return listed(flow, event);
    case 'searched':
    case 'filtered': {
      const { type: _, ...change } = event;
      return flow.step === 'picking' ? picking({ ...flow.picker, ...change }) : flow;
    }
    case 'accounts':
      // One that was made meanwhile may not be among them, and stays.
      return event.connections.reduceRight(added, flow);
    case 'chosen':
      return chosen(flow, event);
    case 'method-chosen':
      return flow.step === 'choosing-method' ? begin(flow, event.method) : flow;
    case 'confirmed':
      return flow.step === 'confirming' ? begin(flow, 'oauth2') : flow;
    case 'inputs-given':
      return flow.step === 'asking-inputs' ? waiting(flow, event.inputs) : flow;
    case 'submitted':
      return flow.step === 'filling-form' ? { step: 'creating', ...choiceOf(flow) } : flow;
    case 'window':
      return flow.step === 'waiting' && flow.window !== event.window ? { ...flow, window: event.window } : flow;
    case 'connected':
      return connected(flow, event);
    case 'managed':
      return flow.step === 'picking' || flow.step === 'removing' ? managing(flow.picker, event.integration_type) : flow;
    case 'removal-asked':
      return removing(flow, event.connection);
    case 'removal-confirmed':
      return flow.step === 'removing' && !flow.busy ? { ...flow, busy: true, failure: undefined } : flow;
    case 'removed':
      return removed(flow, event.id);
    case 'added':
      return added(flow, event.connection);
    case 'failed':
      return failed(flow, event.failure);
    case 'retried':
      return retried(flow);
    case 'back':
      return back(flow);
    case 'closed':
      return flow.step === 'closed' ? flow : { step: 'closed' };
  }
}

function picking(picker: Picker): Flow {
  return { step: 'picking', picker };
}

function choiceOf({ picker, integration, reconnect }: Choice): Choice {
  return { picker, integration, reconnect };
}

function listed(flow: Flow, { integrations, connections = [] }: FlowEventOf<'listed'>): Flow {
  return flow.step === 'loading' ? picking({ integrations, connections, query: '', category: undefined }) : flow;
}

function chosen(flow: Flow, { integration, by, reconnect, method }: FlowEventOf<'chosen'>): Flow {
  const { picker } = flow;
  const busy = flow.step === 'creating' || flow.step === 'waiting' || (flow.step === 'removing' && flow.busy);
  if (!picker || busy || integration.is_active === false) return flow;
  const choice = { picker, integration, reconnect };
  const [first = 'oauth2', ...others] = method ? [method] : authMethodsOf(integration);
  if (others.length) return { step: 'choosing-method', ...choice };
  // What is asked for first comes with a button of its own, which is the click that a window needs.
  if (by === 'preset' && first === 'oauth2' && !integration.inputs?.length) return { step: 'confirming', ...choice };
  return begin(choice, first);
}

/** Without `inputs` they are asked for first, where there are any. */
function begin(choice: Choice, method: AuthMethod, inputs?: Inputs): Flow {
  if (method === 'token') return { step: 'filling-form', ...choiceOf(choice), errors: [], failure: undefined };
  return choice.integration.inputs?.length && !inputs ? asking(choice, undefined) : waiting(choice, inputs);
}

function asking(choice: Choice, failure: Failure | undefined): Flow {
  return { step: 'asking-inputs', ...choiceOf(choice), failure };
}

function waiting(choice: Choice, inputs: Inputs | undefined): Flow {
  return { step: 'waiting', ...choiceOf(choice), inputs, window: 'opening' };
}

function connected(before: Flow, { connection, reconnected, denied }: FlowEventOf<'connected'>): Flow {
  if (before.step === 'closed' || before.step === 'connected') return before;
  const { picker, integration: known } = added(before, connection);
  const { integration_type: type } = connection;
  const integration = known?.type === type ? known : picker?.integrations.find((one) => one.type === type);
  return { step: 'connected', picker, integration, connection, reconnected, ...(denied?.length && { denied }) };
}

/** Whoever has gone elsewhere meanwhile stays there, with a list that is true. */
function added(flow: Flow, connection: Connection): Flow {
  const { picker } = flow;
  if (!picker) return flow;
  return { ...flow, picker: { ...picker, connections: [connection, ...without(picker.connections, connection.id)] } };
}

/** The list instead, once there is no account left. */
function managing(picker: Picker, type: string): Flow {
  if (!picker.connections.some((one) => one.integration_type === type)) return picking(picker);
  const integration = picker.integrations.find((one) => one.type === type && one.is_active !== false);
  return { step: 'managing', picker, type, integration };
}

function removing(flow: Flow, connection: Connection): Flow {
  if (flow.step !== 'managing') return flow;
  const { picker, integration } = flow;
  return { step: 'removing', picker, integration, connection, busy: false, failure: undefined };
}

function removed(flow: Flow, id: string): Flow {
  if (!flow.picker) return flow;
  const connections = without(flow.picker.connections, id);
  if (connections.length === flow.picker.connections.length) return flow;
  const picker = { ...flow.picker, connections };
  if (flow.step === 'managing') return managing(picker, flow.type);
  return flow.step === 'removing' && flow.connection.id === id
    ? managing(picker, flow.connection.integration_type)
    : { ...flow, picker };
}

function without(connections: readonly Connection[], id: string): readonly Connection[] {
  return connections.filter((one) => one.id !== id);
}

function failed(before: Flow, failure: Failure): Flow {
  const { reconnect } = before;
  // What was to be renewed has been removed elsewhere.
  const flow = reconnect !== undefined && failure.code === 'not_found' ? removed(before, reconnect) : before;
  switch (flow.step) {
    case 'closed':
    case 'connected':
    case 'problem':
      return flow;
    case 'creating':
      return { step: 'filling-form', ...choiceOf(flow), errors: failure.errors ?? [], failure };
    case 'filling-form':
      return { ...flow, failure };
    case 'removing':
      return { ...flow, busy: false, failure };
    case 'waiting':
      // Only what was asked for first can be wrong with what was sent.
      return flow.inputs && failure.code === 'invalid_fields'
        ? asking(flow, failure)
        : problem(flow, failure, flow.inputs);
    case 'managing':
      return problem({ picker: flow.picker }, failure);
    default:
      return problem(flow, failure);
  }
}

function problem(
  { picker, integration, reconnect }: { readonly [K in keyof Choice]?: Choice[K] | undefined },
  failure: Failure,
  inputs?: Inputs,
): Flow {
  return { step: 'problem', failure, picker, integration, reconnect, inputs };
}

function retried(flow: Flow): Flow {
  if (flow.step === 'waiting') return waiting(flow, flow.inputs);
  if (flow.step !== 'problem') return flow;
  const { picker, integration, reconnect, inputs } = flow;
  if (!picker) return { step: 'loading' };
  return integration ? begin({ picker, integration, reconnect }, 'oauth2', inputs) : picking(picker);
}

function back(flow: Flow): Flow {
  if (flow.step === 'loading' || flow.step === 'picking' || flow.step === 'closed') return flow;
  const { picker } = flow;
  if (!picker) return { step: 'loading' };
  if (flow.step === 'removing') return managing(picker, flow.connection.integration_type);
  // The way on from a problem is another integration.
  return flow.reconnect && flow.step !== 'problem' ? managing(picker, flow.integration.type) : picking(picker);
}

type FlowEventOf<T extends FlowEvent['type']> = Extract<FlowEvent, { type: T }>;
