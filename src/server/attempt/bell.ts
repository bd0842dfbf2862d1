/**
 * Wakes the polls of this process the moment an attempt changes. Only ever a shortcut: another process's change is seen by
 * looking, so nothing is lost when nobody rings.
 */
export function createBell() {
  const waiting = new Map<string, Set<() => void>>();
  let closed = false;
  return {
    ring(id: string): void {
      for (const wake of waiting.get(id) ?? []) wake();
    },
    /** Wakes everybody, for good. */
    close(): void {
      closed = true;
      for (const wakes of waiting.values()) for (const wake of wakes) wake();
    },
    closed: () => closed,
    /** Resolves when rung, after `ms` or when aborted, whichever is first. */
    heard(id: string, { ms, signal }: { ms: number; signal: AbortSignal }): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          wakes.delete(done);
          if (wakes.size === 0) waiting.delete(id);
          resolve();
        };
        const timer = setTimeout(done, signal.aborted ? 0 : ms);
        const wakes = waiting.get(id) ?? new Set();
        waiting.set(id, wakes.add(done));
        signal.addEventListener('abort', done, { once: true });
      });
    },
  };
}
