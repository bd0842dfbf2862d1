import ipaddr from 'ipaddr.js';

/**
 * Whether a server of ours may call this IP address: only what the whole internet can reach, so never this machine, its
 * network or a cloud's metadata service. An IPv4 address inside an IPv6 one (mapped, RFC 6052, 6to4) is judged itself.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';

  const inner = embeddedIPv4(parsed);
  if (inner) return inner.range() === 'unicast';
  // IANA has given out 2000::/3 only; the special ranges inside it are not `unicast`.
  return parsed.match(globalUnicast) && parsed.range() === 'unicast';
}

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const sixToFour = ipaddr.IPv6.parseCIDR('2002::/16');

function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  if (address.match(nat64)) return new ipaddr.IPv4(bytes.slice(12));
  if (address.match(sixToFour)) return new ipaddr.IPv4(bytes.slice(2, 6));
  return undefined;
}
