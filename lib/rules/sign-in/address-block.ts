import { isIP, isIPv6 } from 'node:net';

/** A block of IP addresses, and which share of a whole budget it gets. */
export type AddressBlock = { readonly block: string; readonly share: number };

/**
 * What an address counts as, the narrowest first; nothing for an unknown one. Who has a whole network must gain nothing
 * by it, and a single neighbour must not use up what a network shares (attacks B-05, A-33):
 *
 * IPv6   its /48, which one site commands (RFC 6177), with the whole budget; inside of it each /64 a third
 * IPv4   the address itself, which a whole office may share, with the whole budget; its /24 with twice that
 *
 * Private and local addresses belong to the network that the app stands in, and count alone.
 */
export function addressBlocks(address: string): AddressBlock[] {
  if (!isIP(address)) return [];
  if (!isIPv6(address)) {
    const alone = { block: address, share: 1 };
    return isPrivateIPv4(address) ? [alone] : [alone, { block: address.replace(/\d+$/, '0/24'), share: 2 }];
  }
  const groups = expandIPv6(address);
  const subnet = `${groups.slice(0, 4).join(':')}::/64`;
  if (/^(f[cd]|fe[89ab]|0$)/.test(groups[0] ?? '')) return [{ block: subnet, share: 1 }];
  return [
    { block: subnet, share: 1 / 3 },
    { block: `${groups.slice(0, 3).join(':')}::/48`, share: 1 },
  ];
}

/** RFC 1918, RFC 6598, loopback and link-local. */
function isPrivateIPv4(address: string): boolean {
  const [first = 0, second = 0] = address.split('.').map(Number);
  return (
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second < 128)
  );
}

/**
 * Returns the eight groups of an IPv6 address, without leading zeros. The URL parser knows every spelling (RFC 5952).
 */
export function expandIPv6(address: string): string[] {
  const [head = '', tail] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  return [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after];
}
