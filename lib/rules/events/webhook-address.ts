import { isLinkLocal, parseLaunchUrl } from '../apps/app-addresses.ts';

/** Why nothing can be posted to an address, or should be. */
export type WebhookAddressFault = 'shape' | 'link-local' | 'not-https';

/**
 * Returns what is wrong with the address that is told of events; null when nothing is. https, so that no one on the way
 * reads them, unless the way stays inside: on this machine, in a private network (RFC 1918, RFC 4193), or at a name
 * without a dot, which no public host has. Link-local addresses never (attack M-34).
 */
export function webhookAddressFault(typed: string): WebhookAddressFault | null {
  if (!parseLaunchUrl(typed).ok || typed.includes('#')) return 'shape';
  const { hostname, protocol } = new URL(typed);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isLinkLocal(host)) return 'link-local';
  return protocol === 'https:' || isInside(host) ? null : 'not-https';
}

const INSIDE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)\d+(\.\d+){1,2}$|^::1$|^f[cd][0-9a-f]{2}:/i;

/** `host` as `URL` writes it: addresses are canonical, so that 0x7f.1 is 127.0.0.1. */
function isInside(host: string): boolean {
  return host === 'localhost' || INSIDE.test(host) || /^[a-z0-9-]+$/.test(host);
}
