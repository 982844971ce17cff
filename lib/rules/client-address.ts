import { isIP } from 'node:net';

/**
 * The address a request came from. Each of our proxies appends the peer it saw to `X-Forwarded-For`, so with
 * `trustedProxies` of them the entry that many places from the right was written by us; everything left of it
 * is the client's own writing and is never believed (attack B-04). "unknown" without a proxy, and when the
 * entry is no address.
 */
export function clientAddress(forwardedFor: string | null, trustedProxies: number): string {
  if (trustedProxies === 0) return 'unknown';
  const chain = (forwardedFor ?? '').slice(-1024).split(',').map((entry) => entry.trim());
  const address = (chain.at(-trustedProxies) ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) ? address : 'unknown';
}
