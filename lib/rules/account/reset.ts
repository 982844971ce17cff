import { limits } from '../../config/limits.ts';

type Reset = { scheduledAt: Date; dueAt: Date };

/** Returns where a scheduled reset of a second factor stands. Due, it is executed within a week or not at all. */
export function resetStage({ dueAt }: Pick<Reset, 'dueAt'>, now: Date): 'waiting' | 'due' | 'over' {
  if (now < dueAt) return 'waiting';
  return now.getTime() - dueAt.getTime() < limits.resetOpenMs ? 'due' : 'over';
}

/**
 * Returns whether a use of a second factor cancels a reset: a user who has it hasn't lost it. Not a factor younger than
 * seven days when the reset was scheduled: a thief's own must not cancel the reset that was meant to remove it (attack
 *
 */
export function cancelsReset(factorSince: Date, { scheduledAt }: Pick<Reset, 'scheduledAt'>): boolean {
  return scheduledAt.getTime() - factorSince.getTime() >= limits.proofAgeMs;
}

/**
 * Returns whether the sign-in at `signedInAt` is the one that carried out the reset at `resetAt`, and still as fresh as
 * re-authentication has to be: its user has just shown the mailbox and the first factor, after an administrator said who
 * they are.
 */
export function isFreshFromReset(resetAt: Date, signedInAt: Date, now: Date): boolean {
  const gapMs = signedInAt.getTime() - resetAt.getTime();
  return gapMs >= 0 && gapMs < limits.signInOfResetMs && isFreshSignIn(signedInAt, now);
}

/** Returns whether a sign-in is as fresh as re-authentication has to be. */
export function isFreshSignIn(signedInAt: Date, now: Date): boolean {
  return now.getTime() - signedInAt.getTime() < limits.reauthenticationMaxAgeMs;
}
