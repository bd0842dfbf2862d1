/** Time and chance, injected so that a test decides both. */
export interface Timing {
  /** Milliseconds from any start; only differences are used, so a wrong clock on the device changes nothing. */
  now(): number;
  /** Resolves after `milliseconds`, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const realTiming: Timing = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener('abort', stop);
      function done(): void {
        signal?.removeEventListener('abort', stop);
        resolve();
      }
      function stop(): void {
        clearTimeout(timer);
        reject(signal?.reason);
      }
    }),
};

/** Exponential backoff with full jitter: anything from nothing to `base` doubled with each failure, at most 15 s. */
export function backoff(failures: number, { base, random }: { base: number; random: () => number }): number {
  return random() * Math.min(15_000, base * 2 ** (failures - 1));
}
