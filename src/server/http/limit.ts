import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';
import type { Deps, Env } from './options.js';

/** Counts a request against its client's address, an IPv6 one by its /64; without a known address against the server. */
export async function limitByAddress(
  c: Context<Env>,
  deps: Deps,
  bucket: string,
  limit: { points: number; seconds: number },
): Promise<void> {
  const address = deps.clientAddress(c.req.raw, c.env.context);
  await deps.limits.take(bucket, address ? networkOf(address) : 'unknown', limit);
}

/** What one client can be told apart by: an IPv4 address, or the /64 that an IPv6 one lives in. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv6'
    ? `${parsed.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`
    : parsed.toString();
}
