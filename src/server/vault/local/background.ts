/** What goes on after its answer has gone out: revocations, replies that come late, refreshes that others wait for. */
export interface Background {
  /** Keeps count of `work`, whose failure concerns nobody any more. */
  run(work: Promise<unknown>): void;
  /** Resolves once nothing is left to wait for. */
  settled(): Promise<void>;
}

export function createBackground(): Background {
  const running = new Set<Promise<unknown>>();
  return {
    run(work) {
      const quiet = work.catch(() => undefined);
      running.add(quiet);
      void quiet.then(() => running.delete(quiet));
    },
    async settled() {
      // What ends may have started something else.
      while (running.size > 0) await Promise.all(running);
    },
  };
}
