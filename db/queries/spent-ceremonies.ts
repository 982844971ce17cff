import { lte } from 'drizzle-orm';
import type { Db } from '../store.ts';

/** Marks the challenge of a passkey as used. No row comes back where it was used before: of several only one counts. */
export function spendCeremony(
  { sql, tables: { spentCeremonies } }: Db,
  spent: { challengeHash: string; expiresAt: Date },
) {
  return sql
    .insert(spentCeremonies)
    .values(spent)
    .onConflictDoNothing()
    .returning({ challengeHash: spentCeremonies.challengeHash });
}

export function deleteExpiredCeremonies({ sql, tables: { spentCeremonies } }: Db, now: Date) {
  return sql
    .delete(spentCeremonies)
    .where(lte(spentCeremonies.expiresAt, now))
    .returning({ challengeHash: spentCeremonies.challengeHash });
}
