import type { ConnectionEventType } from './event.js';
import type { Message, RecordedEvent } from './recorded.js';

/** One way by which events leave: a webhook's receiver, or `onEvent`. */
export interface Channel {
  /** Under which its rows are kept; the same in every process that is configured alike. */
  readonly name: string;
  /** For the log: a host or an option, never a whole URL. */
  readonly label: string;
  wants(type: ConnectionEventType): boolean;
  /** The event in its own words, rendered when it happens. */
  messages(event: RecordedEvent): readonly Message[];
  /** One try, which ends with `signal` and rejects for no reason. */
  send(message: Message, options: TryOptions): Promise<Outcome>;
  /** How long one try may take, in milliseconds. */
  readonly patience: number;
}

export interface TryOptions {
  /** Counts from 1. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly signal: AbortSignal;
}

export type Outcome =
  | { readonly result: 'delivered' }
  /** The receiver wants nothing more, ever. */
  | { readonly result: 'gone' }
  /** `silent` when it did not answer at all, so that others behind it would only wait too. */
  | { readonly result: 'failed'; readonly why: string; readonly silent: boolean; readonly status?: number };
