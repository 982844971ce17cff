import type { Role } from '../account/role.ts';
import { daysLeft, type TwoFactorPolicy, twoFactorRequirement } from './two-factor-policy.ts';

/** How a user stands with two-factor, as administrators read it in one word. */
export type TwoFactorStatus =
  | { name: 'disabled' | 'locked-down' | 'app' | 'app-disabled' | 'overdue' | 'off' }
  | { name: 'due'; days: number };

type User = {
  role: Role;
  createdAt: Date;
  disabledAt: Date | null;
  lockedDownAt: Date | null;
  twoFactorSince: Date | null;
  authenticatorDisabledAt: Date | null;
};

/** An account that nobody can sign in to comes first: its second factor guards nothing that could be opened. */
export function twoFactorStatus(policy: TwoFactorPolicy, user: User, now: Date): TwoFactorStatus {
  if (user.disabledAt) return { name: 'disabled' };
  if (user.lockedDownAt) return { name: 'locked-down' };
  if (user.twoFactorSince) return { name: user.authenticatorDisabledAt ? 'app-disabled' : 'app' };
  const requirement = twoFactorRequirement(policy, user, now);
  if (!requirement) return { name: 'off' };
  return requirement.isOverdue ? { name: 'overdue' } : { name: 'due', days: daysLeft(requirement, now) };
}
