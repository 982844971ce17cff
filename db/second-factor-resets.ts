import { eq } from 'drizzle-orm';
import { compile, type Place } from './compiled.ts';
import type { Db } from './store.ts';

export type SecondFactorReset = {
  userId: string;
  orderedBy: string;
  orderedAt: Date;
  dueAt: Date;
  announcedAt: Date | null;
};

/** Orders the reset unless one is ordered; no row comes back then. */
export function insertReset(
  { sql, tables: { secondFactorResets: row } }: Db,
  reset: Omit<SecondFactorReset, 'announcedAt'>,
) {
  return sql.insert(row).values(reset).onConflictDoNothing().returning({ userId: row.userId });
}

const selectOf = compile(({ sql, tables: { secondFactorResets: row } }, value: Place<{ userId: string }>) =>
  sql
    .select()
    .from(row)
    .where(eq(row.userId, value('userId'))),
);
const deleteOf = compile(({ sql, tables: { secondFactorResets: row } }, value: Place<{ userId: string }>) =>
  sql
    .delete(row)
    .where(eq(row.userId, value('userId')))
    .returning({ orderedBy: row.orderedBy }),
);

export async function findReset(db: Db, userId: string): Promise<SecondFactorReset | null> {
  const [found] = await selectOf(db, { userId });
  return found ?? null;
}

/** Takes the order back, or marks it as carried out: only one caller gets the row. */
export function deleteReset(db: Db, userId: string) {
  return deleteOf(db, { userId });
}
