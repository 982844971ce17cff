import { and, asc, desc, eq, gte, inArray, isNotNull, lt, lte, notInArray, or, sql as raw } from 'drizzle-orm';
import type { EventKind } from '../../lib/rules/events/security-event.ts';
import { type Params, prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type SecurityEvent = {
  id: string;
  userId: string;
  at: Date;
  kind: EventKind;
  details: string[];
  browser: string;
  ipAddress: string;
  /** Null for the person themself, else an administrator's id or `command:NAME`. */
  actor: string | null;
};

const insert = prepared(({ sql, tables: { securityEvents: row } }, value: Params<SecurityEvent>) =>
  sql
    .insert(row)
    .values({
      id: value('id'),
      userId: value('userId'),
      at: value('at', row.at),
      kind: value('kind'),
      details: value('details', row.details),
      browser: value('browser'),
      ipAddress: value('ipAddress'),
      actor: value('actor'),
    })
    .returning({ id: row.id }),
);

export function insertEvent(db: Db, event: SecurityEvent) {
  return insert(db, event);
}

type Wanted = { kinds: readonly EventKind[]; isInverted?: boolean } | null;
type Page = { most: number; skip?: number };

const selectNewest = prepared(
  ({ sql, tables: { securityEvents: row } }, value: Params<{ userId: string; kind: EventKind; most: number }>) =>
    sql
      .select()
      .from(row)
      .where(and(eq(row.userId, value('userId')), eq(row.kind, value('kind'))))
      .orderBy(desc(row.at), desc(row.id))
      .limit(raw.placeholder('most')),
);

/** The newest events of one kind of a person, newest first. */
export async function listNewest(db: Db, userId: string, kind: EventKind, most: number): Promise<SecurityEvent[]> {
  return selectNewest(db, { userId, kind, most });
}

/** Events of a person, newest first: all, those of some kinds, or (inverted) all others. */
export async function listEvents(
  { sql, tables: { securityEvents: row } }: Db,
  userId: string,
  wanted: Wanted,
  { most, skip = 0 }: Page,
): Promise<SecurityEvent[]> {
  return sql
    .select()
    .from(row)
    .where(and(eq(row.userId, userId), fitting(row.kind, wanted)))
    .orderBy(desc(row.at), desc(row.id))
    .limit(most)
    .offset(skip);
}

/** An event with the address of whom it concerns. */
export type EventOfSomeone = SecurityEvent & { email: string };

/** Which events of everyone: of some kinds, by administrators, in a time (`from` included, `to` not), older than one. */
export type EventQuery = {
  userId?: string | null;
  kinds?: readonly EventKind[] | null;
  isByAdmin?: boolean;
  from?: Date | null;
  to?: Date | null;
  before?: { at: Date; id: string } | null;
};

/**
 * Events of everyone, or of one person, newest first. Some kinds of everyone are asked for kind by kind, each by its
 * index, and merged: with millions of sign-ins the database would else read through all of them for a page of others.
 */
export async function listAllEvents(db: Db, query: EventQuery, { most, skip = 0 }: Page): Promise<EventOfSomeone[]> {
  const { kinds, userId } = query;
  if (!kinds || userId) return selectEvents(db, query, kinds ?? null, { most, skip });
  const lists = await Promise.all(kinds.map((kind) => selectEvents(db, query, [kind], { most: most + skip })));
  return lists
    .flat()
    .sort((one, other) => other.at.getTime() - one.at.getTime() || (other.id < one.id ? -1 : 1))
    .slice(skip, skip + most);
}

async function selectEvents(
  { sql, tables: { securityEvents: row, users } }: Db,
  { userId, isByAdmin, from, to, before }: EventQuery,
  kinds: readonly EventKind[] | null,
  { most, skip = 0 }: Page,
): Promise<EventOfSomeone[]> {
  const found = await sql
    .select({ event: row, email: users.email })
    .from(row)
    .innerJoin(users, eq(users.id, row.userId))
    .where(
      and(
        userId ? eq(row.userId, userId) : undefined,
        kinds ? inArray(row.kind, [...kinds]) : undefined,
        isByAdmin ? isNotNull(row.actor) : undefined,
        from ? gte(row.at, from) : undefined,
        to ? lt(row.at, to) : undefined,
        // Said twice, since an index is used for a range and not for either-or.
        before ? lte(row.at, before.at) : undefined,
        before ? or(lt(row.at, before.at), lt(row.id, before.id)) : undefined,
      ),
    )
    .orderBy(desc(row.at), desc(row.id))
    .limit(most)
    .offset(skip);
  return found.map(({ event, email }) => ({ ...event, email }));
}

/** Deletes up to `most` of the events from before `before`, the oldest first. Answers how many went. */
export async function deleteOldEvents(
  { sql, tables: { securityEvents: row } }: Db,
  before: Date,
  most: number,
): Promise<number> {
  const oldest = sql.select({ id: row.id }).from(row).where(lt(row.at, before)).orderBy(asc(row.at)).limit(most);
  return (await sql.delete(row).where(inArray(row.id, oldest)).returning({ id: row.id })).length;
}

function fitting(kind: Db['tables']['securityEvents']['kind'], wanted: Wanted) {
  if (wanted === null) return undefined;
  return wanted.isInverted ? notInArray(kind, [...wanted.kinds]) : inArray(kind, [...wanted.kinds]);
}
