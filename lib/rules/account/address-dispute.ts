import { type FactorAges, type UsedFactor, usedSince } from './factor-ages.ts';
import { isYoung } from './proof-age.ts';

/**
 * Returns whether an undo asks for the second factor: `needed` where an authenticator or a passkey is older than the
 * change and than a week, `helps` where only the one-time passwords are. A younger one may be the thief's, and is never
 * asked for.
 */
export function codeNeed(
  { apps, passkeys, codes }: FactorAges,
  disputedAt: Date,
  now: Date,
): 'needed' | 'helps' | 'none' {
  if ([...apps, ...passkeys].some(({ since }) => isOld(since, disputedAt, now))) return 'needed';
  return isOld(codes, disputedAt, now) ? 'helps' : 'none';
}

/**
 * Returns whether a right code or passkey counts here as the second factor: one of a factor that is itself old, or one that an administrator read out.
 * An authenticator added yesterday beside the owner's does not.
 */
export function countsInDispute(used: UsedFactor, ages: FactorAges, disputedAt: Date, now: Date): boolean {
  return used.method === 'bypass-code' || isOld(usedSince(used, ages), disputedAt, now);
}

function isOld(since: Date | null, disputedAt: Date, now: Date): boolean {
  return since !== null && since < disputedAt && !isYoung(since, now);
}
