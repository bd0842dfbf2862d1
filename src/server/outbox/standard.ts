import { isoTime, type Message, type RecordedEvent } from './recorded.js';
import { renderShort } from './shorten.js';
import { base64, hmac, type HmacKey } from './hmac.js';

/** Our own event by Standard Webhooks: `{type, timestamp, data}`. Its id travels in a header. */
export function standardMessages({ id, time, type, subject, code }: RecordedEvent): readonly Message[] {
  const body = renderShort(subject, ({ connection }, { truncated }) =>
    JSON.stringify({
      type,
      timestamp: isoTime(time),
      data: { connection, ...(code !== undefined && { code }), ...(truncated && { truncated }) },
    }),
  );
  return [{ id, type, body }];
}

/** Headers of one try. The timestamp is the try's, so that a receiver can refuse an old request sent again. */
export async function standardHeaders(
  { id, body }: Message,
  { key, time }: { readonly key: HmacKey; readonly time: number },
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(time / 1000));
  const signature = base64(await hmac(key, `${id}.${timestamp}.${body}`));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
