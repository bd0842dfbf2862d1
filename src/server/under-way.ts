/** What is being answered at this moment, so that nothing is taken away from under it. */
export interface UnderWay {
  /** Counts `work` in until it has settled, and hands it back. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way any more, or after `ms` milliseconds. */
  ended(ms: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const running = new Set<Promise<unknown>>();
  return {
    async track(work) {
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
      }
    },
    async ended(ms) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
      await Promise.race([Promise.allSettled(running), late]);
      clearTimeout(timer);
    },
  };
}
