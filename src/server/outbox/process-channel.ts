import type { Channel } from './channel.js';
import { ConnectionEvent } from './event.js';
import { isoTime } from './recorded.js';
import { told } from './shorten.js';

/** How long the function may take before its event counts as not heard, in milliseconds. Shorter than a row's lease. */
const PATIENCE = 30_000;

/** Hands events to the embedder's own function. It hears of each at least once, in one process only. */
export function processChannel(onEvent: (event: ConnectionEvent) => void | Promise<void>): Channel {
  return {
    name: 'process',
    label: 'onEvent',
    patience: PATIENCE,
    wants: () => true,
    messages({ id, time, type, subject, code }) {
      const { connection } = told(subject);
      const data = { connection, ...(code !== undefined && { code }) };
      return [{ id, type, body: JSON.stringify({ id, type, timestamp: isoTime(time), data }) }];
    },
    async send({ body }, { signal }) {
      try {
        const handled = Promise.resolve(onEvent(ConnectionEvent.parse(JSON.parse(body))));
        await Promise.race([handled, rejection(signal)]);
        return { result: 'delivered' };
      } catch (error) {
        if (signal.aborted) return { result: 'failed', why: `took longer than ${PATIENCE / 1000} s`, silent: true };
        // Its words are the embedder's and may quote anything.
        const why = `failed with ${error instanceof Error ? error.name : typeof error}`;
        return { result: 'failed', why, silent: false };
      }
    },
  };
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
