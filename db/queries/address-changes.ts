import { and, asc, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Db } from '../store.ts';

/** One change of an account's address. The history of an account is kept as long as its events. */
export type AddressChange = {
  id: string;
  userId: string;
  fromEmail: string;
  toEmail: string;
  /** Since when the account had the former address. */
  fromSince: Date;
  changedAt: Date;
  undoDueAt: Date | null;
  undoneAt: Date | null;
  /** `link`, `session`, `objection`, an administrator's id or `command:NAME`. */
  undoneBy: string | null;
  settledAt: Date | null;
};

export function insertChange(
  { sql, tables: { addressChanges } }: Db,
  change: Pick<AddressChange, 'id' | 'userId' | 'fromEmail' | 'toEmail' | 'fromSince' | 'changedAt'>,
) {
  return sql.insert(addressChanges).values(change).returning({ id: addressChanges.id });
}

/** Returns every change that an account ever had, as rows, the oldest first. Undone ones are among them. */
export function selectChanges({ sql, tables: { addressChanges: row } }: Db, userId: string) {
  return sql.select().from(row).where(eq(row.userId, userId)).orderBy(asc(row.changedAt), asc(row.id));
}

/** Returns every change from or to an address, of all accounts, as rows. */
export function selectChangesOfAddress({ sql, tables: { addressChanges: row } }: Db, email: string) {
  return sql
    .select()
    .from(row)
    .where(or(eq(row.fromEmail, email), eq(row.toEmail, email)));
}

/** Returns which of these addresses an account ever left or took, as rows. */
export function selectAddressesWithHistory({ sql, tables: { addressChanges: row } }: Db, emails: readonly string[]) {
  const left = sql
    .select({ email: row.fromEmail })
    .from(row)
    .where(inArray(row.fromEmail, [...emails]));
  return left.union(
    sql
      .select({ email: row.toEmail })
      .from(row)
      .where(inArray(row.toEmail, [...emails])),
  );
}

/** Records what became of changes. */
export function markChanges(
  { sql, tables: { addressChanges: row } }: Db,
  ids: readonly string[],
  mark: Partial<Pick<AddressChange, 'undoDueAt' | 'undoneAt' | 'undoneBy' | 'settledAt'>>,
) {
  return sql
    .update(row)
    .set(mark)
    .where(inArray(row.id, [...ids]))
    .returning({ id: row.id });
}

/** Returns the accounts in which a waiting undo is due. */
export async function listDueUndos({ sql, tables: { addressChanges: row } }: Db, now: Date): Promise<string[]> {
  const due = await sql
    .select({ userId: row.userId })
    .from(row)
    .where(and(lte(row.undoDueAt, now), isNull(row.undoneAt)))
    .limit(1000);
  return [...new Set(due.map(({ userId }) => userId))];
}
