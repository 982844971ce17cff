import { and, desc, eq, gt, inArray, isNull, lt, lte, or, sql as raw } from 'drizzle-orm';
import type { Method } from '../../lib/rules/sign-in/authentication-methods.ts';
import { first, type Params, prepared, preparedRow } from '../prepared.ts';
import type { Db } from '../store.ts';

export type Session = {
  idHash: string;
  userId: string;
  authenticationMethods: Method[];
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  reauthenticatedAt: Date | null;
  browser: string;
  ipAddress: string;
  passkeyId: string | null;
};

/** Returns a live session with its user, in one read by primary key. None while the account is disabled or locked down. */
export const findLiveSession = first(
  prepared(['idHash', 'now', 'idleSince'], ({ sql, tables: { sessions, users, secondFactorResets } }, value) =>
    sql
      .select({
        session: sessions,
        user: users,
        /** When a scheduled reset of it is due. */
        resetDueAt: secondFactorResets.dueAt,
      })
      .from(sessions)
      .innerJoin(users, and(eq(users.id, sessions.userId), isNull(users.disabledAt), isNull(users.lockedDownAt)))
      .leftJoin(secondFactorResets, eq(secondFactorResets.userId, users.id))
      .where(
        and(
          eq(sessions.idHash, value('idHash')),
          gt(sessions.expiresAt, value('now', sessions.expiresAt)),
          gt(sessions.lastUsedAt, value('idleSince', sessions.lastUsedAt)),
        ),
      ),
  ),
);

/** Returns one session as rows, live or not, for use inside a transaction. */
export function selectSession({ sql, tables: { sessions } }: Db, idHash: string) {
  return sql.select().from(sessions).where(eq(sessions.idHash, idHash));
}

/** Returns the sessions of a user, the newest first. */
export const listSessions = prepared(['userId'], ({ sql, tables: { sessions } }, value) =>
  sql
    .select()
    .from(sessions)
    .where(eq(sessions.userId, value('userId')))
    .orderBy(desc(sessions.createdAt)),
);

export const insertSession = preparedRow(({ sql, tables: { sessions: row } }, value: Params<Session>) =>
  sql
    .insert(row)
    .values({
      idHash: value('idHash'),
      userId: value('userId'),
      authenticationMethods: value('authenticationMethods', row.authenticationMethods),
      createdAt: value('createdAt', row.createdAt),
      lastUsedAt: value('lastUsedAt', row.lastUsedAt),
      expiresAt: value('expiresAt', row.expiresAt),
      reauthenticatedAt: value('reauthenticatedAt', row.reauthenticatedAt),
      browser: value('browser'),
      ipAddress: value('ipAddress'),
      passkeyId: value('passkeyId', row.passkeyId),
    })
    .returning({ idHash: row.idHash }),
);

/** Returns the sessions of a user beyond the newest `kept`, to be ended. */
export const selectOldSessions = prepared(['userId', 'kept'], ({ sql, tables: { sessions } }, value) =>
  sql
    .select({ idHash: sessions.idHash })
    .from(sessions)
    .where(eq(sessions.userId, value('userId')))
    .orderBy(desc(sessions.lastUsedAt))
    .limit(1000)
    .offset(raw.placeholder('kept')),
);

export function deleteSessions({ sql, tables: { sessions } }: Db, idHashes: string[]) {
  return sql.delete(sessions).where(inArray(sessions.idHash, idHashes)).returning({ idHash: sessions.idHash });
}

/** Records the use of a session, unless a newer use is recorded. */
export function touchSession({ sql, tables: { sessions } }: Db, idHash: string, now: Date, notSince: Date) {
  return sql
    .update(sessions)
    .set({ lastUsedAt: now })
    .where(and(eq(sessions.idHash, idHash), lt(sessions.lastUsedAt, notSince)))
    .returning({ idHash: sessions.idHash });
}

/** What a session is worth from now on. */
export type SessionChange = { authenticationMethods?: Method[]; reauthenticatedAt?: Date; passkeyId?: null };

/** Gives a live session a new id; the old cookie is dead from then on. */
export function replaceSessionId(
  { sql, tables: { sessions } }: Db,
  idHash: string,
  change: SessionChange & { idHash: string },
) {
  return sql.update(sessions).set(change).where(eq(sessions.idHash, idHash)).returning({ idHash: sessions.idHash });
}

export function deleteSession({ sql, tables: { sessions } }: Db, idHash: string) {
  return sql.delete(sessions).where(eq(sessions.idHash, idHash)).returning({ userId: sessions.userId });
}

/** As `deleteSession`, for a session that must be this user's own. */
export function deleteSessionOf({ sql, tables: { sessions } }: Db, userId: string, idHash: string) {
  return sql
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.idHash, idHash)))
    .returning({ browser: sessions.browser });
}

/** Deletes sessions that have expired, so that a clock set back can't revive them (attack K-11). */
export function deleteEndedSessions({ sql, tables: { sessions } }: Db, now: Date, idleSince: Date) {
  return sql
    .delete(sessions)
    .where(or(lte(sessions.expiresAt, now), lte(sessions.lastUsedAt, idleSince)))
    .returning({ idHash: sessions.idHash });
}
