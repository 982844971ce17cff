import { and, eq, isNotNull, min, sql as raw } from 'drizzle-orm';
import { prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

/** Returns what decides whether sign-in asks for a second factor: the switch, and since when an authenticator is confirmed. */
export const selectTwoFactorSwitch = prepared(['userId'], ({ sql, tables: { users, authenticators } }, value) => {
  const confirmed = sql
    .select({ since: min(authenticators.confirmedAt) })
    .from(authenticators)
    .where(and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt)));
  return sql
    .select({
      twoFactorSince: users.twoFactorSince,
      confirmedSince: raw<Date | null>`(${confirmed})`.mapWith(authenticators.confirmedAt),
    })
    .from(users)
    .where(eq(users.id, value('userId')));
});

/** Turns two-factor on from then, or off with null. */
export function setTwoFactorSince({ sql, tables: { users } }: Db, id: string, twoFactorSince: Date | null) {
  return sql.update(users).set({ twoFactorSince }).where(eq(users.id, id)).returning({ id: users.id });
}
