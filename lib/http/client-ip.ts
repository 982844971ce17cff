import { isIP, isIPv6 } from 'node:net';
import { expandIPv6 } from '../rules/sign-in/address-block.ts';

type Seen = { peer: string | null; forwardedFor: string | null; trustedProxies: number };

/**
 * Returns the IP address a request came from. Without proxies of ours it is the peer of the socket. Each of our proxies
 * appends the peer it saw to `X-Forwarded-For`, so with `trustedProxies` of them the entry that many places from the
 * right was written by us; everything left of it was written by the client and is never trusted (attack B-04). Returns
 * "unknown" when no entry can be trusted.
 */
export function clientAddress({ peer, forwardedFor, trustedProxies }: Seen): string {
  const chain = (forwardedFor ?? '').slice(-1024).split(',');
  const candidate = trustedProxies === 0 ? (peer ?? '') : (chain.at(-trustedProxies) ?? '');
  const address = withoutPort(candidate.trim());
  if (!isIP(address)) return 'unknown';
  return isIPv6(address) ? asIPv4(address) : address;
}

/** Some proxies write the port as well: `198.51.100.7:51234`, `[2001:db8::5]:443` (RFC 7239 §6 has that form). */
function withoutPort(entry: string): string {
  const [, bracketed] = /^\[([^[\]]+)\](?::\d{1,5})?$/.exec(entry) ?? [];
  const [, plain] = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(entry) ?? [];
  return bracketed ?? plain ?? entry;
}

/** Returns an IPv4 address mapped into IPv6 (`::ffff:198.51.100.7`, in any spelling) as that IPv4 address. */
function asIPv4(address: string): string {
  const groups = expandIPv6(address);
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return address;
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((pair) => [pair >> 8, pair & 0xff])
    .join('.');
}
