import { ConnectionError } from '../../contract/index.js';
import { sha256 } from '../store/index.js';
import { apideckMessages, apideckRequest } from './apideck.js';
import type { Channel, Outcome, TryOptions } from './channel.js';
import { type HmacKey, importHmacKey } from './hmac.js';
import { standardKey, type WebhookReceiver } from './receivers.js';
import type { Message } from './recorded.js';
import { standardHeaders, standardMessages } from './standard.js';

/** How long a receiver may take to answer, in milliseconds: Standard Webhooks asks for 15 to 30 s. */
const PATIENCE = 15_000;

/** Sends events to one receiver of the option `webhooks`, which `checkReceivers` has judged. */
export async function webhookChannel(receiver: WebhookReceiver, fetch: typeof globalThis.fetch): Promise<Channel> {
  const { secret, events, format = 'standard' } = receiver;
  const url = new URL(receiver.url);
  const standard = format === 'standard';
  const key = await importHmacKey((standard ? standardKey(secret) : undefined) ?? new TextEncoder().encode(secret));
  return {
    name: await sha256(JSON.stringify([url.href, format])),
    label: url.host,
    patience: PATIENCE,
    wants: (type) => events === undefined || events.includes(type),
    messages: standard ? standardMessages : apideckMessages,
    async send(message, options) {
      const { body, headers } = await (standard ? standardRequest : apideckRequest)(message, { key, ...options });
      const common = { 'Content-Type': 'application/json', 'User-Agent': 'connection-embed' };
      try {
        const reply = await fetch(url, {
          method: 'POST',
          headers: { ...common, ...headers },
          body,
          redirect: 'manual',
          signal: options.signal,
        });
        await reply.body?.cancel();
        return judge(reply.status);
      } catch (error) {
        return { result: 'failed', why: reasonOf(error), silent: true };
      }
    },
  };
}

async function standardRequest(message: Message, options: TryOptions & { readonly key: HmacKey }) {
  return { body: message.body, headers: await standardHeaders(message, options) };
}

function judge(status: number): Outcome {
  if (status >= 200 && status < 300) return { result: 'delivered' };
  if (status === 410) return { result: 'gone' };
  return { result: 'failed', why: `answered with ${status}`, silent: false, status };
}

/** By a code of the table alone: a foreign error's words may quote the address. */
function reasonOf(error: unknown): string {
  if (error instanceof ConnectionError) return `did not answer (${error.code})`;
  const byClock = error instanceof DOMException && error.name === 'TimeoutError';
  return byClock ? `did not answer within ${PATIENCE / 1000} s` : 'did not answer';
}
