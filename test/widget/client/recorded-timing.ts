import type { Timing } from '../../../src/widget/client/timing.js';

export interface RecordedTiming extends Timing {
  /** Milliseconds of every pause there was. */
  readonly pauses: number[];
  /** Called when a pause begins; a pause that it answers `hold` lasts until it is aborted. */
  onPause: (milliseconds: number) => 'pass' | 'hold';
  /** Lets time pass without a pause. */
  advance(milliseconds: number): void;
}

/** Time that passes only where somebody pauses, and chance that always takes the most. */
export function recordedTiming(): RecordedTiming {
  let time = 0;
  const timing: RecordedTiming = {
    pauses: [],
    onPause: () => 'pass',
    advance: (milliseconds) => void (time += milliseconds),
    now: () => time,
    random: () => 1,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      timing.pauses.push(milliseconds);
      const holds = timing.onPause(milliseconds) === 'hold';
      signal?.throwIfAborted();
      if (holds) await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      time += milliseconds;
    },
  };
  return timing;
}
