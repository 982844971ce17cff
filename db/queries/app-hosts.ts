import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../store.ts';

/** Returns where an app is guarded, in the order of the alphabet. */
export function listHostsOfApp({ sql, tables: { guardedHosts: row } }: Db, appId: string) {
  return sql.select({ host: row.host }).from(row).where(eq(row.appId, appId)).orderBy(asc(row.host));
}

/** Returns where every app is guarded, with what is asked of the app there. */
export function listHostsOfApps({ sql, tables: { guardedHosts: row, apps } }: Db) {
  return sql
    .select({
      ...{ host: row.host, appId: row.appId, appName: apps.name },
      ...{ openPaths: apps.openPaths, disabledAt: apps.disabledAt },
    })
    .from(row)
    .innerJoin(apps, eq(apps.id, row.appId))
    .orderBy(asc(row.host));
}

/** Inserts a host unless an app has it; no row comes back then. */
export function insertHost({ sql, tables: { guardedHosts: row } }: Db, host: string, appId: string) {
  return sql.insert(row).values({ host, appId }).onConflictDoNothing().returning({ host: row.host });
}

/** Deletes hosts; what browsers hold there goes with them. */
export function deleteHosts({ sql, tables: { guardedHosts: row } }: Db, hosts: readonly string[]) {
  return sql
    .delete(row)
    .where(inArray(row.host, [...hosts]))
    .returning({ host: row.host });
}

/** Ends what anyone's browser holds at an app's hosts, and what is on the way there. */
export function endHostSessionsOfApp(db: Db, appId: string) {
  return db.sql
    .delete(db.tables.hostSessions)
    .where(inArray(db.tables.hostSessions.host, hostsOf(db, appId)))
    .returning({ host: db.tables.hostSessions.host });
}

export function deleteTicketsOfApp(db: Db, appId: string) {
  return db.sql
    .delete(db.tables.entryTickets)
    .where(inArray(db.tables.entryTickets.host, hostsOf(db, appId)))
    .returning({ host: db.tables.entryTickets.host });
}

/** Ends what a user's browsers hold at an app's hosts. */
export function endHostSessions(db: Db, userId: string, appId: string) {
  const row = db.tables.hostSessions;
  return db.sql
    .delete(row)
    .where(and(inArray(row.host, hostsOf(db, appId)), inArray(row.sessionIdHash, sessionsOf(db, userId))))
    .returning({ host: row.host });
}

/** Deletes what takes a user's sign-ins to an app's hosts. */
export function deleteTickets(db: Db, userId: string, appId: string) {
  const row = db.tables.entryTickets;
  return db.sql
    .delete(row)
    .where(and(inArray(row.host, hostsOf(db, appId)), inArray(row.sessionIdHash, sessionsOf(db, userId))))
    .returning({ host: row.host });
}

function hostsOf({ sql, tables: { guardedHosts: row } }: Db, appId: string) {
  return sql.select({ host: row.host }).from(row).where(eq(row.appId, appId));
}

function sessionsOf({ sql, tables: { sessions } }: Db, userId: string) {
  return sql.select({ idHash: sessions.idHash }).from(sessions).where(eq(sessions.userId, userId));
}
