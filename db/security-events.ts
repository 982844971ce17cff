import { and, desc, eq, inArray, notInArray } from 'drizzle-orm';
import type { EventKind } from '../lib/rules/security-event.ts';
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

export function insertEvent({ sql, tables: { securityEvents } }: Db, event: SecurityEvent) {
  return sql.insert(securityEvents).values(event).returning({ id: securityEvents.id });
}

type Wanted = { kinds: readonly EventKind[]; isInverted?: boolean } | null;
type Page = { most: number; skip?: number };

/** Events of a person, newest first: all, those of some kinds, or (inverted) all others. */
export async function listEvents(
  { sql, tables: { securityEvents: row } }: Db,
  userId: string,
  wanted: Wanted,
  { most, skip = 0 }: Page,
): Promise<SecurityEvent[]> {
  const kinds = [...(wanted?.kinds ?? [])];
  const fits = wanted === null ? undefined : wanted.isInverted ? notInArray(row.kind, kinds) : inArray(row.kind, kinds);
  return sql
    .select()
    .from(row)
    .where(and(eq(row.userId, userId), fits))
    .orderBy(desc(row.at), desc(row.id))
    .limit(most)
    .offset(skip);
}

/** Events of everybody, or of one person, newest first, each with the address of whom it concerns. */
export async function listAllEvents(
  { sql, tables: { securityEvents: row, users } }: Db,
  { userId = null, kinds = null }: { userId?: string | null; kinds?: readonly EventKind[] | null },
  { most, skip = 0 }: Page,
): Promise<(SecurityEvent & { email: string })[]> {
  const found = await sql
    .select({ event: row, email: users.email })
    .from(row)
    .innerJoin(users, eq(users.id, row.userId))
    .where(and(userId ? eq(row.userId, userId) : undefined, kinds ? inArray(row.kind, [...kinds]) : undefined))
    .orderBy(desc(row.at), desc(row.id))
    .limit(most)
    .offset(skip);
  return found.map(({ event, email }) => ({ ...event, email }));
}
