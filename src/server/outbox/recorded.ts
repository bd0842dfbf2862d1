import type { NewEvent } from './event.js';

/** An event with what it got when it was written down. */
export interface RecordedEvent extends NewEvent {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** One event in the words of one receiver, as it is kept until it is sent. */
export interface Message {
  /** What the receiver tells repetitions by. */
  readonly id: string;
  /** The receiver's own name of what happened. */
  readonly type: string;
  readonly body: string;
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
