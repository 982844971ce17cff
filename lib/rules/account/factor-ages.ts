import type { SecondFactor } from '../sign-in/authentication-methods.ts';

/** Since when each of an account's factors has been what it is. */
export type FactorAges = {
  apps: readonly { id: string; since: Date }[];
  passkeys: readonly { id: string; since: Date }[];
  codes: Date | null;
};

/** A second factor that was used: whose code it was, or which passkey. */
export type UsedFactor = { method: SecondFactor; authenticatorId?: string; passkey?: { id: string } };

/**
 * Returns since when a passkey or security key counts as a second factor: since it was added, but not before two-factor
 * was turned on.
 */
export function passkeySince(addedAt: Date, twoFactorSince: Date): Date {
  return addedAt > twoFactorSince ? addedAt : twoFactorSince;
}

/** Returns since when the factor that was used has been what it is; null for a bypass code, which has no age. */
export function usedSince({ method, authenticatorId, passkey }: UsedFactor, ages: FactorAges): Date | null {
  const { apps, passkeys, codes } = ages;
  if (passkey) return passkeys.find(({ id }) => id === passkey.id)?.since ?? null;
  if (method === 'totp') return apps.find(({ id }) => id === authenticatorId)?.since ?? null;
  return method === 'recovery-code' ? codes : null;
}

/**
 * Returns which factors the user of `used` surely holds: that one, and what is no older. An older authenticator may be
 * someone else's: a thief who added one must not count the owner's as a proof of theirs. One-time passwords go with
 * whatever code was used, and it with them. A passkey shows itself, and what is no older; one that wasn't shown may be
 * anyone's.
 */
export function heldWith(used: UsedFactor | null, ages: FactorAges): { own: Date[]; others: Date[] } {
  const codes = ages.codes ? [ages.codes] : [];
  const all = ages.apps.map(({ since }) => since);
  const unused = ages.passkeys.filter(({ id }) => id !== used?.passkey?.id).map((passkey) => passkey.since);
  if (!used) return { own: [], others: [...all, ...unused, ...codes] };
  const since = used.method === 'totp' || used.passkey ? usedSince(used, ages) : null;
  if (used.passkey) {
    const rest = [...all, ...unused, ...codes];
    if (!since) return { own: [], others: rest };
    return { own: [since, ...rest.filter((one) => one >= since)], others: rest.filter((one) => one < since) };
  }
  const isOwn = (app: Date) => since === null || app >= since;
  return { own: [...all.filter(isOwn), ...codes], others: [...all.filter((app) => !isOwn(app)), ...unused] };
}
