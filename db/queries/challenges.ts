import { and, eq, gt, lt, lte, sql as raw } from 'drizzle-orm';
import type { FirstFactor } from '../../lib/rules/sign-in/authentication-methods.ts';
import { first, type Params, prepared, preparedRow } from '../prepared.ts';
import type { Db } from '../store.ts';

export type Challenge = {
  secretHash: string;
  userId: string;
  firstFactor: FirstFactor;
  passwordFingerprint: string | null;
  returnTo: string;
  attempts: number;
  createdAt: Date;
  expiresAt: Date;
};

export const insertChallenge = preparedRow(({ sql, tables: { challenges: row } }, value: Params<Challenge>) =>
  sql
    .insert(row)
    .values({
      secretHash: value('secretHash'),
      userId: value('userId'),
      firstFactor: value('firstFactor'),
      passwordFingerprint: value('passwordFingerprint'),
      returnTo: value('returnTo'),
      attempts: value('attempts'),
      createdAt: value('createdAt', row.createdAt),
      expiresAt: value('expiresAt', row.expiresAt),
    })
    .returning({ secretHash: row.secretHash }),
);

type Live = { secretHash: string; now: Date };

const isLive = ({ tables: { challenges } }: Db, value: Params<Live>) =>
  and(eq(challenges.secretHash, value('secretHash')), gt(challenges.expiresAt, value('now', challenges.expiresAt)));

/** Returns a live challenge with its user's email. The subject always comes from here, never from a form. */
export const findChallenge = first(
  prepared(['secretHash', 'now'], (db, value) => {
    const { challenges, users } = db.tables;
    return db.sql
      .select({ challenge: challenges, email: users.email })
      .from(challenges)
      .innerJoin(users, eq(users.id, challenges.userId))
      .where(isLive(db, value));
  }),
);

/** Takes one of the tries of a live challenge; no row comes back when there is none left. */
export const claimChallengeAttempt = prepared(['secretHash', 'allowed', 'now'], (db, value) => {
  const { challenges } = db.tables;
  return db.sql
    .update(challenges)
    .set({ attempts: raw`${challenges.attempts} + 1` })
    .where(and(isLive(db, value), lt(challenges.attempts, value('allowed'))))
    .returning({ attempts: challenges.attempts });
});

/** Ends a live challenge; only one caller gets the row. */
export const consumeChallenge = prepared(['secretHash', 'now'], (db, value) => {
  const { challenges } = db.tables;
  return db.sql
    .delete(challenges)
    .where(isLive(db, value))
    .returning({ userId: challenges.userId, firstFactor: challenges.firstFactor, returnTo: challenges.returnTo });
});

export const deleteExpiredChallenges = prepared(['now'], ({ sql, tables: { challenges } }, value) =>
  sql
    .delete(challenges)
    .where(lte(challenges.expiresAt, value('now', challenges.expiresAt)))
    .returning({ userId: challenges.userId }),
);

export function deleteChallenge({ sql, tables: { challenges } }: Db, secretHash: string) {
  return sql.delete(challenges).where(eq(challenges.secretHash, secretHash)).returning({ userId: challenges.userId });
}

/** Ends a user's sign-ins that wait for their second factor: all, or those that began with one first factor. */
export function deleteChallengesOf({ sql, tables: { challenges } }: Db, userId: string, firstFactor?: FirstFactor) {
  return sql
    .delete(challenges)
    .where(and(eq(challenges.userId, userId), firstFactor && eq(challenges.firstFactor, firstFactor)))
    .returning({ userId: challenges.userId });
}
