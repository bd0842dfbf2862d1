import { ConnectionError } from '../../contract/index.js';
import { judge, type Refusals } from './failure.js';

export interface DeadlineOptions {
  /** What is called, for the message: a host or an integration, never a URL with a query. */
  readonly what: string;
  /** The caller's own wish to give up: see {@link assertInTime} for what is thrown then. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole exchange, the body's last byte included. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  /** What registered errors mean to this request. */
  readonly refusals?: Refusals | undefined;
}

/**
 * One conversation with a provider: `work` gets the signal to pass on, and whatever it throws becomes a
 * `ConnectionError` (`provider_timeout`, `provider_unreachable`, `provider_failed`, `exchange_failed`). Nothing is ever
 * retried, because an authorization code is good for one try (RFC 6749 §4.1.2).
 */
export async function withinDeadline<T>(
  { what, signal, timeoutMs = 10_000, refusals }: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  assertInTime(signal);
  const controller = new AbortController();
  const late = new ConnectionError('provider_timeout', { message: `${what} did not answer within ${timeoutMs} ms` });
  const timer = setTimeout(() => controller.abort(late), timeoutMs);
  const giveUp = (): void => controller.abort(reasonOf(signal));
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw judge(error, what, refusals);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/**
 * Throws once the caller has given up, so that what comes next is left undone: `provider_timeout` when it was by the
 * clock (`AbortSignal.timeout`), else its own reason as it is.
 */
export function assertInTime(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal);
}

function reasonOf(signal: AbortSignal | undefined): unknown {
  const reason: unknown = signal?.reason;
  const byClock = reason instanceof DOMException && reason.name === 'TimeoutError';
  return byClock ? new ConnectionError('provider_timeout', { message: 'the time for the exchange is up' }) : reason;
}
