import { randomToken, type Store } from '../store/index.js';
import type { Channel } from './channel.js';
import { createDelivery } from './delivery.js';
import type { ConnectionEvent, Events } from './event.js';
import type { OutboxLog } from './log.js';
import { processChannel } from './process-channel.js';
import type { WebhookReceiver } from './receivers.js';
import { insertRows, nextDue, purgeRows } from './rows.js';
import { webhookChannel } from './webhook-channel.js';

/** How long what is delivered or given up is kept, in milliseconds. */
const KEPT = 7 * 24 * 60 * 60 * 1000;

export interface OutboxOptions {
  readonly db: Store;
  /** The guarded one. It must give an exchange more than 15 s, or its own limit is the one that holds. */
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** As `checkReceivers` has judged them. */
  readonly receivers: readonly WebhookReceiver[];
  /** The embedder's own function. What it is told counts as heard once its promise resolves, within 30 s. */
  readonly onEvent?: ((event: ConnectionEvent) => void | Promise<void>) | undefined;
  readonly log?: OutboxLog | undefined;
  readonly audit?:
    | ((entry: { readonly action: string; readonly subject: string; readonly result: string }) => Promise<void>)
    | undefined;
  /** Makes the signal that ends a try after so many milliseconds; default `AbortSignal.timeout`. */
  readonly deadline?: (ms: number) => AbortSignal;
}

/** Events written down in the transaction of what they tell of, and delivered afterwards: at least once, in no fixed order. */
export interface Outbox extends Events {
  /**
   * Tries what is due, here and in no other process, until nothing is left that can be tried now. `signal` ends the waiting
   * only: a try under way ends by itself. Rejects when the store does.
   */
  deliver(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** The same in the background: to be called after the commit of what was recorded. */
  kick(): void;
  /** When the next try is due (milliseconds since the epoch), so that whoever waits need not wait longer. */
  nextDue(): Promise<number | undefined>;
  /** Forgets what has been delivered or given up for seven days. */
  purge(): Promise<void>;
  /** Resolves when no try is under way. */
  settled(): Promise<void>;
  /** Takes nothing more and ends the tries under way after `graceMs` (default 3 s); another process takes them over. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/**
 * The way out of every event: a row for each receiver (Standard Webhooks or Apideck's format) and for `onEvent`. Any number
 * of processes on one database share the work; one that dies leaves its rows to the others after a minute.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { db, now, receivers, onEvent, log = () => {}, audit = async () => {} } = options;
  const channels = Promise.all([
    ...receivers.map((receiver) => webhookChannel(receiver, options.fetch)),
    ...(onEvent ? [processChannel(onEvent)] : []),
  ]);
  // Told to whoever uses it; until then nobody listens.
  channels.catch(() => undefined);
  const names = async (): Promise<string[]> => (await channels).map(({ name }) => name);
  const deadline = options.deadline ?? ((ms: number) => AbortSignal.timeout(ms));

  const disabled = async ({ name, label }: Channel): Promise<void> => {
    const message = `${label} answered with 410: it is sent nothing more, until its address changes`;
    log({ level: 'error', event: 'webhook-disabled', message, subject: name });
    await audit({ action: 'webhook.disabled', subject: name, result: 'ok' });
  };
  const delivery = createDelivery({ db, now, channels, deadline, log, disabled });

  return {
    async record(trx, event) {
      const recorded = { ...event, id: `evt_${randomToken(16)}`, time: now() };
      const rows = (await channels)
        .filter((channel) => channel.wants(event.type))
        .flatMap(({ name, messages }) => messages(recorded).map((message) => ({ receiver: name, message })));
      await insertRows(trx, rows, { eventId: recorded.id, now: recorded.time });
    },
    async deliver({ signal } = {}) {
      const run = delivery.run();
      await (signal ? untilAborted(run, signal) : run);
    },
    kick() {
      delivery.run().catch(() => {
        const message = 'the store failed; what is due is tried at the next round';
        log({ level: 'error', event: 'webhook-unread', message, subject: 'outbox' });
      });
    },
    nextDue: async () => await nextDue(db, await names()),
    purge: async () => await purgeRows(db, { receivers: await names(), before: now() - KEPT }),
    settled: () => delivery.settled(),
    close: ({ graceMs = 3_000 } = {}) => delivery.close(graceMs),
  };
}

async function untilAborted(run: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => {};
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) resolve();
  });
  try {
    await Promise.race([run, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
