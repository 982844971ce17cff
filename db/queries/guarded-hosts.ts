import { and, asc, eq, lt, lte } from 'drizzle-orm';
import { first, prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type EntryTicket = {
  idHash: string;
  host: string;
  sessionIdHash: string;
  bindHash: string;
  returnTo: string;
  expiresAt: Date;
};

/**
 * Returns a guarded host with its app, and who holds this token for it: a row for each of their groups, in one read by
 * primary keys. Session and user are null for a token that is unknown here; whether they still count is decided in
 * lib/rules/apps/host-access.ts.
 */
export const readHostAccess = prepared(
  ['host', 'tokenHash'],
  ({ sql, tables: { guardedHosts, hostSessions, sessions, users, apps, groupMembers, groups, appGroups } }, value) =>
    sql
      .select({
        app: {
          id: apps.id,
          openTo: apps.openTo,
          disabledAt: apps.disabledAt,
          demands: apps.demands,
          maxSignInAgeMs: apps.maxSignInAgeMs,
          remoteUser: apps.remoteUser,
          openPaths: apps.openPaths,
        },
        session: {
          idHash: sessions.idHash,
          methods: sessions.authenticationMethods,
          createdAt: sessions.createdAt,
          lastUsedAt: sessions.lastUsedAt,
          expiresAt: sessions.expiresAt,
        },
        user: {
          id: users.id,
          name: users.name,
          email: users.email,
          emailVerifiedAt: users.emailVerifiedAt,
          role: users.role,
          createdAt: users.createdAt,
          twoFactorSince: users.twoFactorSince,
          disabledAt: users.disabledAt,
          lockedDownAt: users.lockedDownAt,
        },
        group: groups.name,
        opensApp: appGroups.appId,
      })
      .from(guardedHosts)
      .innerJoin(apps, eq(apps.id, guardedHosts.appId))
      .leftJoin(
        hostSessions,
        and(eq(hostSessions.tokenHash, value('tokenHash')), eq(hostSessions.host, guardedHosts.host)),
      )
      .leftJoin(sessions, eq(sessions.idHash, hostSessions.sessionIdHash))
      .leftJoin(users, eq(users.id, sessions.userId))
      .leftJoin(groupMembers, eq(groupMembers.userId, users.id))
      .leftJoin(groups, eq(groups.id, groupMembers.groupId))
      .leftJoin(appGroups, and(eq(appGroups.groupId, groups.id), eq(appGroups.appId, apps.id)))
      .where(eq(guardedHosts.host, value('host')))
      .orderBy(asc(groups.name)),
);

/** Returns a guarded host with its app; null for a host that isn't one. */
export const findGuardedHost = first(
  prepared(['host'], ({ sql, tables: { guardedHosts, apps } }, value) =>
    sql
      .select({ host: guardedHosts.host, app: apps })
      .from(guardedHosts)
      .innerJoin(apps, eq(apps.id, guardedHosts.appId))
      .where(eq(guardedHosts.host, value('host'))),
  ),
);

export function insertTicket({ sql, tables: { entryTickets: row } }: Db, ticket: EntryTicket) {
  return sql.insert(row).values(ticket).returning({ idHash: row.idHash });
}

/** Spends a ticket: of several requests that bring it at once, one gets it. */
export function takeTicket({ sql, tables: { entryTickets: row } }: Db, idHash: string) {
  return sql.delete(row).where(eq(row.idHash, idHash)).returning();
}

export function deleteExpiredTickets({ sql, tables: { entryTickets: row } }: Db, now: Date) {
  return sql.delete(row).where(lte(row.expiresAt, now)).returning({ idHash: row.idHash });
}

export function insertHostSession(
  { sql, tables: { hostSessions: row } }: Db,
  opened: { tokenHash: string; host: string; sessionIdHash: string; createdAt: Date },
) {
  return sql.insert(row).values(opened).returning({ tokenHash: row.tokenHash });
}

/** Deletes what a browser got at this host before: it has its newest cookie. */
export function deleteOlderHostSessions(
  { sql, tables: { hostSessions: row } }: Db,
  { sessionIdHash, host }: { sessionIdHash: string; host: string },
  before: Date,
) {
  return sql
    .delete(row)
    .where(and(eq(row.sessionIdHash, sessionIdHash), eq(row.host, host), lt(row.createdAt, before)))
    .returning({ tokenHash: row.tokenHash });
}

/** Deletes what a browser holds at one host. */
export function deleteHostSession(
  { sql, tables: { hostSessions: row } }: Db,
  { tokenHash, host }: { tokenHash: string; host: string },
) {
  return sql
    .delete(row)
    .where(and(eq(row.tokenHash, tokenHash), eq(row.host, host)))
    .returning({ sessionIdHash: row.sessionIdHash });
}
