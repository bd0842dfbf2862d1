import type { Attempt } from '../../contract/index.js';
import { ConnectionError, problems } from '../../contract/problem.js';
import type { AttemptHandle, ConnectionSource } from './source.js';
import { backoff, realTiming, type Timing } from './timing.js';

export interface PollOptions {
  signal?: AbortSignal | undefined;
  /**
   * Dispatches `kick` when an answer is likely or the network came back (a hint of the sign-in window, focus, pageshow,
   * online). A kick only makes the next question come sooner; it carries nothing.
   */
  kicks?: EventTarget | undefined;
  /** Called whenever status or code are not what they were, the end included. */
  onChange?: ((attempt: Attempt) => void) | undefined;
  /** Seconds the server may hold a question, default 25. */
  wait?: number | undefined;
  timing?: Timing | undefined;
}

const second = 1000;
/** An attempt lives 10 minutes; without a single answer for this long nothing is left to wait for. */
const giveUpAfter = 15 * 60 * second;
/** Seconds of `Retry-After`. */
const longestPatience = 120;

/**
 * Asks until the attempt has ended, and answers how. Outlives lost networks and a server that is away or asks for
 * patience. Rejects with the signal's reason, or with the `ConnectionError` of an answer that no repetition can change:
 * `not_found` when the attempt is gone or another user's.
 */
export async function pollAttempt(
  source: Pick<ConnectionSource, 'attempt'>,
  handle: AttemptHandle,
  { signal, kicks, onChange, wait = 25, timing = realTiming }: PollOptions = {},
): Promise<Attempt> {
  let last: Attempt | undefined;
  let failures = 0;
  let answered = timing.now();

  for (;;) {
    const asked = timing.now();
    // a flood of hints changes nothing
    const kicked = kickable(() => timing.now() - asked >= second);
    try {
      const attempt = await source.attempt(handle, { wait, signal: kicked.signal });
      const changed = attempt.status !== last?.status || attempt.code !== last.code;
      last = attempt;
      failures = 0;
      answered = timing.now();
      if (changed) onChange?.(attempt);
      if (hasEnded(attempt)) return attempt;
      // a server or proxy that does not hold the question is not asked in a tight loop
      if (!changed) await pause(Math.max(0, second - (answered - asked)), { after: asked });
    } catch (error) {
      signal?.throwIfAborted();
      if (kicked.signal.aborted) continue;
      if (!isPassing(error) || timing.now() - answered > giveUpAfter) throw error;
      const asIsFit = backoff(++failures, { base: second, random: timing.random });
      // what the server asked for is kept to, kicked or not, as long as it is sane
      if (error.retry_after === undefined) await pause(asIsFit, { after: asked });
      else await timing.sleep(Math.min(Math.max(1, error.retry_after), longestPatience) * second, signal);
    } finally {
      kicked.release();
    }
  }

  /** A kick ends a pause early, but questions stay a second apart however many kicks there are. */
  async function pause(milliseconds: number, { after }: { after: number }): Promise<void> {
    const kicked = kickable(() => true);
    try {
      await timing.sleep(milliseconds, kicked.signal);
    } catch {
      signal?.throwIfAborted();
      await timing.sleep(Math.max(0, second - (timing.now() - after)), signal);
    } finally {
      kicked.release();
    }
  }

  /** A signal that also aborts on a kick that `counts`: a question asked before the network went may never be answered. */
  function kickable(counts: () => boolean) {
    const kicked = new AbortController();
    const onKick = (): void => {
      if (counts()) kicked.abort();
    };
    kicks?.addEventListener('kick', onKick);
    return {
      signal: AbortSignal.any([signal ?? kicked.signal, kicked.signal]),
      release: () => kicks?.removeEventListener('kick', onKick),
    };
  }
}

/** Whether nothing more is to come of it. */
export function hasEnded({ status }: Attempt): boolean {
  return status !== 'created' && status !== 'started' && status !== 'exchanging';
}

/** Whether the same question can have a better answer later. */
function isPassing(error: unknown): error is ConnectionError {
  if (!(error instanceof ConnectionError)) return false;
  const { status, recoverable } = problems[error.code];
  return recoverable && (status === 0 || status === 429 || status >= 500);
}
