import { and, asc, eq, gt, isNull, ne, or } from 'drizzle-orm';
import { first, prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type RecoverySet = { userId: string; salt: string; generation: number; createdAt: Date };
export type RecoveryCode = {
  userId: string;
  number: number;
  hash: string;
  usedAt: Date | null;
  /** Set on the bypass code alone (`bypassNumber`). */
  expiresAt: Date | null;
};

/** The number of an administrator's bypass code beside the ten of a set. */
export const bypassNumber = 0;

/** Returns the set of one-time passwords as rows, for use inside a transaction. */
export const selectRecoverySet = prepared(['userId'], ({ sql, tables: { recoverySets } }, value) =>
  sql
    .select()
    .from(recoverySets)
    .where(eq(recoverySets.userId, value('userId'))),
);
export const findRecoverySet = first(selectRecoverySet);

/** Returns the ten codes of a set. */
export const listRecoveryCodes = prepared(['userId'], ({ sql, tables: { recoveryCodes: row } }, value) =>
  sql
    .select()
    .from(row)
    .where(and(eq(row.userId, value('userId')), ne(row.number, bypassNumber)))
    .orderBy(asc(row.number)),
);

/** Returns what may be tried as a one-time password: the ten, and a bypass code. */
export function listSpendableCodes({ sql, tables: { recoveryCodes: row } }: Db, userId: string) {
  return sql.select().from(row).where(eq(row.userId, userId)).orderBy(asc(row.number));
}

/** Replaces the bypass code. */
export function putBypassCode({ sql, tables: { recoveryCodes: row } }: Db, code: Omit<RecoveryCode, 'number'>) {
  const { hash, expiresAt } = code;
  return sql
    .insert(row)
    .values({ ...code, number: bypassNumber })
    .onConflictDoUpdate({ target: [row.userId, row.number], set: { hash, expiresAt, usedAt: null } })
    .returning({ number: row.number });
}

export function insertRecoverySet({ sql, tables: { recoverySets } }: Db, set: RecoverySet) {
  return sql.insert(recoverySets).values(set).returning({ userId: recoverySets.userId });
}

export function insertRecoveryCodes({ sql, tables: { recoveryCodes } }: Db, codes: RecoveryCode[]) {
  return sql.insert(recoveryCodes).values(codes).returning({ number: recoveryCodes.number });
}

/**
 * Spends a code, once: only one caller gets the row. The hash is part of the condition, so that a code of a set
 * replaced in between can't spend its successor's number.
 */
export function consumeRecoveryCode(
  { sql, tables: { recoveryCodes: row } }: Db,
  code: Pick<RecoveryCode, 'userId' | 'number' | 'hash'>,
  now: Date,
) {
  return sql
    .update(row)
    .set({ usedAt: now })
    .where(
      and(
        eq(row.userId, code.userId),
        eq(row.number, code.number),
        eq(row.hash, code.hash),
        isNull(row.usedAt),
        or(isNull(row.expiresAt), gt(row.expiresAt, now)),
      ),
    )
    .returning({ number: row.number });
}

export function deleteRecoverySet({ sql, tables: { recoverySets } }: Db, userId: string) {
  return sql
    .delete(recoverySets)
    .where(eq(recoverySets.userId, userId))
    .returning({ generation: recoverySets.generation });
}

/** Deletes the ten of a set. A bypass code stays, and the set with its salt, which hashes the bypass code. */
export function deleteOneTimePasswords({ sql, tables: { recoveryCodes: row } }: Db, userId: string) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), ne(row.number, bypassNumber)))
    .returning({ number: row.number });
}

export function deleteBypassCode({ sql, tables: { recoveryCodes: row } }: Db, userId: string) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), eq(row.number, bypassNumber)))
    .returning({ number: row.number });
}

export function deleteRecoveryCodes({ sql, tables: { recoveryCodes } }: Db, userId: string) {
  return sql.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).returning({ number: recoveryCodes.number });
}
