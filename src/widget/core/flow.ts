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
  | At<'loading'>
  | At<'picking', { readonly picker: Picker }>
  /** One integration, several ways to authorise. */
  | At<'choosing-method', Choice>
  /** Waits for the click that a window needs, when the host page chose (`integration=`, `connect()`). */
  | At<'confirming', Choice>
  /** OAuth that needs something first (a subdomain); the fields are the integration's `inputs`. */
  | At<
      'asking-inputs',
      Choice & {
        /** Why the server did not take what was given; what was typed is still there. */
        readonly failure: Failure | undefined;
      }
    >
  | At<
      'filling-form',
      Choice & {
        /** What the server refused, at its field (`path` is the position among `token_names`). */
        readonly errors: readonly FieldError[];
        /** What went wrong with the last try as a whole; what was typed is still there. */
        readonly failure: Failure | undefined;
      }
    >
  /** The form is on its way; the same view as `filling-form`, busy. */
  | At<'creating', Choice>
  | At<'waiting', Choice & { readonly window: SignInWindow; readonly inputs: Inputs | undefined }>
  | At<
      'connected',
      {
        readonly picker: Picker | undefined;
        readonly integration: Integration | undefined;
        readonly connection: Connection;
        readonly reconnected: boolean;
        /** Permissions that were asked for and not granted; absent where there are none. */
        readonly denied?: readonly string[] | undefined;
      }
    >
  /** The end user's accounts at one integration; `integration` is undefined when it is not offered any more. */
  | At<'managing', { readonly picker: Picker; readonly type: string; readonly integration: Integration | undefined }>
  /** Asks whether one of them is to go, then says that it is going (`busy`), or why it could not. */
  | At<
      'removing',
      {
        readonly picker: Picker;
        readonly integration: Integration | undefined;
        readonly connection: Connection;
        readonly busy: boolean;
        readonly failure: Failure | undefined;
      }
    >
  | At<
      'problem',
      {
        readonly failure: Failure;
        readonly picker: Picker | undefined;
        /** What was being connected; absent when the list itself failed. */
        readonly integration: Integration | undefined;
        readonly reconnect: string | undefined;
        readonly inputs: Inputs | undefined;
      }
    >
  /** A popover or dialog that was not opened yet. */
  | At<'closed'>;

/** What there is at a step, and nothing of the rest that any step can be asked for. */
type At<S extends string, There = unknown> = { readonly step: S } & There & Omit<Nothing, keyof There>;

interface Nothing {
  readonly picker?: undefined;
  readonly integration?: undefined;
  readonly reconnect?: undefined;
  readonly failure?: undefined;
}

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
  /** The end user's connections, where they took longer than the list. */
  | { readonly type: 'accounts'; readonly connections: readonly Connection[] }
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
  | {
      readonly type: 'connected';
      readonly connection: Connection;
      readonly reconnected: boolean;
      readonly denied?: readonly string[] | undefined;
    }
  | { readonly type: 'managed'; readonly integration_type: string }
  | { readonly type: 'removal-asked'; readonly connection: Connection }
  | { readonly type: 'removal-confirmed' }
  | { readonly type: 'removed'; readonly id: string }
  /** A connection that was made for a step the user has left. */
  | { readonly type: 'added'; readonly connection: Connection }
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
