import { and, desc, eq, inArray, isNotNull, notInArray, sql as raw } from 'drizzle-orm';
import type { EventKind } from '../lib/rules/security-event.ts';
import { compile, type Place } from './compiled.ts';
import type { Db } from './store.ts';

export type SecurityEvent = {
  id: string;
  userId: string;
  at: Date;
  kind: EventKind;
  details: string[];
  browser: string;
  address: string;
  /** Null for the person themself, else an administrator's id or `command:NAME`. */
  actor: string | null;
};

const insert = compile(({ sql, tables: { securityEvents: row } }, value: Place<SecurityEvent>) =>
  sql
    .insert(row)
    .values({
      id: value('id'),
      userId: value('userId'),
      at: value('at', row.at),
      kind: value('kind'),
      details: value('details', row.details),
      browser: value('browser'),
      address: value('address'),
      actor: value('actor'),
    })
    .returning({ id: row.id }),
);

export function insertEvent(db: Db, event: SecurityEvent) {
  return insert(db, event);
}

type Wanted = { kinds: readonly EventKind[]; isInverted?: boolean } | null;
type Page = { most: number; skip?: number };

const selectNewest = compile(
  ({ sql, tables: { securityEvents: row } }, value: Place<{ userId: string; kind: EventKind; most: number }>) =>
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

/** Events of everybody, or of one person, newest first, each with the address of whom it concerns. */
export async function listAllEvents(
  { sql, tables: { securityEvents: row, users } }: Db,
  { userId = null, wanted = null, isByAdmin = false }: { userId?: string | null; wanted?: Wanted; isByAdmin?: boolean },
  { most, skip = 0 }: Page,
): Promise<(SecurityEvent & { email: string })[]> {
  const found = await sql
    .select({ event: row, email: users.email })
    .from(row)
    .innerJoin(users, eq(users.id, row.userId))
    .where(
      and(
        userId ? eq(row.userId, userId) : undefined,
        fitting(row.kind, wanted),
        isByAdmin ? isNotNull(row.actor) : undefined,
      ),
    )
    .orderBy(desc(row.at), desc(row.id))
    .limit(most)
    .offset(skip);
  return found.map(({ event, email }) => ({ ...event, email }));
}

function fitting(kind: Db['tables']['securityEvents']['kind'], wanted: Wanted) {
  if (wanted === null) return undefined;
  return wanted.isInverted ? notInArray(kind, [...wanted.kinds]) : inArray(kind, [...wanted.kinds]);
}
