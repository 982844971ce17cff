import { and, eq, gt, lt, lte, sql as raw } from 'drizzle-orm';
import type { FirstFactor } from '../lib/rules/methods.ts';
import type { Db } from './store.ts';

export type Challenge = {
  secretHash: string;
  userId: string;
  firstFactor: FirstFactor;
  passwordStamp: string | null;
  returnTo: string;
  attempts: number;
  createdAt: Date;
  expiresAt: Date;
};

export function insertChallenge({ sql, tables: { challenges } }: Db, challenge: Challenge) {
  return sql.insert(challenges).values(challenge).returning({ secretHash: challenges.secretHash });
}

/** A live challenge with the person it belongs to. The subject always comes from here, never from a form. */
export async function findChallenge({ sql, tables: { challenges, users } }: Db, secretHash: string, now: Date) {
  const [row] = await sql
    .select({ challenge: challenges, email: users.email })
    .from(challenges)
    .innerJoin(users, eq(users.id, challenges.userId))
    .where(and(eq(challenges.secretHash, secretHash), gt(challenges.expiresAt, now)));
  return row ?? null;
}

/** Takes one of the tries of a live challenge; no row comes back when there is none left. */
export function claimChallengeAttempt(
  { sql, tables: { challenges } }: Db,
  secretHash: string,
  allowed: number,
  now: Date,
) {
  return sql
    .update(challenges)
    .set({ attempts: raw`${challenges.attempts} + 1` })
    .where(and(eq(challenges.secretHash, secretHash), lt(challenges.attempts, allowed), gt(challenges.expiresAt, now)))
    .returning({ attempts: challenges.attempts });
}

/** Ends a live challenge; only one caller gets the row. */
export function consumeChallenge({ sql, tables: { challenges } }: Db, secretHash: string, now: Date) {
  return sql
    .delete(challenges)
    .where(and(eq(challenges.secretHash, secretHash), gt(challenges.expiresAt, now)))
    .returning({ userId: challenges.userId, firstFactor: challenges.firstFactor, returnTo: challenges.returnTo });
}

export function deleteChallenge({ sql, tables: { challenges } }: Db, secretHash: string) {
  return sql.delete(challenges).where(eq(challenges.secretHash, secretHash)).returning({ userId: challenges.userId });
}

export function deleteChallengesOf({ sql, tables: { challenges } }: Db, userId: string) {
  return sql.delete(challenges).where(eq(challenges.userId, userId)).returning({ userId: challenges.userId });
}

export function deleteExpiredChallenges({ sql, tables: { challenges } }: Db, now: Date) {
  return sql.delete(challenges).where(lte(challenges.expiresAt, now)).returning({ userId: challenges.userId });
}
