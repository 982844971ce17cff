import { DAY_MS } from '../../config/limits.ts';
import type { Role } from '../account/role.ts';

/** Who must use two-factor, from which day (null: from the day each account was created), and the grace period. */
export type TwoFactorPolicy = {
  readonly requiredFor: 'optional' | 'admins' | 'everyone';
  readonly from: Date | null;
  readonly graceMs: number;
};
type PolicySubject = { role: Role; createdAt: Date };

/** Returns whether this user must have a second factor, sooner or later: then it can be moved, but not turned off. */
export function isTwoFactorRequired({ requiredFor }: TwoFactorPolicy, { role }: Pick<PolicySubject, 'role'>): boolean {
  return requiredFor === 'everyone' || (requiredFor === 'admins' && role === 'admin');
}

/**
 * Returns what is required of a user without a second factor: nothing (null), to set it up within `daysLeft` whole
 * days, or, from the deadline on, to set it up before anything else. The grace period never begins before the account.
 */
export function twoFactorRequirement(
  policy: TwoFactorPolicy,
  user: PolicySubject,
  now: Date,
): TwoFactorRequirement | null {
  if (!isTwoFactorRequired(policy, user)) return null;
  const begins = Math.max(policy.from?.getTime() ?? 0, user.createdAt.getTime());
  const deadline = new Date(begins + policy.graceMs);
  return { isOverdue: now >= deadline, deadline };
}

/**
 * Returns until when an account was created whose grace period is over; null where nobody's is. The same rule, for
 * counting many at once.
 */
export function overdueCreation({ requiredFor, from, graceMs }: TwoFactorPolicy, now: Date): Date | null {
  if (requiredFor === 'optional') return null;
  const latest = now.getTime() - graceMs;
  return latest < (from?.getTime() ?? 0) ? null : new Date(latest);
}

export type TwoFactorRequirement = { isOverdue: boolean; deadline: Date };

/** Returns days until the deadline, begun ones included: "1 day left" on the last day. */
export function daysLeft({ deadline }: TwoFactorRequirement, now: Date): number {
  return Math.max(0, Math.ceil((deadline.getTime() - now.getTime()) / DAY_MS));
}
