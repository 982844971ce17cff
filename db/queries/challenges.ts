import { and, eq, gt, lt, lte, sql as raw } from 'drizzle-orm';
import type { FirstFactor } from '../../lib/rules/sign-in/authentication-methods.ts';
import { type Params, prepared } from '../prepared.ts';
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

const insert = prepared(({ sql, tables: { challenges: row } }, value: Params<Challenge>) =>
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

export function insertChallenge(db: Db, challenge: Challenge) {
  return insert(db, challenge);
}

type Live = { secretHash: string; now: Date };

const isLive = ({ tables: { challenges } }: Db, value: Params<Live>) =>
  and(eq(challenges.secretHash, value('secretHash')), gt(challenges.expiresAt, value('now', challenges.expiresAt)));

const selectLive = prepared((db, value: Params<Live>) => {
  const { challenges, users } = db.tables;
  return db.sql
    .select({ challenge: challenges, email: users.email })
    .from(challenges)
    .innerJoin(users, eq(users.id, challenges.userId))
    .where(isLive(db, value));
});

const updateAttempts = prepared((db, value: Params<Live & { allowed: number }>) => {
  const { challenges } = db.tables;
  return db.sql
    .update(challenges)
    .set({ attempts: raw`${challenges.attempts} + 1` })
    .where(and(isLive(db, value as Params<Live>), lt(challenges.attempts, value('allowed'))))
    .returning({ attempts: challenges.attempts });
});

const deleteLive = prepared((db, value: Params<Live>) => {
  const { challenges } = db.tables;
  return db.sql
    .delete(challenges)
    .where(isLive(db, value))
    .returning({ userId: challenges.userId, firstFactor: challenges.firstFactor, returnTo: challenges.returnTo });
});

const deleteExpired = prepared(({ sql, tables: { challenges } }, value: Params<{ now: Date }>) =>
  sql
    .delete(challenges)
    .where(lte(challenges.expiresAt, value('now', challenges.expiresAt)))
    .returning({ userId: challenges.userId }),
);

/** A live challenge with the person it belongs to. The subject always comes from here, never from a form. */
export async function findChallenge(db: Db, secretHash: string, now: Date) {
  const [row] = await selectLive(db, { secretHash, now });
  return row ?? null;
}

/** Takes one of the tries of a live challenge; no row comes back when there is none left. */
export function claimChallengeAttempt(db: Db, secretHash: string, allowed: number, now: Date) {
  return updateAttempts(db, { secretHash, allowed, now });
}

/** Ends a live challenge; only one caller gets the row. */
export function consumeChallenge(db: Db, secretHash: string, now: Date) {
  return deleteLive(db, { secretHash, now });
}

export function deleteChallenge({ sql, tables: { challenges } }: Db, secretHash: string) {
  return sql.delete(challenges).where(eq(challenges.secretHash, secretHash)).returning({ userId: challenges.userId });
}

/** Ends the sign-ins of a person that wait for their second factor: all, or those that began with one first factor. */
export function deleteChallengesOf({ sql, tables: { challenges } }: Db, userId: string, firstFactor?: FirstFactor) {
  return sql
    .delete(challenges)
    .where(and(eq(challenges.userId, userId), firstFactor && eq(challenges.firstFactor, firstFactor)))
    .returning({ userId: challenges.userId });
}

export function deleteExpiredChallenges(db: Db, now: Date) {
  return deleteExpired(db, { now });
}
