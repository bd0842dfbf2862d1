import type { Store } from '../store/index.js';
import type { Channel, Outcome } from './channel.js';
import type { OutboxLog } from './log.js';
import { waitAfter } from './retries.js';
import { disableReceiver, leaseRows, type LeasedRow, markDelivered, markFailed } from './rows.js';

/** Tries at once in this process, and of them for one receiver, so that one which hangs leaves room for the others. */
const TRIES = 8;
const TRIES_OF_ONE = 2;

export interface DeliveryParts {
  readonly db: Store;
  readonly now: () => number;
  readonly channels: Promise<readonly Channel[]>;
  readonly deadline: (ms: number) => AbortSignal;
  readonly log: OutboxLog;
  readonly disabled: (channel: Channel) => Promise<void>;
}

export interface Delivery {
  /** Tries what is due until nothing is. Calls at the same time share one run. Rejects when the store does. */
  run(): Promise<void>;
  /** Resolves when no try is under way. */
  settled(): Promise<void>;
  /** Takes nothing more. After `graceMs` it ends the tries under way; their rows come back with their lease. */
  close(graceMs: number): Promise<void>;
}

export function createDelivery(parts: DeliveryParts): Delivery {
  const { db, now, channels, deadline, log, disabled } = parts;
  const ending = new AbortController();
  const flying = new Map<Promise<void>, Channel>();
  /** Who did not answer in this run. What else waits for them stays until the next one, so that a run has an end. */
  const silent = new Set<Channel>();
  let closed = false;
  let running: Promise<void> | undefined;
  let again = false;
  let wake = (): void => {};

  function lookAgain(): void {
    again = true;
    wake();
  }

  async function run(): Promise<void> {
    try {
      const all = await channels;
      while (again) {
        again = false;
        for (const channel of all) await launch(channel);
        if (!again && flying.size > 0) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      // At once, so that whoever asks from here on starts a new run.
      running = undefined;
    }
  }

  async function launch(channel: Channel): Promise<void> {
    const own = [...flying.values()].filter((one) => one === channel).length;
    const limit = Math.min(TRIES - flying.size, TRIES_OF_ONE - own);
    if (closed || limit <= 0 || silent.has(channel)) return;
    for (const row of await leaseRows(db, { receiver: channel.name, limit, now: now() })) {
      const flight: Promise<void> = attempt(channel, row)
        .catch(() => {
          log({
            level: 'error',
            event: 'webhook-unmarked',
            message: 'the store failed; it is tried again',
            subject: row.event_id,
          });
        })
        .finally(() => {
          flying.delete(flight);
          lookAgain();
        });
      flying.set(flight, channel);
    }
  }

  async function attempt(channel: Channel, row: LeasedRow): Promise<void> {
    const message = { id: row.event_id, type: row.type, body: row.body };
    const signal = AbortSignal.any([ending.signal, deadline(channel.patience)]);
    const outcome = await channel.send(message, { attempt: row.attempts, time: now(), signal });
    if (outcome.result === 'delivered') return await markDelivered(db, row, now());
    if (outcome.result === 'gone') return await disable(channel);
    if (!ending.signal.aborted) await fail(channel, { row, outcome });
  }

  async function fail(channel: Channel, { row, outcome }: { row: LeasedRow; outcome: Outcome & { result: 'failed' } }) {
    if (outcome.silent) silent.add(channel);
    const wait = waitAfter(row.attempts);
    await markFailed(db, row, wait === undefined ? null : now() + wait);
    const next = wait === undefined ? 'it is given up' : `next try in ${Math.round(wait / 1000)} s`;
    log({
      level: wait === undefined ? 'error' : 'warn',
      event: wait === undefined ? 'webhook-given-up' : 'webhook-failed',
      subject: row.event_id,
      message: `${channel.label} ${outcome.why}: try ${row.attempts}, ${next}`,
      ...(outcome.status !== undefined && { status: outcome.status }),
    });
  }

  async function disable(channel: Channel): Promise<void> {
    if (await disableReceiver(db, { receiver: channel.name, now: now() })) await disabled(channel);
  }

  return {
    run() {
      silent.clear();
      lookAgain();
      return (running ??= run());
    },
    async settled() {
      await running?.catch(() => undefined);
      await Promise.all(flying.keys());
    },
    async close(graceMs) {
      closed = true;
      const timer = setTimeout(() => ending.abort(), graceMs);
      await this.settled();
      clearTimeout(timer);
    },
  };
}
