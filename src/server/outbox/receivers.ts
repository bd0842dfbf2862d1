import { isSafeUrl } from '../oauth/index.js';
import { type ConnectionEventType, connectionEventTypes } from './event.js';
import { fromBase64 } from './hmac.js';

/** Who is told of what happens to connections, by `POST` to `url`. */
export interface WebhookReceiver {
  readonly url: string;
  /** `whsec_` and 24 to 64 bytes in base64 for `standard`; any text of 24 characters or more for `apideck`. */
  readonly secret: string;
  /** Only these; all unless said. */
  readonly events?: readonly ConnectionEventType[];
  /** Default `standard`. */
  readonly format?: 'standard' | 'apideck';
}

/**
 * Judges the option `webhooks` at start. `allowHttp` says whether the server itself runs on loopback, where receivers may
 * be on http loopback too.
 *
 * @throws TypeError that names the member (`webhooks[1].secret`) and what it lacks, and quotes none of its value.
 */
export function checkReceivers(
  receivers: readonly WebhookReceiver[],
  { allowHttp }: { readonly allowHttp: boolean },
): void {
  const seen = new Set<string>();
  for (const [index, receiver] of receivers.entries()) {
    const name = `webhooks[${index}]`;
    const { format = 'standard', events = [] } = receiver;
    if (format !== 'standard' && format !== 'apideck') {
      throw new TypeError(`\`${name}.format\` is neither "standard" nor "apideck"`);
    }
    const url = checkUrl(receiver.url, { name: `${name}.url`, allowHttp });
    const unknown = events.findIndex((type) => !connectionEventTypes.includes(type));
    if (unknown >= 0) {
      throw new TypeError(`\`${name}.events[${unknown}]\` is none of ${connectionEventTypes.join(', ')}`);
    }
    if (!isFit(receiver.secret, format)) throw new TypeError(`\`${name}.secret\` ${needs[format]}`);
    const key = JSON.stringify([url.href, format]);
    if (seen.has(key)) throw new TypeError(`\`${name}.url\` is given twice in one format`);
    seen.add(key);
  }
}

/** The key of a Standard Webhooks secret, or undefined where it is none. */
export function standardKey(secret: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : undefined;
  return bytes && bytes.byteLength >= 24 && bytes.byteLength <= 64 ? bytes : undefined;
}

const needs = {
  standard: 'has to be `whsec_` and 24 to 64 bytes in base64: make one with `echo whsec_$(openssl rand -base64 32)`',
  apideck: 'needs 24 characters or more: make one with `openssl rand -base64 32`',
} as const;

function isFit(secret: unknown, format: 'standard' | 'apideck'): boolean {
  if (typeof secret !== 'string') return false;
  return format === 'apideck' ? secret.length >= 24 : standardKey(secret) !== undefined;
}

function checkUrl(text: unknown, { name, allowHttp }: { name: string; allowHttp: boolean }): URL {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isSafeUrl(url) || (url.protocol === 'http:' && !allowHttp)) {
    throw new TypeError(
      `\`${name}\` has to be an https address without user name and password` +
        (allowHttp ? ', or http on loopback' : '; http on loopback is for a server that runs there too'),
    );
  }
  return url;
}
