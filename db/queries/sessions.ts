import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, sql as raw } from 'drizzle-orm';
import type { Method } from '../../lib/rules/sign-in/authentication-methods.ts';
import { type Params, prepared } from '../prepared.ts';
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
};

const selectLiveSession = prepared(
  (
    { sql, tables: { sessions, users, authenticators, secondFactorResets } },
    value: Params<{ idHash: string; now: Date; idleSince: Date }>,
  ) =>
    sql
      .select({
        session: sessions,
        user: users,
        /** When two-factor was turned on; null while it is off. */
        twoFactorSince: authenticators.confirmedAt,
        /** When a reset of it that an administrator ordered is due. */
        resetDueAt: secondFactorResets.dueAt,
      })
      .from(sessions)
      .innerJoin(users, and(eq(users.id, sessions.userId), isNull(users.disabledAt), isNull(users.lockedDownAt)))
      .leftJoin(authenticators, and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt)))
      .leftJoin(secondFactorResets, eq(secondFactorResets.userId, users.id))
      .where(
        and(
          eq(sessions.idHash, value('idHash')),
          gt(sessions.expiresAt, value('now', sessions.expiresAt)),
          gt(sessions.lastUsedAt, value('idleSince', sessions.lastUsedAt)),
        ),
      ),
);

/** A live session with its person, in one read by primary key. None while the account is disabled or locked down. */
export async function findLiveSession(db: Db, idHash: string, now: Date, idleSince: Date) {
  const [row] = await selectLiveSession(db, { idHash, now, idleSince });
  return row ?? null;
}

const selectSessions = prepared(({ sql, tables: { sessions } }, value: Params<{ userId: string }>) =>
  sql
    .select()
    .from(sessions)
    .where(eq(sessions.userId, value('userId')))
    .orderBy(desc(sessions.createdAt)),
);

/** The sessions of a person as rows, for use inside a transaction. */
export function selectSessionsOf(db: Db, userId: string) {
  return selectSessions(db, { userId });
}

export async function listSessions(db: Db, userId: string): Promise<Session[]> {
  return selectSessions(db, { userId });
}

const insert = prepared(({ sql, tables: { sessions: row } }, value: Params<Session>) =>
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
    })
    .returning({ idHash: row.idHash }),
);

export function insertSession(db: Db, session: Session) {
  return insert(db, session);
}

const selectSessionsBeyond = prepared(
  ({ sql, tables: { sessions } }, value: Params<{ userId: string; kept: number }>) =>
    sql
      .select({ idHash: sessions.idHash })
      .from(sessions)
      .where(eq(sessions.userId, value('userId')))
      .orderBy(desc(sessions.lastUsedAt))
      .limit(1000)
      .offset(raw.placeholder('kept')),
);

/** The sessions of a person beyond the newest `kept`, for ending. */
export function selectOldSessions(db: Db, userId: string, kept: number) {
  return selectSessionsBeyond(db, { userId, kept });
}

export function deleteSessions({ sql, tables: { sessions } }: Db, idHashes: string[]) {
  return sql.delete(sessions).where(inArray(sessions.idHash, idHashes)).returning({ idHash: sessions.idHash });
}

/** Notes the use of a session, unless a newer note stands. */
export function touchSession({ sql, tables: { sessions } }: Db, idHash: string, now: Date, notSince: Date) {
  return sql
    .update(sessions)
    .set({ lastUsedAt: now })
    .where(and(eq(sessions.idHash, idHash), lt(sessions.lastUsedAt, notSince)))
    .returning({ idHash: sessions.idHash });
}

/** Gives a live session a new id (rotation); the old cookie is dead from then on. */
export function rotateSessionId(
  { sql, tables: { sessions } }: Db,
  idHash: string,
  change: { idHash: string; authenticationMethods?: Method[]; reauthenticatedAt?: Date },
) {
  return sql.update(sessions).set(change).where(eq(sessions.idHash, idHash)).returning({ idHash: sessions.idHash });
}

export function deleteSession({ sql, tables: { sessions } }: Db, idHash: string) {
  return sql.delete(sessions).where(eq(sessions.idHash, idHash)).returning({ userId: sessions.userId });
}

/** As `deleteSession`, for a session that must be this person's own. */
export function deleteSessionOf({ sql, tables: { sessions } }: Db, userId: string, idHash: string) {
  return sql
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.idHash, idHash)))
    .returning({ browser: sessions.browser });
}

export function deleteOtherSessions({ sql, tables: { sessions } }: Db, userId: string, keptIdHash: string) {
  return sql
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.idHash, keptIdHash)))
    .returning({ idHash: sessions.idHash });
}

/** Ends for good what has ended by time, so that no clock that goes back brings it to life again (attack K-11). */
export function deleteEndedSessions({ sql, tables: { sessions } }: Db, now: Date, idleSince: Date) {
  return sql
    .delete(sessions)
    .where(or(lte(sessions.expiresAt, now), lte(sessions.lastUsedAt, idleSince)))
    .returning({ idHash: sessions.idHash });
}
