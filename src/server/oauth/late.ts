export interface LateOptions<T> {
  readonly late: (value: T) => void;
  readonly lingering?: ((ended: Promise<void>) => void) | undefined;
}

/** Milliseconds that a request may go on after its caller has got `provider_timeout`. */
const grace = 20_000;

/**
 * Answers as `work` does, or fails as soon as the deadline has passed. Then `work` is given some seconds more, and what it
 * still brings goes to `late`: a provider that answers too late has issued tokens all the same, and nobody would know.
 */
export function orLate<T>(
  deadline: AbortSignal,
  { late, lingering }: LateOptions<T>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const request = new AbortController();
  const running = work(request.signal);
  return new Promise((resolve, reject) => {
    running.then(resolve, reject);
    deadline.addEventListener('abort', () => {
      reject(deadline.reason);
      const timer = setTimeout(() => request.abort(), grace);
      const ended = running
        .then(late)
        .catch(() => undefined)
        .finally(() => clearTimeout(timer));
      lingering?.(ended);
    });
  });
}
