import { isIP } from 'node:net';

/** Whom passkeys are made for: a host name (WebAuthn's RP ID), its name, and the one origin that may use them. */
export type RelyingParty = { id: string; name: string; origin: string };

/** What the administrator has set about passkeys. `rpId`: a parent of the host that stands for it; null: the host. */
export type PasskeySettings = { isOn: boolean; rpId: string | null };

/** Why there are no passkeys here: turned off, or browsers make none at such an address (WebAuthn Level 3 §5.1.3). */
export type NoPasskeys = 'turned-off' | 'ip-address' | 'not-https';

/** Returns why this site has no passkeys; null where it has. Only the configured origin counts, never a header. */
export function whyNoPasskeys(settings: { origin: string; passkeys: PasskeySettings }): NoPasskeys | null {
  const { hostname, protocol } = new URL(settings.origin);
  if (!settings.passkeys.isOn) return 'turned-off';
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return 'ip-address';
  return protocol !== 'https:' && hostname !== 'localhost' ? 'not-https' : null;
}

/**
 * Returns the RP ID of this site, with passkeys turned on or off: the host name that a passkey belongs to for good. The
 * port is no part of it.
 */
export function rpIdOf({ origin, passkeys }: { origin: string; passkeys: PasskeySettings }): string {
  return passkeys.rpId ?? new URL(origin).hostname;
}

/** Returns whom passkeys are made for here; null where there are none (whyNoPasskeys). */
export function relyingParty(settings: {
  origin: string;
  appName: string;
  passkeys: PasskeySettings;
}): RelyingParty | null {
  if (whyNoPasskeys(settings)) return null;
  return { id: rpIdOf(settings), name: settings.appName, origin: settings.origin };
}

/**
 * Returns the passkeys and security keys that can be used at this address: those made for its RP ID, and none while
 * there are no passkeys here. The others guard nothing and open nothing.
 */
export function usableHere<Key extends { rpId: string }>(
  settings: Parameters<typeof relyingParty>[0],
  keys: readonly Key[],
): Key[] {
  const here = relyingParty(settings)?.id;
  return keys.filter(({ rpId }) => rpId === here);
}

/** Returns whether browsers would let a host use this RP ID: it's the host itself, or a parent of it. */
export function isHostOrParent(rpId: string, hostname: string): boolean {
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
}

const REGISTRIES = /^(ac|co|com|edu|gob|gov|go|ltd|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/;
const HOSTERS = new Set(
  'azurewebsites.net cloudfront.net firebaseapp.com fly.dev github.io gitlab.io herokuapp.com netlify.app ngrok-free.app ngrok.io onrender.com pages.dev run.app trycloudflare.com vercel.app web.app workers.dev'.split(
    ' ',
  ),
);

/**
 * Returns whether strangers have hosts below this name, as below `com`, `co.uk` and `vercel.app`. Knows the usual ones
 * only: the whole list (publicsuffix.org) is in every browser, which refuses to make a passkey for one. So nothing
 * depends on this but how soon an administrator is told.
 */
export function isPublicSuffix(name: string): boolean {
  return !name.includes('.') || REGISTRIES.test(name) || HOSTERS.has(name);
}
