import { isIP, isIPv6 } from 'node:net';

type Seen = { peer: string | null; forwardedFor: string | null; trustedProxies: number };

/**
 * The address a request came from. Without proxies of ours it is the peer of the socket. Each of our proxies
 * appends the peer it saw to `X-Forwarded-For`, so with `trustedProxies` of them the entry that many places
 * from the right was written by us; everything left of it is the client's own writing and is never believed
 * (attack B-04). "unknown" when nothing trustworthy is at hand.
 */
export function clientAddress({ peer, forwardedFor, trustedProxies }: Seen): string {
  const chain = (forwardedFor ?? '')
    .slice(-1024)
    .split(',')
    .map((entry) => entry.trim());
  const candidate = trustedProxies === 0 ? (peer ?? '') : (chain.at(-trustedProxies) ?? '');
  const address = candidate.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) ? address : 'unknown';
}

/**
 * What an address counts as: IPv4 whole, IPv6 by its /64, since one household commands 2⁶⁴ addresses, and in one
 * spelling, since there are many (attack B-05). Null for an unknown address: it is not counted at all.
 */
export function addressBlock(address: string): string | null {
  if (!isIP(address)) return null;
  if (!isIPv6(address)) return address;
  // The URL parser writes every spelling of an IPv6 address in the one form of RFC 5952.
  const [head = '', tail] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const whole = [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after];
  return `${whole.slice(0, 4).join(':')}::/64`;
}
