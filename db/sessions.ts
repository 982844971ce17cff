import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or } from 'drizzle-orm';
import type { Method } from '../lib/rules/methods.ts';
import type { Db } from './store.ts';

export type Session = {
  idHash: string;
  userId: string;
  methods: Method[];
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  provedAt: Date | null;
  browser: string;
  address: string;
};

/** A live session with its person, in one read by primary key. None while the account is disabled. */
export async function findLiveSession(
  { sql, tables: { sessions, users, authenticators, secondFactorResets } }: Db,
  idHash: string,
  now: Date,
  idleSince: Date,
) {
  const [row] = await sql
    .select({
      session: sessions,
      user: users,
      /** When two-factor was turned on; null while it is off. */
      twoFactorSince: authenticators.confirmedAt,
      /** When a reset of it that an administrator ordered is due. */
      resetDueAt: secondFactorResets.dueAt,
    })
    .from(sessions)
    .innerJoin(users, and(eq(users.id, sessions.userId), isNull(users.disabledAt)))
    .leftJoin(authenticators, and(eq(authenticators.userId, users.id), isNotNull(authenticators.confirmedAt)))
    .leftJoin(secondFactorResets, eq(secondFactorResets.userId, users.id))
    .where(and(eq(sessions.idHash, idHash), gt(sessions.expiresAt, now), gt(sessions.lastUsedAt, idleSince)));
  return row ?? null;
}

export async function listSessions({ sql, tables: { sessions } }: Db, userId: string): Promise<Session[]> {
  return sql.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(desc(sessions.createdAt));
}

export function insertSession({ sql, tables: { sessions } }: Db, session: Session) {
  return sql.insert(sessions).values(session).returning({ idHash: sessions.idHash });
}

/** The sessions of a person beyond the newest `kept`, for ending. */
export function selectOldSessions({ sql, tables: { sessions } }: Db, userId: string, kept: number) {
  return sql
    .select({ idHash: sessions.idHash })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.lastUsedAt))
    .limit(1000)
    .offset(kept);
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
export function renameSession(
  { sql, tables: { sessions } }: Db,
  idHash: string,
  change: { idHash: string; methods?: Method[]; provedAt?: Date },
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
