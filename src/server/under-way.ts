/** What is being answered and done at this moment, so that nothing is taken away from under it. */
export interface UnderWay {
  /** Counts `work` in until it has settled, and hands it back. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Whether nothing is under way any more, within `ms` milliseconds. */
  ended(ms: number): Promise<boolean>;
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
      const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, ms, false)));
      const ended = await Promise.race([settled(running), late]);
      clearTimeout(timer);
      return ended;
    },
  };
}

/** What ends may have started something else. */
async function settled(running: ReadonlySet<Promise<unknown>>): Promise<true> {
  while (running.size > 0) await Promise.allSettled(running);
  return true;
}
