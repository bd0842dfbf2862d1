import type { ReactiveControllerHost } from 'lit';
import type { SessionAction } from '../../../contract/index.js';
import type { ConnectionSource } from '../../client/source.js';
import type { PickerCopy } from '../../core/copy/copy.js';
import type { Failure, Flow, FlowEvent } from '../../core/flow.js';
import type { CreatedConnection } from '../events.js';
import type { EmbedOptions } from '../options.js';

/** The tag, as far as its flow depends on it. What the page is told is dispatched there. */
export interface FlowHost extends ReactiveControllerHost, EventTarget, EmbedOptions {
  readonly isConnected: boolean;
  readonly shadowRoot: ShadowRoot | null;
  readonly words: PickerCopy;
  matches(selectors: string): boolean;
}

/** The flow's controller, as those know it that work for it and load later. */
export interface FlowHandle {
  readonly host: FlowHost;
  readonly flow: Flow;
  /** What the page was last told is connected. */
  connection: CreatedConnection | undefined;
  /** The source the list came from; none before the first load. */
  readonly source: ConnectionSource | undefined;
  /** What the page asks for; undefined for all that the session allows. */
  readonly permissions: readonly string[] | undefined;
  /** What the user is told will be read: what the page asks for, else what the session allows. */
  readonly shownPermissions: readonly string[];
  /** Whether this page has to leave for the provider, because no second window can be had or trusted here. */
  readonly inApp: boolean;
  /** Whether the session allows it, as far as its token can be read; the server judges. */
  allows(action: SessionAction): boolean;
  /** Told of every step, after the page. */
  readonly watchers: Set<(flow: Flow, previous: Flow) => void>;
  apply(event: FlowEvent): void;
  /** Applies `event`; where it leads to signing in elsewhere, opens the window first. */
  go(event: FlowEvent, mode?: 'redirect'): void;
  load(): void;
  /** Ends what was under way, in the other window too; the signal is for what comes next. */
  begin(): AbortSignal;
  /**
   * Runs what can fail, as far as `signal` lets it. What `writes` at an integration goes on without it: the page is told of
   * its failure also when the user has left the step that would have told them.
   */
  attempt(signal: AbortSignal, work: () => Promise<void>, options?: { writes: string }): Promise<void>;
  failureOf(error: unknown): Promise<Failure>;
}
