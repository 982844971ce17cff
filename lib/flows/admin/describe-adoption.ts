import { countAdoption, countPasskeyAdoption, countUsersWithoutTwoFactor } from '../../../db/queries/user-counts.ts';
import { addMs } from '../../clock.ts';
import { DAY_MS, limits } from '../../config/limits.ts';
import { sinceFirst } from '../../rules/two-factor/adoption-weeks.ts';
import { overdueCreation } from '../../rules/two-factor/two-factor-policy.ts';
import type { Context } from '../context.ts';

const WEEKS = 12;
const WEEK_MS = 7 * DAY_MS;

export type AdoptionWeek = { day: Date; users: number; protectedUsers: number; passkeyUsers: number };
/** `overdue`: how many should have two-factor by now and don't; null where counting them would take too long. */
export type Adoption = { weeks: AdoptionWeek[]; overdue: number | null };

/**
 * Returns how many of today's accounts there were, and how many of them had two-factor on or a passkey, week by week
 * until now.
 */
export async function describeAdoption({ db, now, settings }: Context): Promise<Adoption> {
  const days = Array.from({ length: WEEKS }, (_, index) => addMs(now, -WEEK_MS * (WEEKS - 1 - index)));
  const passkeyUsers = await countPasskeyAdoption(db, days);
  const counted = (await countAdoption(db, days)).map((week, index) => ({
    ...week,
    passkeyUsers: passkeyUsers[index] ?? 0,
  }));
  const weeks = sinceFirst(counted);
  const isMany = (weeks.at(-1)?.users ?? 0) > limits.usersCounted;
  return { weeks, overdue: isMany ? null : await countOverdue({ db, now, settings }) };
}

async function countOverdue({ db, now, settings }: Pick<Context, 'db' | 'now' | 'settings'>): Promise<number> {
  const createdBefore = overdueCreation(settings.twoFactorPolicy, now);
  if (!createdBefore) return 0;
  const isAdmin = settings.twoFactorPolicy.requiredFor === 'admins';
  return countUsersWithoutTwoFactor(db, { createdBefore, isAdmin });
}
