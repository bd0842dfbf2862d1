import type { WebhookOption } from '../index.js';
import { isLoopback } from '../oauth/index.js';
import { isPublicAddress } from '../outbound/public-address.js';
import { checkReceivers } from '../outbox/index.js';
import { type Finding, judged } from './finding.js';

interface Surroundings {
  /** Whether the server itself runs on loopback. */
  readonly loopback: boolean;
  /** Its `allowOrigins`. */
  readonly allowed: readonly string[];
}

/** Judges the receivers, those too that the server takes and could never call. */
export function judgedWebhooks(webhooks: readonly WebhookOption[], { loopback, allowed }: Surroundings): Finding {
  const judgement = (): void => {
    checkReceivers(webhooks, { allowHttp: loopback });
    const at = webhooks.findIndex(({ url }) => isPrivate(new URL(url)) && !allowed.includes(new URL(url).origin));
    if (at >= 0) throw new TypeError(`\`webhooks[${at}].url\` is a private address, which the server never calls`);
  };
  // The path of a receiver can be as good as a key.
  const hosts = webhooks.flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).origin] : []));
  return judged('webhooks', judgement, hosts.join(', ') || 'nobody is told');
}

/** An address of a network that the internet does not reach. A name is looked up when it is called, and judged then. */
function isPrivate(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
  return isAddress && !isLoopback(url) && !isPublicAddress(host);
}
