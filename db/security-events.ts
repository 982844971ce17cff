import { and, desc, eq } from 'drizzle-orm';
import type { EventKind } from '../lib/rules/security-event.ts';
import type { Db } from './store.ts';

export type SecurityEvent = { id: string; userId: string; at: Date; kind: EventKind; details: string[]; browser: string; address: string };

export function insertEvent({ sql, tables: { securityEvents } }: Db, event: SecurityEvent) {
  return sql.insert(securityEvents).values(event).returning({ id: securityEvents.id });
}

/** The newest events of one kind, newest first. */
export async function listEvents({ sql, tables: { securityEvents: row } }: Db, userId: string, kind: EventKind, most: number): Promise<SecurityEvent[]> {
  return sql.select().from(row).where(and(eq(row.userId, userId), eq(row.kind, kind))).orderBy(desc(row.at)).limit(most);
}
