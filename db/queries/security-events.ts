import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, lte, or, sql as raw } from 'drizzle-orm';
import type { EventKind } from '../../lib/rules/events/catalogue.ts';
import type { StoredDetails } from '../../lib/rules/events/stored-details.ts';
import { besideIndex } from '../beside-index.ts';
import { type Params, prepared, preparedRow } from '../prepared.ts';
import type { Db } from '../store.ts';

export type SecurityEvent = {
  id: string;
  /** Null where it is about no account, or about one that was deleted since. */
  userId: string | null;
  /** What an event without an account is about: the email of a deleted one, or the name of a file. */
  subject: string | null;
  at: Date;
  kind: EventKind;
  details: StoredDetails;
  browser: string;
  ipAddress: string;
  /** Null for the user themself, else an administrator's id, `command:NAME` or `deleted:EMAIL`. */
  actor: string | null;
};

/** `webhookAt`: when the webhook is told of it; null where there is none. */
type WrittenEvent = SecurityEvent & { webhookAt: Date | null };

/** Returns the columns of an event, without what its webhook notes in it. */
export function eventColumns({ id, userId, subject, at, kind, details, browser, ipAddress, actor }: Events) {
  return { id, userId, subject, at, kind, details, browser, ipAddress, actor };
}

type Events = Db['tables']['securityEvents'];

export function insertEvent(db: Db, event: SecurityEvent & Partial<WrittenEvent>) {
  return insertRow(db, { webhookAt: null, ...event });
}

const insertRow = preparedRow(({ sql, tables: { securityEvents: row } }, value: Params<WrittenEvent>) =>
  sql
    .insert(row)
    .values({
      id: value('id'),
      userId: value('userId'),
      subject: value('subject'),
      at: value('at', row.at),
      kind: value('kind'),
      details: value('details', row.details),
      browser: value('browser'),
      ipAddress: value('ipAddress'),
      actor: value('actor'),
      webhookAt: value('webhookAt', row.webhookAt),
    })
    .returning({ id: row.id }),
);

type Page = { limit: number; offset?: number };

/** Returns a user's newest events of one kind, newest first. */
export const listNewest = prepared(['userId', 'kind', 'limit'], ({ sql, tables: { securityEvents: row } }, value) =>
  sql
    .select(eventColumns(row))
    .from(row)
    .where(and(eq(row.userId, value('userId')), eq(besideIndex(row.kind), value('kind'))))
    .orderBy(desc(row.at), desc(row.id))
    .limit(raw.placeholder('limit')),
);

/** Returns a user's newest events of every kind, newest first. */
export const listNewestOfAll = prepared(['userId', 'limit'], ({ sql, tables: { securityEvents: row } }, value) =>
  sql
    .select(eventColumns(row))
    .from(row)
    .where(eq(row.userId, value('userId')))
    .orderBy(desc(row.at), desc(row.id))
    .limit(raw.placeholder('limit')),
);

/** Returns which of these users have had an event of this kind after `since`. */
export async function listUsersWithEvent(
  { sql, tables: { securityEvents: row } }: Db,
  kind: EventKind,
  since: Date,
  userIds: readonly string[],
): Promise<Set<string>> {
  const found = await sql
    .select({ userId: row.userId })
    .from(row)
    .where(and(inArray(row.userId, [...userIds]), eq(besideIndex(row.kind), kind), gt(row.at, since)));
  return new Set(found.flatMap(({ userId }) => userId ?? []));
}

/** Returns a user's events of these kinds, newest first; null: of every kind. */
export async function listEvents(
  { sql, tables: { securityEvents: row } }: Db,
  userId: string,
  kinds: readonly EventKind[] | null,
  { limit, offset = 0 }: Page,
): Promise<SecurityEvent[]> {
  return sql
    .select(eventColumns(row))
    .from(row)
    .where(and(eq(row.userId, userId), kinds ? inArray(besideIndex(row.kind), [...kinds]) : undefined))
    .orderBy(desc(row.at), desc(row.id))
    .limit(limit)
    .offset(offset);
}

/** An event with the email of the account that it is about, while there is one. */
export type EventOfSomeone = SecurityEvent & { email: string | null };

/** Beside which event a page stands: by its instant, and its id where several share one. */
export type EventPlace = { at: Date; id: string };

/**
 * Which events of all users: of some kinds, by administrators, in a time (`from` included, `to` not), older than one
 * (`before`) or newer (`after`).
 */
export type EventQuery = {
  /** Those of this account … */
  userId?: string | null;
  /** … and those that are about no account, or none any more, and bear this name. */
  subject?: string | null;
  kinds?: readonly EventKind[] | null;
  isByAdmin?: boolean;
  /** Of any of these actors. */
  actors?: readonly string[] | null;
  from?: Date | null;
  to?: Date | null;
  before?: EventPlace | null;
  after?: EventPlace | null;
};

/**
 * Returns events of all users, or of one account and a name, newest first; after a place, those next to it. What has an
 * index of its own is queried apart and merged, as are actors and kinds: with millions of sign-ins the database would
 * else read through all of them for a page of others.
 */
export async function listAllEvents(
  db: Db,
  query: EventQuery,
  { limit }: { limit: number },
): Promise<EventOfSomeone[]> {
  const lists = await Promise.all(partsOf(query).map((part) => selectEvents(db, query, part, limit)));
  const found = lists
    .flat()
    .sort((one, other) => other.at.getTime() - one.at.getTime() || (other.id < one.id ? -1 : 1));
  return query.after ? found.slice(-limit) : found.slice(0, limit);
}

/** What one statement is about: `userId`, `subject`, `actor` or one kind, whichever of them has the fewest rows. */
type Part = { userId?: string; subject?: string; actor?: string; kinds?: readonly EventKind[] | null };

function partsOf({ userId, subject, actors, kinds = null }: EventQuery): Part[] {
  if (userId || subject) return [...(userId ? [{ userId, kinds }] : []), ...(subject ? [{ subject, kinds }] : [])];
  if (actors) return actors.map((actor) => ({ actor, kinds }));
  return kinds ? kinds.map((kind) => ({ kinds: [kind] })) : [{}];
}

async function selectEvents(
  { sql, tables: { securityEvents: row, users } }: Db,
  { isByAdmin, actors, from, to, before, after }: EventQuery,
  { userId, subject, actor, kinds }: Part,
  limit: number,
): Promise<EventOfSomeone[]> {
  return sql
    .select({ ...eventColumns(row), email: users.email })
    .from(row)
    .leftJoin(users, eq(users.id, row.userId))
    .where(
      and(
        userId ? eq(row.userId, userId) : undefined,
        subject ? eq(row.subject, subject) : undefined,
        actor ? eq(row.actor, actor) : undefined,
        actors && !actor ? inArray(besideIndex(row.actor), [...actors]) : undefined,
        kinds ? inArray(userId || subject || actor ? besideIndex(row.kind) : raw`${row.kind}`, [...kinds]) : undefined,
        isByAdmin && !actors ? isNotNull(row.actor) : undefined,
        from ? gte(row.at, from) : undefined,
        to ? lt(row.at, to) : undefined,
        // Said twice, since an index is used for a range and not for either-or.
        before ? lte(row.at, before.at) : undefined,
        before ? or(lt(row.at, before.at), lt(row.id, before.id)) : undefined,
        after ? gte(row.at, after.at) : undefined,
        after ? or(gt(row.at, after.at), gt(row.id, after.id)) : undefined,
      ),
    )
    .orderBy(...(after ? [asc(row.at), asc(row.id)] : [desc(row.at), desc(row.id)]))
    .limit(limit);
}

/** Writes into a user's events what they are about once the account is gone. */
export function labelEventsOf({ sql, tables: { securityEvents: row } }: Db, userId: string, subject: string) {
  return sql.update(row).set({ subject }).where(eq(row.userId, userId)).returning({ id: row.id });
}

/** Replaces the id of an administrator by `label` in the events of what they did. */
export function labelActsOf({ sql, tables: { securityEvents: row } }: Db, actor: string, label: string) {
  return sql.update(row).set({ actor: label }).where(eq(row.actor, actor)).returning({ id: row.id });
}

/** Deletes up to `limit` of the events from before `before`, the oldest first. Returns how many were deleted. */
export async function deleteOldEvents(
  { sql, tables: { securityEvents: row } }: Db,
  before: Date,
  limit: number,
): Promise<number> {
  const oldest = sql.select({ id: row.id }).from(row).where(lt(row.at, before)).orderBy(asc(row.at)).limit(limit);
  return (await sql.delete(row).where(inArray(row.id, oldest)).returning({ id: row.id })).length;
}
