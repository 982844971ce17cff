import { eq } from 'drizzle-orm';
import type { Db } from './store.ts';

export type SecondFactorReset = { userId: string; orderedAt: Date; dueAt: Date };

/** Orders the reset unless one is ordered; no row comes back then. */
export function insertReset({ sql, tables: { secondFactorResets: row } }: Db, reset: SecondFactorReset) {
  return sql.insert(row).values(reset).onConflictDoNothing().returning({ userId: row.userId });
}

export async function findReset(
  { sql, tables: { secondFactorResets: row } }: Db,
  userId: string,
): Promise<SecondFactorReset | null> {
  const [found] = await sql.select().from(row).where(eq(row.userId, userId));
  return found ?? null;
}

/** Takes the order back, or marks it as carried out: only one caller gets the row. */
export function deleteReset({ sql, tables: { secondFactorResets: row } }: Db, userId: string) {
  return sql.delete(row).where(eq(row.userId, userId)).returning({ dueAt: row.dueAt });
}
