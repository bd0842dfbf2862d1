import type { AuthMethod, Connection, FieldError, Integration, ProblemCode } from '../../contract/index.js';

/** What the picker shows and how it is narrowed; carried along so that Back finds it as it was left. */
export interface Picker {
  readonly integrations: readonly Integration[];
  /** What this end user has connected already; empty where the session may not list it. */
  readonly connections: readonly Connection[];
  readonly query: string;
  readonly category: string | undefined;
}

/** A failure as the flow keeps it: enough for the words, the way on and a report to support. */
export interface Failure {
  readonly code: ProblemCode;
  readonly request_id?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  /** Seconds after which a try makes sense. */
  readonly retry_after?: number | undefined;
}

/**
 * What is known of the place where the user signs in: `opening` (nothing asked of them yet), `open` (a window is there),
 * `closed` (it seems closed: a hint that changes words, never the result), `blocked` (none could be opened), `here`
 * (this page is leaving for the provider) and `returned` (it is back without a result: the user pressed Back).
 */
export type SignInWindow = 'opening' | 'open' | 'closed' | 'blocked' | 'here' | 'returned';

/** What is being connected, and how: kept from step to step, so that Back and a second try find it as it was. */
export interface Choice {
  readonly picker: Picker;
  readonly integration: Integration;
  /** Id of the connection that is renewed in place; undefined where a new one is made. */
  readonly reconnect: string | undefined;
}

/** Where the user stands. Exactly one member at a time; a view takes only its own. */
export type Flow =
  | { readonly step: 'loading' }
  | { readonly step: 'picking'; readonly picker: Picker }
  /** One integration, several ways to authorise. */
  | ({ readonly step: 'choosing-method' } & Choice)
  /** Waits for the click that a window needs, when the host page chose (`integration=`, `connect()`). */
  | ({ readonly step: 'confirming' } & Choice)
  /** OAuth that needs something first (a subdomain); the fields are the integration's `inputs`. */
  | ({
      readonly step: 'asking-inputs';
      /** Why the server did not take what was given; what was typed is still there. */
      readonly failure: Failure | undefined;
    } & Choice)
  | ({
      readonly step: 'filling-form';
      /** What the server refused, at its field (`path` is the position among `token_names`). */
      readonly errors: readonly FieldError[];
      /** What went wrong with the last try as a whole; what was typed is still there. */
      readonly failure: Failure | undefined;
    } & Choice)
  /** The form is on its way; the same view as `filling-form`, busy. */
  | ({ readonly step: 'creating' } & Choice)
  | ({ readonly step: 'waiting'; readonly window: SignInWindow; readonly inputs: Inputs | undefined } & Choice)
  | {
      readonly step: 'connected';
      readonly picker: Picker | undefined;
      readonly integration: Integration | undefined;
      readonly connection: Connection;
      readonly reconnected: boolean;
    }
  /** The end user's accounts at one integration; `integration` is undefined when it is not offered any more. */
  | {
      readonly step: 'managing';
      readonly picker: Picker;
      readonly type: string;
      readonly integration: Integration | undefined;
    }
  /** Asks whether one of them is to go, then says that it is going (`busy`), or why it could not. */
  | {
      readonly step: 'removing';
      readonly picker: Picker;
      readonly integration: Integration | undefined;
      readonly connection: Connection;
      readonly busy: boolean;
      readonly failure: Failure | undefined;
    }
  | {
      readonly step: 'problem';
      readonly failure: Failure;
      readonly picker: Picker | undefined;
      /** What was being connected; absent when the list itself failed. */
      readonly integration: Integration | undefined;
      readonly reconnect: string | undefined;
      readonly inputs: Inputs | undefined;
    }
  /** A popover or dialog that was not opened yet. */
  | { readonly step: 'closed' };

/** What OAuth was asked to begin with, by the name of the field. */
export type Inputs = Readonly<Record<string, string>>;

export type Step = Flow['step'];
export type FlowAt<S extends Step> = Extract<Flow, { step: S }>;

/** What happens to a flow. */
export type FlowEvent =
  | { readonly type: 'load' }
  | {
      readonly type: 'listed';
      readonly integrations: readonly Integration[];
      readonly connections?: readonly Connection[] | undefined;
    }
  | { readonly type: 'searched'; readonly query: string }
  | { readonly type: 'filtered'; readonly category: string | undefined }
  /** By the user (`pick`), or by the host page (`preset`), which still needs the user's click. */
  | {
      readonly type: 'chosen';
      readonly integration: Integration;
      readonly by: 'pick' | 'preset';
      readonly reconnect?: string | undefined;
      /** The way the renewed connection was authorised; else the user is asked where there are several. */
      readonly method?: AuthMethod | undefined;
    }
  | { readonly type: 'method-chosen'; readonly method: AuthMethod }
  | { readonly type: 'confirmed' }
  | { readonly type: 'inputs-given'; readonly inputs: Inputs }
  | { readonly type: 'submitted' }
  | { readonly type: 'window'; readonly window: SignInWindow }
  /** A resumed attempt has no list yet. */
  | { readonly type: 'connected'; readonly connection: Connection; readonly reconnected: boolean }
  | { readonly type: 'managed'; readonly integration_type: string }
  | { readonly type: 'removal-asked'; readonly connection: Connection }
  | { readonly type: 'removal-confirmed' }
  | { readonly type: 'removed'; readonly id: string }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'retried' }
  | { readonly type: 'back' }
  | { readonly type: 'closed' };

/** The ways an integration can be authorised, best first: its `auth_methods`, else what `token_names` tells. */
export function authMethodsOf(integration: Integration): readonly AuthMethod[] {
  const { auth_methods: methods, token_names: names } = integration;
  return methods?.length ? methods : [names?.length ? 'token' : 'oauth2'];
}

/** The way a connection was authorised, as far as its integration still offers it. */
export function authMethodOf({ credentials }: Connection, integration: Integration): AuthMethod | undefined {
  const method = credentials?.includes('access_token') ? 'oauth2' : 'token';
  return authMethodsOf(integration).includes(method) ? method : undefined;
}

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
  if (!picker || integration.is_active === false) return flow;
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

function connected(flow: Flow, { connection, reconnected }: Extract<FlowEvent, { type: 'connected' }>): Flow {
  if (flow.step === 'closed' || flow.step === 'connected') return flow;
  const before = 'picker' in flow ? flow.picker : undefined;
  const picker = before && {
    ...before,
    connections: [connection, ...before.connections.filter(({ id }) => id !== connection.id)],
  };
  const integration =
    'integration' in flow && flow.integration
      ? flow.integration
      : picker?.integrations.find((one) => one.type === connection.integration_type);
  return { step: 'connected', picker, integration, connection, reconnected };
}

function managed(flow: Flow, type: string): Flow {
  if (flow.step !== 'picking' && flow.step !== 'removing') return flow;
  const { picker } = flow;
  if (!picker.connections.some((one) => one.integration_type === type)) return picking(picker);
  const integration = picker.integrations.find((one) => one.type === type && one.is_active !== false);
  return { step: 'managing', picker, type, integration };
}

function removed(flow: Flow, id: string): Flow {
  if (flow.step !== 'removing' || flow.connection.id !== id) return flow;
  const connections = flow.picker.connections.filter((one) => one.id !== id);
  return managed({ ...flow, picker: { ...flow.picker, connections } }, flow.connection.integration_type);
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
