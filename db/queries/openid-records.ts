import { and, eq, inArray, isNotNull, isNull, lte, sql as raw } from 'drizzle-orm';
import type { Db } from '../store.ts';

export type OpenIdRecord = {
  kind: string;
  idHash: string;
  payload: string;
  grantId: string | null;
  uid: string | null;
  userId: string | null;
  appId: string | null;
  sessionIdHash: string | null;
  consumedAt: Date | null;
  expiresAt: Date;
};
type Stored = Omit<OpenIdRecord, 'consumedAt'>;

/** A record, when the session that opened it ends, and whether its app lets what it was given outlive that. */
export type FoundRecord = {
  record: OpenIdRecord;
  session: { expiresAt: Date; lastUsedAt: Date } | null;
  endsWith: 'session' | 'app' | null;
};

/** Returns a record, expired or not; null where there is none. */
export async function findRecord(
  { sql, tables: { openidRecords: row, openidClients: client, sessions } }: Db,
  kind: string,
  idHash: string,
): Promise<FoundRecord | null> {
  const [found] = await sql
    .select({
      record: row,
      session: { expiresAt: sessions.expiresAt, lastUsedAt: sessions.lastUsedAt },
      endsWith: client.endsWith,
    })
    .from(row)
    .leftJoin(client, eq(client.appId, row.appId))
    .leftJoin(sessions, eq(sessions.idHash, row.sessionIdHash))
    .where(and(eq(row.kind, kind), eq(row.idHash, idHash)));
  return found ?? null;
}

/** Returns the hash by which a record is found that has this uid. */
export async function findRecordIdByUid({ sql, tables: { openidRecords: row } }: Db, kind: string, uid: string) {
  const [found] = await sql
    .select({ record: row })
    .from(row)
    .where(and(eq(row.kind, kind), eq(row.uid, uid)));
  return found?.record ?? null;
}

/** Stores a record, in place of an earlier one of that id. */
export function saveRecord({ sql, tables: { openidRecords: row } }: Db, record: Stored) {
  const { payload, grantId, uid, userId, appId, sessionIdHash, expiresAt } = record;
  return sql
    .insert(row)
    .values({ ...record, consumedAt: null })
    .onConflictDoUpdate({
      target: [row.kind, row.idHash],
      set: { payload, grantId, uid, userId, appId, sessionIdHash, expiresAt },
    })
    .returning({ idHash: row.idHash });
}

/** Stores a record unless there is one of that id; no row comes back then. */
export function insertRecord({ sql, tables: { openidRecords: row } }: Db, record: Stored) {
  return sql
    .insert(row)
    .values({ ...record, consumedAt: null })
    .onConflictDoNothing()
    .returning({ idHash: row.idHash });
}

/** Returns a request that waits for its person. */
export function findInteraction(db: Db, idHash: string) {
  return findRecord(db, 'Interaction', idHash);
}

/** Changes what such a request says; no row comes back where it is gone. */
export function replaceInteraction({ sql, tables: { openidRecords: row } }: Db, idHash: string, payload: string) {
  return sql
    .update(row)
    .set({ payload })
    .where(and(eq(row.kind, 'Interaction'), eq(row.idHash, idHash)))
    .returning({ idHash: row.idHash });
}

/** Returns the session that opened a grant; no row where the grant has ended. Locked until the transaction ends. */
export function lockGrant({ sql, tables: { openidRecords: row }, forUpdate }: Db, grantHash: string) {
  return forUpdate(
    sql
      .select({ sessionIdHash: row.sessionIdHash, userId: row.userId })
      .from(row)
      .where(and(eq(row.kind, 'Grant'), eq(row.idHash, grantHash))),
  );
}

/** Consumes a code or a refresh token: of any number of uses at once, one gets a row back. */
export function consumeRecord({ sql, tables: { openidRecords: row } }: Db, kind: string, idHash: string, now: Date) {
  return sql
    .update(row)
    .set({ consumedAt: now })
    .where(and(eq(row.kind, kind), eq(row.idHash, idHash), isNull(row.consumedAt)))
    .returning({ idHash: row.idHash });
}

export function deleteRecord({ sql, tables: { openidRecords: row } }: Db, kind: string, idHash: string) {
  return sql
    .delete(row)
    .where(and(eq(row.kind, kind), eq(row.idHash, idHash)))
    .returning({ idHash: row.idHash });
}

/** Deletes everything that one authorization gave out. */
export function deleteRecordsOfGrant({ sql, tables: { openidRecords: row } }: Db, grantId: string) {
  return sql.delete(row).where(eq(row.grantId, grantId)).returning({ idHash: row.idHash });
}

/** What an app holds of a person. */
const held = ['Grant', 'AuthorizationCode', 'AccessToken', 'RefreshToken'];

/** Deletes what an app was given by a user, in whichever session. */
export function deleteGivenTo({ sql, tables: { openidRecords: row } }: Db, userId: string, appId: string) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), eq(row.appId, appId), inArray(row.kind, held)))
    .returning({ idHash: row.idHash });
}

/** Deletes what apps hold of a user beyond the sessions that it came from. */
export function deleteOutliving({ sql, tables: { openidRecords: row } }: Db, userId: string) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), isNull(row.sessionIdHash), inArray(row.kind, held)))
    .returning({ idHash: row.idHash });
}

/** Deletes up to `limit` records that have expired. */
export function deleteExpiredRecords({ sql, tables: { openidRecords: row } }: Db, now: Date, limit: number) {
  const expired = sql
    .select({ key: raw<string>`${row.kind} || ' ' || ${row.idHash}` })
    .from(row)
    .where(lte(row.expiresAt, now))
    .limit(limit);
  return sql
    .delete(row)
    .where(and(lte(row.expiresAt, now), inArray(raw`${row.kind} || ' ' || ${row.idHash}`, expired)))
    .returning({ idHash: row.idHash });
}

/** Returns what apps hold of a user's: codes, tokens, grants. */
export function listGivenTo({ sql, tables: { openidRecords: row } }: Db, userId: string) {
  return sql
    .select({ kind: row.kind, app: row.appId, expiresAt: row.expiresAt })
    .from(row)
    .where(and(eq(row.userId, userId), isNotNull(row.appId)));
}
