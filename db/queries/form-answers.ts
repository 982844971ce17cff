import { eq, lte } from 'drizzle-orm';
import type { Db } from '../store.ts';

/** Claims a form that is about to be processed; no row comes back when another copy of it came first. */
export function claimFormAnswer({ sql, tables: { formAnswers } }: Db, keyHash: string, expiresAt: Date) {
  return sql
    .insert(formAnswers)
    .values({ keyHash, sealed: null, expiresAt })
    .onConflictDoNothing()
    .returning({ keyHash: formAnswers.keyHash });
}

/** Stores the answer, in place of the claim or of an earlier answer. */
export function keepFormAnswer(
  { sql, tables: { formAnswers } }: Db,
  row: { keyHash: string; sealed: string; expiresAt: Date },
) {
  return sql
    .insert(formAnswers)
    .values(row)
    .onConflictDoUpdate({ target: formAnswers.keyHash, set: { sealed: row.sealed, expiresAt: row.expiresAt } })
    .returning({ keyHash: formAnswers.keyHash });
}

/** Returns the claim or the answer of a form, whatever its age; null when there is none. */
export async function findFormAnswer(
  { sql, tables: { formAnswers } }: Db,
  keyHash: string,
): Promise<{ sealed: string | null; expiresAt: Date } | null> {
  const [row] = await sql
    .select({ sealed: formAnswers.sealed, expiresAt: formAnswers.expiresAt })
    .from(formAnswers)
    .where(eq(formAnswers.keyHash, keyHash));
  return row ?? null;
}

export function deleteFormAnswer({ sql, tables: { formAnswers } }: Db, keyHash: string) {
  return sql.delete(formAnswers).where(eq(formAnswers.keyHash, keyHash)).returning({ keyHash: formAnswers.keyHash });
}

export function deleteExpiredFormAnswers({ sql, tables: { formAnswers } }: Db, now: Date) {
  return sql.delete(formAnswers).where(lte(formAnswers.expiresAt, now)).returning({ keyHash: formAnswers.keyHash });
}
