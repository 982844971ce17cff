import { and, eq, gt, isNull, lte } from 'drizzle-orm';
import { first, prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type SecondFactorReset = {
  userId: string;
  scheduledBy: string;
  scheduledAt: Date;
  dueAt: Date;
  announcedAt: Date | null;
};

/** Schedules a reset unless one is scheduled; no row comes back then. */
export function insertReset(
  { sql, tables: { secondFactorResets: row } }: Db,
  reset: Omit<SecondFactorReset, 'announcedAt'>,
) {
  return sql.insert(row).values(reset).onConflictDoNothing().returning({ userId: row.userId });
}

/** Returns the reset of a user as rows, for use inside a transaction. */
export const selectReset = prepared(['userId'], ({ sql, tables: { secondFactorResets: row } }, value) =>
  sql
    .select()
    .from(row)
    .where(eq(row.userId, value('userId'))),
);

export const findReset = first(selectReset);

/** Writes `label` in place of the id of the administrator who scheduled resets. */
export function labelResetsOf({ sql, tables: { secondFactorResets: row } }: Db, scheduledBy: string, label: string) {
  return sql
    .update(row)
    .set({ scheduledBy: label })
    .where(eq(row.scheduledBy, scheduledBy))
    .returning({ userId: row.userId });
}

/** Cancels the reset: only one caller gets the row. */
export function deleteReset({ sql, tables: { secondFactorResets: row } }: Db, userId: string) {
  return sql.delete(row).where(eq(row.userId, userId)).returning({ scheduledBy: row.scheduledBy });
}

/**
 * Deletes a reset to execute it: only one that is due (one scheduled again a moment ago isn't) and that wasn't due
 * before `openSince`.
 */
export function deleteDueReset(
  { sql, tables: { secondFactorResets: row } }: Db,
  userId: string,
  now: Date,
  openSince: Date,
) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), lte(row.dueAt, now), gt(row.dueAt, openSince)))
    .returning({ scheduledBy: row.scheduledBy });
}

/** Deletes resets that weren't used in time. */
export function deleteResetsDueBefore({ sql, tables: { secondFactorResets: row } }: Db, openSince: Date) {
  return sql.delete(row).where(lte(row.dueAt, openSince)).returning({ userId: row.userId });
}

/** Returns the users whose reset is due and not announced yet. */
export async function listUnannouncedResets(
  { sql, tables: { secondFactorResets: row } }: Db,
  now: Date,
  limit: number,
): Promise<string[]> {
  const found = await sql
    .select({ userId: row.userId })
    .from(row)
    .where(and(lte(row.dueAt, now), isNull(row.announcedAt)))
    .limit(limit);
  return found.map(({ userId }) => userId);
}

/** Lets the mail about a due reset go out once more: the link that it brought has ended. */
export function markResetUnannounced({ sql, tables: { secondFactorResets: row } }: Db, userId: string) {
  return sql.update(row).set({ announcedAt: null }).where(eq(row.userId, userId)).returning({ userId: row.userId });
}

/** Records that the mail about a due reset is made: of several processes one gets the row. */
export function markResetAnnounced({ sql, tables: { secondFactorResets: row } }: Db, userId: string, now: Date) {
  return sql
    .update(row)
    .set({ announcedAt: now })
    .where(and(eq(row.userId, userId), lte(row.dueAt, now), isNull(row.announcedAt)))
    .returning({ dueAt: row.dueAt });
}
