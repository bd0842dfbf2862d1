import { assertInTime } from '../../oauth/index.js';

/** Resolves after so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What `work` comes to, or the caller's own reason once it gives up; `work` goes on for those who still wait. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  assertInTime(signal);
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      try {
        assertInTime(signal);
      } catch (reason) {
        reject(reason);
      }
    };
    signal.addEventListener('abort', giveUp, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
