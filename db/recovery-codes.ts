import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from './store.ts';

export type RecoverySet = { userId: string; salt: string; edition: number; createdAt: Date };
export type RecoveryCode = { userId: string; number: number; hash: string; usedAt: Date | null };

export async function findRecoverySet(
  { sql, tables: { recoverySets } }: Db,
  userId: string,
): Promise<RecoverySet | null> {
  const [row] = await sql.select().from(recoverySets).where(eq(recoverySets.userId, userId));
  return row ?? null;
}

export function listRecoveryCodes({ sql, tables: { recoveryCodes } }: Db, userId: string) {
  return sql.select().from(recoveryCodes).where(eq(recoveryCodes.userId, userId)).orderBy(asc(recoveryCodes.number));
}

export function insertRecoverySet({ sql, tables: { recoverySets } }: Db, set: RecoverySet) {
  return sql.insert(recoverySets).values(set).returning({ userId: recoverySets.userId });
}

export function insertRecoveryCodes({ sql, tables: { recoveryCodes } }: Db, codes: RecoveryCode[]) {
  return sql.insert(recoveryCodes).values(codes).returning({ number: recoveryCodes.number });
}

/**
 * Spends a code, once: only one caller gets the row. The hash is part of the condition, so that a code of
 * a set that was replaced in between cannot spend its successor's number.
 */
export function consumeRecoveryCode(
  { sql, tables: { recoveryCodes: row } }: Db,
  code: Pick<RecoveryCode, 'userId' | 'number' | 'hash'>,
  now: Date,
) {
  return sql
    .update(row)
    .set({ usedAt: now })
    .where(and(eq(row.userId, code.userId), eq(row.number, code.number), eq(row.hash, code.hash), isNull(row.usedAt)))
    .returning({ number: row.number });
}

export function deleteRecoverySet({ sql, tables: { recoverySets } }: Db, userId: string) {
  return sql.delete(recoverySets).where(eq(recoverySets.userId, userId)).returning({ edition: recoverySets.edition });
}

export function deleteRecoveryCodes({ sql, tables: { recoveryCodes } }: Db, userId: string) {
  return sql.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).returning({ number: recoveryCodes.number });
}
