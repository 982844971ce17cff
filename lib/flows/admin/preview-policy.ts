import { countUsersWithoutTwoFactor } from '../../../db/queries/user-counts.ts';
import { addMs } from '../../clock.ts';
import { overdueCreation, type TwoFactorPolicy } from '../../rules/two-factor/two-factor-policy.ts';
import type { Context } from '../context.ts';

/** A policy that isn't in force, and the day that is asked about. */
export type ProposedPolicy = TwoFactorPolicy & { requiredFor: 'admins' | 'everyone' };
/** `missing`: who would have to set two-factor up; `overdue`: of them, whose time would be over on that day. */
export type PolicyPreview = { missing: number; overdue: number };

/** Returns what a policy would ask of today's people, by the rules that would apply to each. Changes nothing. */
export async function previewPolicy(
  { db, now }: Pick<Context, 'db' | 'now'>,
  policy: ProposedPolicy,
  on: Date,
): Promise<PolicyPreview> {
  const isAdmin = policy.requiredFor === 'admins';
  const missing = await countUsersWithoutTwoFactor(db, { createdBefore: now, isAdmin });
  const createdBefore = overdueCreation(policy, on);
  const overdue = createdBefore ? await countUsersWithoutTwoFactor(db, { createdBefore, isAdmin }) : 0;
  return { missing, overdue: Math.min(overdue, missing) };
}

/** Returns the day on which the time of today's people is over, where no other one is asked about. */
export function lastDay({ from, graceMs }: TwoFactorPolicy, now: Date): Date {
  return from ? addMs(from, graceMs) : now;
}
