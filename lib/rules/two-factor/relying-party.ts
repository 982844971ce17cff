import { isIP } from 'node:net';

/** Whom passkeys are made for: a host name (WebAuthn's RP ID), its name, and the one origin that may use them. */
export type RelyingParty = { id: string; name: string; origin: string };

/**
 * Returns whom passkeys are made for here; null where browsers make none: at an IP address, and without https unless the
 * host is localhost (WebAuthn Level 3 §5.1.3). Only the configured origin counts, never a header of the request. The
 * port is no part of an RP ID.
 */
export function relyingParty({ origin, appName }: { origin: string; appName: string }): RelyingParty | null {
  const { hostname, protocol } = new URL(origin);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isAddress || (protocol !== 'https:' && hostname !== 'localhost')) return null;
  return { id: hostname, name: appName, origin };
}
