import { limits } from '../../config/limits.ts';
import { isYoung } from './proof-age.ts';

/** A device cookie of an account. `createdAt` is null where an instance before 0.2 wrote the row. */
export type DeviceCookie = { tokenHash: string; createdAt: Date | null; lastUsedAt: Date };

/** Returns since when the account knows the browser. */
export function knownSince({ createdAt, lastUsedAt }: Pick<DeviceCookie, 'createdAt' | 'lastUsedAt'>): Date {
  return createdAt ?? lastUsedAt;
}

/** Returns whether the browser was used lately enough to be known at all. */
export function isStillKnown({ lastUsedAt }: Pick<DeviceCookie, 'lastUsedAt'>, now: Date): boolean {
  return now.getTime() - lastUsedAt.getTime() < limits.deviceCookieLifeMs;
}

/**
 * Returns the cookies that go when one more browser signs in: those unused for too long, and from a full list the
 * youngest. One that has been known for a week is never pushed out, however full the list: a thief who signs in from
 * many browsers must not erase the owner's proof (attack A-19).
 */
export function cookiesToForget(others: readonly DeviceCookie[], now: Date): string[] {
  const living = others.filter((cookie) => isStillKnown(cookie, now));
  const young = living
    .filter((cookie) => now.getTime() - knownSince(cookie).getTime() < limits.proofAgeMs)
    .toSorted((a, b) => knownSince(b).getTime() - knownSince(a).getTime());
  const tooMany = Math.max(0, living.length - (limits.deviceCookiesPerAccount - 1));
  const dead = others.filter((cookie) => !living.includes(cookie));
  return [...dead, ...young.slice(0, tooMany)].map(({ tokenHash }) => tokenHash);
}

/** Returns the cookies that are younger than a proof has to be, except that of the acting browser. */
export function youngCookies(cookies: readonly DeviceCookie[], own: string | null, now: Date): string[] {
  return cookies
    .filter((cookie) => isYoung(knownSince(cookie), now) && cookie.tokenHash !== own)
    .map(({ tokenHash }) => tokenHash);
}
