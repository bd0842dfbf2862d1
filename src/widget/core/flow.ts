import type { Connection, FieldError, Integration, ProblemCode } from '../../contract/index.js';

/** What the picker shows and how it is narrowed; carried along so that Back finds it as it was left. */
export interface Picker {
  readonly integrations: readonly Integration[];
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

/** Where the user stands. Exactly one member at a time; a view takes only its own. */
export type Flow =
  | { readonly step: 'loading' }
  | { readonly step: 'picking'; readonly picker: Picker }
  /** Waits for the click that a window needs, when the host page chose (`integration=`, `connect()`). */
  | {
      readonly step: 'confirming';
      readonly picker: Picker;
      readonly integration: Integration;
      readonly reconnect: string | undefined;
    }
  | {
      readonly step: 'filling-form';
      readonly picker: Picker;
      readonly integration: Integration;
      /** What the server refused, at its field (`path` is the position among `token_names`). */
      readonly errors: readonly FieldError[];
      /** What went wrong with the last try as a whole; what was typed is still there. */
      readonly failure: Failure | undefined;
    }
  /** The form is on its way; the same view as `filling-form`, busy. */
  | { readonly step: 'creating'; readonly picker: Picker; readonly integration: Integration }
  | {
      readonly step: 'waiting';
      readonly picker: Picker;
      readonly integration: Integration;
      readonly reconnect: string | undefined;
      readonly window: SignInWindow;
    }
  | {
      readonly step: 'connected';
      readonly picker: Picker | undefined;
      readonly integration: Integration | undefined;
      readonly connection: Connection;
      readonly reconnected: boolean;
    }
  | {
      readonly step: 'problem';
      readonly failure: Failure;
      readonly picker: Picker | undefined;
      /** What was being connected; absent when the list itself failed. */
      readonly integration: Integration | undefined;
      readonly reconnect: string | undefined;
    }
  | { readonly step: 'closed' };

export type Step = Flow['step'];
export type FlowAt<S extends Step> = Extract<Flow, { step: S }>;

/** What happens to a flow. */
export type FlowEvent =
  | { readonly type: 'load' }
  | { readonly type: 'listed'; readonly integrations: readonly Integration[] }
  | { readonly type: 'searched'; readonly query: string }
  | { readonly type: 'filtered'; readonly category: string | undefined }
  /** By the user (`pick`), or by the host page (`preset`), which still needs the user's click. */
  | {
      readonly type: 'chosen';
      readonly integration: Integration;
      readonly by: 'pick' | 'preset';
      readonly reconnect?: string | undefined;
    }
  | { readonly type: 'confirmed' }
  | { readonly type: 'submitted' }
  | { readonly type: 'window'; readonly window: SignInWindow }
  /** A resumed attempt has no list yet. */
  | { readonly type: 'connected'; readonly connection: Connection; readonly reconnected: boolean }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'retried' }
  | { readonly type: 'back' }
  | { readonly type: 'closed' };

/** How an integration is connected when nobody chose: by its `auth_methods`, else by whether it has `token_names`. */
export function authMethodOf(integration: Integration): 'oauth2' | 'token' {
  return integration.auth_methods?.[0] ?? (integration.token_names?.length ? 'token' : 'oauth2');
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
      return listed(flow, event.integrations);
    case 'searched':
      return flow.step === 'picking' ? { ...flow, picker: { ...flow.picker, query: event.query } } : flow;
    case 'filtered':
      return flow.step === 'picking' ? { ...flow, picker: { ...flow.picker, category: event.category } } : flow;
    case 'chosen':
      return chosen(flow, event);
    case 'confirmed':
      return flow.step === 'confirming' ? enter(flow.integration, flow.picker, flow.reconnect) : flow;
    case 'submitted':
      return flow.step === 'filling-form'
        ? { step: 'creating', picker: flow.picker, integration: flow.integration }
        : flow;
    case 'window':
      return flow.step === 'waiting' && flow.window !== event.window ? { ...flow, window: event.window } : flow;
    case 'connected':
      return connected(flow, event.connection, event.reconnected);
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

function listed(flow: Flow, integrations: readonly Integration[]): Flow {
  return flow.step === 'loading' ? { step: 'picking', picker: { integrations, query: '', category: undefined } } : flow;
}

function chosen(flow: Flow, event: Extract<FlowEvent, { type: 'chosen' }>): Flow {
  if (flow.step === 'loading' || flow.step === 'closed' || flow.step === 'creating' || flow.step === 'waiting')
    return flow;
  const picker = flow.picker;
  if (!picker || event.integration.is_active === false) return flow;
  if (event.by === 'preset' && authMethodOf(event.integration) === 'oauth2') {
    return { step: 'confirming', picker, integration: event.integration, reconnect: event.reconnect };
  }
  return enter(event.integration, picker, event.reconnect);
}

function enter(integration: Integration, picker: Picker, reconnect: string | undefined): Flow {
  return authMethodOf(integration) === 'token'
    ? { step: 'filling-form', picker, integration, errors: [], failure: undefined }
    : { step: 'waiting', picker, integration, reconnect, window: 'opening' };
}

function connected(flow: Flow, connection: Connection, reconnected: boolean): Flow {
  if (flow.step === 'closed' || flow.step === 'connected') return flow;
  const picker = 'picker' in flow ? flow.picker : undefined;
  const integration =
    'integration' in flow && flow.integration
      ? flow.integration
      : picker?.integrations.find((one) => one.type === connection.integration_type);
  return { step: 'connected', picker, integration, connection, reconnected };
}

function failed(flow: Flow, failure: Failure): Flow {
  switch (flow.step) {
    case 'closed':
    case 'connected':
    case 'problem':
      return flow;
    case 'creating':
      return {
        step: 'filling-form',
        picker: flow.picker,
        integration: flow.integration,
        errors: failure.errors ?? [],
        failure,
      };
    case 'waiting':
    case 'confirming':
      return {
        step: 'problem',
        failure,
        picker: flow.picker,
        integration: flow.integration,
        reconnect: flow.reconnect,
      };
    case 'filling-form':
      return { ...flow, failure };
    case 'picking':
      return { step: 'problem', failure, picker: flow.picker, integration: undefined, reconnect: undefined };
    case 'loading':
      return { step: 'problem', failure, picker: undefined, integration: undefined, reconnect: undefined };
  }
}

function retried(flow: Flow): Flow {
  switch (flow.step) {
    case 'problem':
      if (!flow.picker) return { step: 'loading' };
      return flow.integration
        ? enter(flow.integration, flow.picker, flow.reconnect)
        : { step: 'picking', picker: flow.picker };
    case 'waiting':
      return { ...flow, window: 'opening' };
    default:
      return flow;
  }
}

function back(flow: Flow): Flow {
  if (flow.step === 'loading' || flow.step === 'picking' || flow.step === 'closed') return flow;
  return flow.picker ? { step: 'picking', picker: flow.picker } : { step: 'loading' };
}
