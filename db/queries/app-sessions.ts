import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql as raw } from 'drizzle-orm';
import { prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type AppSession = {
  id: string;
  sessionIdHash: string | null;
  appId: string;
  userId: string;
  sid: string;
  openedAt: Date;
  lastUsedAt: Date;
  noticeAt: Date | null;
  tries: number;
  failedAt: Date | null;
};

/** Notes that a session has opened an app, or has again: `openedAt` says since when. */
export function noteAppSession(
  { sql, tables: { appSessions: row } }: Db,
  opened: Omit<AppSession, 'tries' | 'failedAt'> & { sessionIdHash: string },
) {
  return sql
    .insert(row)
    .values(opened)
    .onConflictDoUpdate({ target: [row.sessionIdHash, row.appId, row.sid], set: { lastUsedAt: opened.lastUsedAt } })
    .returning({ openedAt: row.openedAt });
}

/** Records that an app has renewed what it has, unless a newer use is recorded. */
export function touchAppSessions(
  { sql, tables: { appSessions: row } }: Db,
  { appId, userId, sid }: Pick<AppSession, 'appId' | 'userId' | 'sid'>,
  now: Date,
  notSince: Date,
) {
  return sql
    .update(row)
    .set({ lastUsedAt: now })
    .where(and(eq(row.userId, userId), eq(row.appId, appId), eq(row.sid, sid), lt(row.lastUsedAt, notSince)))
    .returning({ id: row.id });
}

/** Returns which apps a user is signed in to: by a live session, or by what outlives one. The last used first. */
export function listAppsInUse(
  { sql, tables: { appSessions: row, apps, sessions } }: Db,
  userId: string,
  live: { now: Date; idleSince: Date },
) {
  const isLive = and(gt(sessions.expiresAt, live.now), gt(sessions.lastUsedAt, live.idleSince));
  const outlives = and(isNull(row.sessionIdHash), isNull(row.noticeAt), isNull(row.failedAt));
  return sql
    .select({
      app: apps,
      openedAt: row.openedAt,
      lastUsedAt: row.lastUsedAt,
      browser: sessions.browser,
      noticeAt: row.noticeAt,
    })
    .from(row)
    .innerJoin(apps, eq(apps.id, row.appId))
    .leftJoin(sessions, eq(sessions.idHash, row.sessionIdHash))
    .where(and(eq(row.userId, userId), isNull(apps.disabledAt), or(isLive, outlives)))
    .orderBy(asc(apps.name), asc(apps.id));
}

/** Returns what an account has opened, ended or not. */
export function listAppSessionsOf({ sql, tables: { appSessions: row } }: Db, userId: string) {
  return sql
    .select({ app: row.appId, openedAt: row.openedAt, lastUsedAt: row.lastUsedAt })
    .from(row)
    .where(eq(row.userId, userId));
}

/** Ends what a user has opened of one app: it is told next. */
export function endAppSessions({ sql, tables: { appSessions: row } }: Db, userId: string, appId: string, now: Date) {
  return sql
    .update(row)
    .set({ sessionIdHash: null, noticeAt: now, tries: 0 })
    .where(and(eq(row.userId, userId), eq(row.appId, appId), isNull(row.failedAt)))
    .returning({ id: row.id });
}

/** Ends what anyone has opened of one app: it is told next. What it is told of already waits as before. */
export function endAppSessionsOfAll({ sql, tables: { appSessions: row } }: Db, appId: string, now: Date) {
  return sql
    .update(row)
    .set({ sessionIdHash: null, noticeAt: now, tries: 0 })
    .where(and(eq(row.appId, appId), or(isNotNull(row.sessionIdHash), isNull(row.noticeAt)), isNull(row.failedAt)))
    .returning({ id: row.id });
}

/** Ends what outlives a user's sessions, in every app: they are told next. */
export function endOutlivingAppSessions({ sql, tables: { appSessions: row } }: Db, userId: string, now: Date) {
  return sql
    .update(row)
    .set({ sessionIdHash: null, noticeAt: now, tries: 0 })
    .where(and(eq(row.userId, userId), isNull(row.noticeAt), isNull(row.failedAt)))
    .returning({ id: row.id });
}

/** Returns what apps have to be told of: the least tried first, so that a slow app holds up no other. */
export const listDueNotices = prepared(
  ['now', 'limit'],
  ({ sql, tables: { appSessions: row, openidClients: client } }, value) =>
    sql
      .select({ notice: row, uri: client.backchannelUri })
      .from(row)
      .innerJoin(client, eq(client.appId, row.appId))
      .where(and(isNull(row.sessionIdHash), lte(row.noticeAt, value('now', row.noticeAt))))
      .orderBy(asc(row.tries), asc(row.noticeAt))
      .limit(raw.placeholder('limit')),
);

/** Takes a notice for one try, by moving the next one ahead: of several processes one gets the row. */
export function claimNotice(
  { sql, tables: { appSessions: row } }: Db,
  { id, tries }: Pick<AppSession, 'id' | 'tries'>,
  noticeAt: Date,
) {
  return sql
    .update(row)
    .set({ noticeAt, tries: tries + 1 })
    .where(and(eq(row.id, id), eq(row.tries, tries), isNull(row.sessionIdHash), isNotNull(row.noticeAt)))
    .returning({ id: row.id });
}

export function postponeNotice({ sql, tables: { appSessions: row } }: Db, id: string, noticeAt: Date) {
  return sql.update(row).set({ noticeAt }).where(eq(row.id, id)).returning({ id: row.id });
}

/** Gives a notice up: it stays for `doctor` to count. */
export function failNotice({ sql, tables: { appSessions: row } }: Db, id: string, failedAt: Date) {
  return sql.update(row).set({ noticeAt: null, failedAt }).where(eq(row.id, id)).returning({ id: row.id });
}

export function deleteAppSessions({ sql, tables: { appSessions: row } }: Db, ids: readonly string[]) {
  return sql
    .delete(row)
    .where(inArray(row.id, [...ids]))
    .returning({ id: row.id });
}

/** Deletes what no app has to be told of and was not used since `before`: given-up notices, and grants that have expired. */
export function deleteForgottenAppSessions({ sql, tables: { appSessions: row } }: Db, before: Date) {
  return sql
    .delete(row)
    .where(and(isNull(row.sessionIdHash), isNull(row.noticeAt), lte(row.lastUsedAt, before)))
    .returning({ id: row.id });
}

/** Returns the apps that were not told of an ended session, with how often that was given up. */
export function listFailedNotices({ sql, tables: { appSessions: row, apps } }: Db) {
  return sql
    .select({ app: apps.name, failedAt: row.failedAt })
    .from(row)
    .innerJoin(apps, eq(apps.id, row.appId))
    .where(and(isNull(row.sessionIdHash), isNotNull(row.failedAt)))
    .limit(1000);
}

/** Returns how many notices wait for an app that is told. */
export async function countWaitingNotices({ sql, tables: { appSessions: row, openidClients: client } }: Db) {
  const waiting = await sql
    .select({ id: row.id })
    .from(row)
    .innerJoin(client, and(eq(client.appId, row.appId), isNotNull(client.backchannelUri)))
    .where(and(isNull(row.sessionIdHash), isNotNull(row.noticeAt)))
    .limit(10_000);
  return waiting.length;
}
