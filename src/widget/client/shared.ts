/**
 * One run of `work` at a time for everybody who asks while it runs. A caller can give up alone, by its signal; the work
 * itself is aborted when the last one has.
 */
export function shared<T>(work: (signal: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let running: { result: Promise<T>; controller: AbortController; waiting: number } | undefined;

  return async (signal) => {
    signal?.throwIfAborted();
    const run = (running ??= start());
    run.waiting++;
    try {
      return await unlessAborted(run.result, signal);
    } finally {
      if (--run.waiting === 0) {
        run.controller.abort();
        if (running === run) running = undefined;
      }
    }
  };

  function start() {
    const controller = new AbortController();
    return { result: work(controller.signal), controller, waiting: 0 };
  }
}

/** `result`, or the signal's reason if that comes first; for work that cannot be told to stop. */
export async function unlessAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await result;
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    over.abort();
  }
}
