import { lookup as systemLookup } from 'node:dns/promises';
import { isIPv6, type LookupFunction } from 'node:net';
import { ConnectionError } from '../../contract/index.js';
import { isPublicAddress } from './public-address.js';

/** Turns a host name into its IP addresses. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Asks the operating system. */
export const systemResolve: Resolve = async (hostname) =>
  (await systemLookup(hostname, { all: true })).map((entry) => entry.address);

/**
 * The look-up of a connection itself: the addresses judged are those connected to, so a name that answers otherwise the
 * second time (DNS rebinding) gains nothing. One private address among several refuses them all.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return asLookup(async (hostname) => {
    const addresses = await resolveName(hostname, resolve);
    for (const address of addresses) assertPublic(hostname, address);
    return addresses;
  });
}

/** For origins excepted by configuration: connects to whatever the name means. */
export function openLookup(resolve: Resolve): LookupFunction {
  return asLookup((hostname) => resolveName(hostname, resolve));
}

/** @throws ConnectionError `provider_unreachable` when `address` is not one the whole internet can reach. */
export function assertPublic(hostname: string, address: string): void {
  if (isPublicAddress(address)) return;
  throw new ConnectionError('provider_unreachable', {
    message: `refused to call ${hostname}: its address ${address} is not a public one`,
  });
}

/** RFC 6761 §6.3: `localhost` and every name below it mean this machine, whatever a DNS server says. */
async function resolveName(hostname: string, resolve: Resolve): Promise<readonly string[]> {
  if (/(^|\.)localhost\.?$/i.test(hostname)) return ['127.0.0.1', '::1'];
  return resolve(hostname);
}

function asLookup(addressesOf: Resolve): LookupFunction {
  return (hostname, { all }, callback) => {
    addressesOf(hostname).then(
      (addresses) => {
        const entries = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
        const [first] = entries;
        if (!first) callback(new Error('the name has no address'), '');
        else if (all) callback(null, entries);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}
