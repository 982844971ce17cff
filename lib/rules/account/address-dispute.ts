import type { SecondFactor } from '../sign-in/authentication-methods.ts';
import { isYoung } from './proof-age.ts';

/** Since when an account's app, and its set of one-time passwords, have been what they are; null for none. */
export type FactorAges = { app: Date | null; codes: Date | null };

/**
 * Returns whether the page of an undo asks for a code: `needed` where an authenticator is older than the change and
 * than a week, `helps` where only the one-time passwords are. A younger one may be the thief's, and is never asked for.
 */
export function codeNeed({ app, codes }: FactorAges, disputedAt: Date, now: Date): 'needed' | 'helps' | 'none' {
  if (isOld(app, disputedAt, now)) return 'needed';
  return isOld(codes, disputedAt, now) ? 'helps' : 'none';
}

/** Returns whether a right code counts here: an old factor's, and one that an administrator read out. */
export function countsInDispute(
  method: SecondFactor,
  { app, codes }: FactorAges,
  disputedAt: Date,
  now: Date,
): boolean {
  return method === 'bypass-code' || isOld(method === 'totp' ? app : codes, disputedAt, now);
}

function isOld(since: Date | null, disputedAt: Date, now: Date): boolean {
  return since !== null && since < disputedAt && !isYoung(since, now);
}
