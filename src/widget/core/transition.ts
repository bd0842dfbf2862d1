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
      return flow.step === 'loading' ? picking(pickerOf(event)) : flow;
    case 'accounts':
      return flow.step === 'picking' ? picking({ ...flow.picker, connections: event.connections }) : flow;
    case 'searched':
      return flow.step === 'picking' ? picking({ ...flow.picker, query: event.query }) : flow;
    case 'filtered':
      return flow.step === 'picking' ? picking({ ...flow.picker, category: event.category }) : flow;
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
      return managed(flow, event.integration_type);
    case 'removal-asked':
      return flow.step === 'managing'
        ? {
            step: 'removing',
            picker: flow.picker,
            integration: flow.integration,
            connection: event.connection,
            busy: false,
            failure: undefined,
          }
        : flow;
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

function pickerOf({ integrations, connections = [] }: Extract<FlowEvent, { type: 'listed' }>): Picker {
  return { integrations, connections, query: '', category: undefined };
}

function choiceOf({ picker, integration, reconnect }: Choice): Choice {
  return { picker, integration, reconnect };
}

function chosen(flow: Flow, { integration, by, reconnect, method }: Extract<FlowEvent, { type: 'chosen' }>): Flow {
  if (flow.step === 'loading' || flow.step === 'closed' || flow.step === 'creating' || flow.step === 'waiting')
    return flow;
  const { picker } = flow;
  if (!picker || integration.is_active === false || (flow.step === 'removing' && flow.busy)) return flow;
  const choice = { picker, integration, reconnect };
  const methods = method ? [method] : authMethodsOf(integration);
  if (methods.length > 1) return { step: 'choosing-method', ...choice };
  // What is asked for first comes with a button of its own, which is the click that a window needs.
  if (by === 'preset' && methods[0] === 'oauth2' && !integration.inputs?.length)
    return { step: 'confirming', ...choice };
  return begin(choice, methods[0] ?? 'oauth2');
}

function begin(from: Choice, method: AuthMethod): Flow {
  const choice = choiceOf(from);
  if (method === 'token') return { step: 'filling-form', ...choice, errors: [], failure: undefined };
  return choice.integration.inputs?.length ? asking(choice, undefined) : waiting(choice, undefined);
}

function asking(choice: Choice, failure: Failure | undefined): Flow {
  return { step: 'asking-inputs', ...choiceOf(choice), failure };
}

function waiting(choice: Choice, inputs: Inputs | undefined): Flow {
  return { step: 'waiting', ...choiceOf(choice), inputs, window: 'opening' };
}

function connected(before: Flow, { connection, reconnected, denied }: Extract<FlowEvent, { type: 'connected' }>): Flow {
  if (before.step === 'closed' || before.step === 'connected') return before;
  const flow = added(before, connection);
  const picker = 'picker' in flow ? flow.picker : undefined;
  const integration =
    'integration' in flow && flow.integration
      ? flow.integration
      : picker?.integrations.find((one) => one.type === connection.integration_type);
  return { step: 'connected', picker, integration, connection, reconnected, ...(denied?.length && { denied }) };
}

/** Whoever has gone elsewhere meanwhile stays there, with a list that is true. */
function added(flow: Flow, connection: Connection): Flow {
  if (!('picker' in flow) || !flow.picker) return flow;
  const others = flow.picker.connections.filter(({ id }) => id !== connection.id);
  return { ...flow, picker: { ...flow.picker, connections: [connection, ...others] } };
}

function managed(flow: Flow, type: string): Flow {
  if (flow.step !== 'picking' && flow.step !== 'removing') return flow;
  const { picker } = flow;
  if (!picker.connections.some((one) => one.integration_type === type)) return picking(picker);
  const integration = picker.integrations.find((one) => one.type === type && one.is_active !== false);
  return { step: 'managing', picker, type, integration };
}

function removed(flow: Flow, id: string): Flow {
  if (!('picker' in flow) || !flow.picker?.connections.some((one) => one.id === id)) return flow;
  const picker = { ...flow.picker, connections: flow.picker.connections.filter((one) => one.id !== id) };
  if (flow.step === 'managing') return managed({ step: 'picking', picker }, flow.type);
  return flow.step === 'removing' && flow.connection.id === id
    ? managed({ ...flow, picker }, flow.connection.integration_type)
    : { ...flow, picker };
}

function failed(flow: Flow, failure: Failure): Flow {
  const nothing = { picker: undefined, integration: undefined, reconnect: undefined, inputs: undefined };
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
        : { step: 'problem', failure, ...choiceOf(flow), inputs: flow.inputs };
    case 'choosing-method':
    case 'asking-inputs':
    case 'confirming':
      return { step: 'problem', failure, ...choiceOf(flow), inputs: undefined };
    case 'picking':
    case 'managing':
      return { step: 'problem', failure, ...nothing, picker: flow.picker };
    case 'loading':
      return { step: 'problem', failure, ...nothing };
  }
}

function retried(flow: Flow): Flow {
  switch (flow.step) {
    case 'problem':
      if (!flow.picker) return { step: 'loading' };
      if (!flow.integration) return picking(flow.picker);
      return again({ picker: flow.picker, integration: flow.integration, reconnect: flow.reconnect }, flow.inputs);
    case 'waiting':
      return { ...flow, window: 'opening' };
    default:
      return flow;
  }
}

/** The same sign-in once more; what was asked for first is asked again, filled in as it was. */
function again(choice: Choice, inputs: Inputs | undefined): Flow {
  return choice.integration.inputs?.length && !inputs ? begin(choice, 'oauth2') : waiting(choice, inputs);
}

function back(flow: Flow): Flow {
  if (flow.step === 'loading' || flow.step === 'picking' || flow.step === 'closed') return flow;
  if (!flow.picker) return { step: 'loading' };
  return flow.step === 'removing'
    ? managed(flow, flow.connection.integration_type)
    : 'reconnect' in flow && flow.reconnect !== undefined
      ? managed({ step: 'picking', picker: flow.picker }, flow.integration?.type ?? '')
      : picking(flow.picker);
}
