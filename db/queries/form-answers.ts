import { eq, lte } from 'drizzle-orm';
import { first, type Params, prepared, preparedRow } from '../prepared.ts';
import type { Db } from '../store.ts';

/** `sealed` is null while the form is being processed. */
type FormAnswerRow = { keyHash: string; sealed: string | null; expiresAt: Date };

/** Claims a form that is about to be processed; no row comes back when another copy of it came first. */
export const claimFormAnswer = preparedRow(
  ({ sql, tables: { formAnswers: row } }, value: Params<Omit<FormAnswerRow, 'sealed'>>) =>
    sql
      .insert(row)
      .values({ keyHash: value('keyHash'), sealed: null, expiresAt: value('expiresAt', row.expiresAt) })
      .onConflictDoNothing()
      .returning({ keyHash: row.keyHash }),
);

/** Stores the answer, in place of the claim or of an earlier answer. */
export const keepFormAnswer = preparedRow(({ sql, tables: { formAnswers: row } }, value: Params<FormAnswerRow>) => {
  const answer = { sealed: value('sealed'), expiresAt: value('expiresAt', row.expiresAt) };
  return sql
    .insert(row)
    .values({ keyHash: value('keyHash'), ...answer })
    .onConflictDoUpdate({ target: row.keyHash, set: answer })
    .returning({ keyHash: row.keyHash });
});

/** Returns the claim or the answer of a form, whatever its age; null when there is none. */
export const findFormAnswer = first(
  prepared(['keyHash'], ({ sql, tables: { formAnswers: row } }, value) =>
    sql
      .select({ sealed: row.sealed, expiresAt: row.expiresAt })
      .from(row)
      .where(eq(row.keyHash, value('keyHash'))),
  ),
);

export function deleteFormAnswer({ sql, tables: { formAnswers } }: Db, keyHash: string) {
  return sql.delete(formAnswers).where(eq(formAnswers.keyHash, keyHash)).returning({ keyHash: formAnswers.keyHash });
}

export function deleteExpiredFormAnswers({ sql, tables: { formAnswers } }: Db, now: Date) {
  return sql.delete(formAnswers).where(lte(formAnswers.expiresAt, now)).returning({ keyHash: formAnswers.keyHash });
}
