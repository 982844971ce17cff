import type { SecondFactor } from '../sign-in/authentication-methods.ts';
import { isYoung } from './proof-age.ts';

/** Since when the app of an account, and its set of one-time passwords, have been what they are; null for none. */
export type FactorAges = { app: Date | null; codes: Date | null };

/**
 * Whether the page of an undo asks for a code: `needed` where an authenticator stands that is older than the change and
 * than a week, `helps` where only the one-time passwords are. A younger one may be the thief's, and is never asked for.
 */
export function codeNeed({ app, codes }: FactorAges, disputedAt: Date, now: Date): 'needed' | 'helps' | 'none' {
  if (isOld(app, disputedAt, now)) return 'needed';
  return isOld(codes, disputedAt, now) ? 'helps' : 'none';
}

/** Whether a code that was right counts here: that of an old factor, and what an administrator read out. */
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
