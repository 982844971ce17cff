import { and, asc, eq, inArray, isNotNull, lte } from 'drizzle-orm';
import type { Db } from '../store.ts';
import { type EventOfSomeone, eventColumns } from './security-events.ts';

/** How far waiting and given-up events are counted. */
const COUNTED = 10_000;

export type DueEvent = EventOfSomeone & { tries: number };

/** Returns events that the webhook has yet to be told of, those first that have been due longest. */
export function listDueEvents(
  { sql, tables: { securityEvents: row, users } }: Db,
  now: Date,
  limit: number,
): PromiseLike<DueEvent[]> {
  return sql
    .select({ ...eventColumns(row), tries: row.webhookTries, email: users.email })
    .from(row)
    .leftJoin(users, eq(users.id, row.userId))
    .where(lte(row.webhookAt, now))
    .orderBy(asc(row.webhookAt))
    .limit(limit);
}

/** Takes an event for one try, by moving the next one ahead: of several processes one gets the row. */
export function claimEvent(
  { sql, tables: { securityEvents: row } }: Db,
  { id, tries }: Pick<DueEvent, 'id' | 'tries'>,
  webhookAt: Date,
) {
  return sql
    .update(row)
    .set({ webhookAt, webhookTries: tries + 1 })
    .where(and(eq(row.id, id), eq(row.webhookTries, tries), isNotNull(row.webhookAt)))
    .returning({ id: row.id });
}

/** Sets when it is tried next; null: it has been told. */
export function setEventDue({ sql, tables: { securityEvents: row } }: Db, id: string, webhookAt: Date | null) {
  return sql.update(row).set({ webhookAt }).where(eq(row.id, id)).returning({ id: row.id });
}

/** Gives an event up: it stays for `doctor` to count, and for another order to send it. */
export function failEvent({ sql, tables: { securityEvents: row } }: Db, id: string, webhookFailedAt: Date) {
  return sql.update(row).set({ webhookAt: null, webhookFailedAt }).where(eq(row.id, id)).returning({ id: row.id });
}

/** Orders up to `limit` of the given-up events to be sent again. Returns how many. */
export async function retryFailedEvents(
  { sql, tables: { securityEvents: row } }: Db,
  now: Date,
  limit: number,
): Promise<number> {
  const failed = sql.select({ id: row.id }).from(row).where(isNotNull(row.webhookFailedAt)).limit(limit);
  const ordered = await sql
    .update(row)
    .set({ webhookAt: now, webhookTries: 0, webhookFailedAt: null })
    .where(inArray(row.id, failed))
    .returning({ id: row.id });
  return ordered.length;
}

/** Returns how many events wait for the webhook, and when the oldest of them happened; of 10,000 at most. */
export async function describeWaitingEvents({ sql, tables: { securityEvents: row } }: Db) {
  const waiting = await sql
    .select({ at: row.at })
    .from(row)
    .where(isNotNull(row.webhookAt))
    .orderBy(asc(row.webhookAt))
    .limit(COUNTED);
  const oldest = waiting.reduce<Date | null>((first, { at }) => (first && first <= at ? first : at), null);
  return { count: waiting.length, oldest };
}

/** Returns how many events were given up; 10,000 at most. */
export async function countFailedEvents({ sql, tables: { securityEvents: row } }: Db): Promise<number> {
  return (await sql.select({ id: row.id }).from(row).where(isNotNull(row.webhookFailedAt)).limit(COUNTED)).length;
}
