import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql as raw } from 'drizzle-orm';
import { first, type Params, prepared, preparedRow } from '../prepared.ts';
import type { Db } from '../store.ts';

export type Authenticator = {
  id: string;
  userId: string;
  sealedSecret: string;
  sessionIdHash: string | null;
  createdAt: Date;
  confirmedAt: Date | null;
  lastStep: number | null;
  lastUsedAt: Date | null;
  boundAt: Date | null;
  browserKnownSince: Date | null;
  disabledAt: Date | null;
  disownedAt: Date | null;
  name: string | null;
  replacesId: string | null;
};

/** Returns the authenticators that guard the account, the one that was there first at the beginning. */
export const selectConfirmedAuthenticators = prepared(['userId'], ({ sql, tables: { authenticators: row } }, value) =>
  sql
    .select()
    .from(row)
    .where(and(eq(row.userId, value('userId')), isNotNull(row.confirmedAt)))
    .orderBy(asc(row.confirmedAt), asc(row.id)),
);

export const findConfirmedAuthenticator = first(selectConfirmedAuthenticators);

/** Returns the authenticators that guard some accounts, of each account in the order of `selectConfirmedAuthenticators`. */
export async function listConfirmedAuthenticators(
  { sql, tables: { authenticators: row } }: Db,
  userIds: readonly string[],
): Promise<Authenticator[]> {
  return sql
    .select()
    .from(row)
    .where(and(inArray(row.userId, [...userIds]), isNotNull(row.confirmedAt)))
    .orderBy(asc(row.confirmedAt), asc(row.id));
}

/** Returns the enrolment that this session began, unless it is older than `since`. It guards nothing. */
export async function findPendingAuthenticator(
  { sql, tables: { authenticators: row } }: Db,
  owner: { userId: string; sessionIdHash: string },
  since: Date,
): Promise<Authenticator | null> {
  const [found] = await sql
    .select()
    .from(row)
    .where(
      and(
        eq(row.userId, owner.userId),
        eq(row.sessionIdHash, owner.sessionIdHash),
        isNull(row.confirmedAt),
        gt(row.createdAt, since),
      ),
    );
  return found ?? null;
}

/** Inserts a pending authenticator unless one is pending; no row comes back then. */
export function insertPendingAuthenticator(
  { sql, tables: { authenticators } }: Db,
  pending: Pick<Authenticator, 'id' | 'userId' | 'sealedSecret' | 'sessionIdHash' | 'createdAt'> &
    Partial<Pick<Authenticator, 'replacesId'>>,
) {
  return sql.insert(authenticators).values(pending).onConflictDoNothing().returning();
}

export function deletePendingAuthenticator({ sql, tables: { authenticators: row } }: Db, userId: string) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), isNull(row.confirmedAt)))
    .returning({ id: row.id });
}

/** Deletes a pending authenticator unless this session began it. */
export function deleteForeignEnrolment(
  { sql, tables: { authenticators: row } }: Db,
  userId: string,
  sessionIdHash: string,
) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), isNull(row.confirmedAt), ne(row.sessionIdHash, sessionIdHash)))
    .returning({ id: row.id });
}

type Confirmation = {
  step: number;
  now: Date;
  since?: Date;
  browserKnownSince?: Date | null;
  name?: string | null;
};

/**
 * The moment from which an authenticator guards: a pending row becomes confirmed, its proving step spent. `since` is
 * the time of the one that it replaces, where it does; the authenticator itself is always as old as this moment.
 * `browserKnownSince` is since when the account knows the browser that did it, `name` what its owner calls it.
 */
export function confirmAuthenticator(
  { sql, tables: { authenticators: row } }: Db,
  id: string,
  { step, now, since = now, browserKnownSince = null, name = null }: Confirmation,
) {
  return sql
    .update(row)
    .set({
      confirmedAt: since,
      boundAt: now,
      browserKnownSince,
      lastStep: step,
      lastUsedAt: now,
      sessionIdHash: null,
      replacesId: null,
      name,
    })
    .where(and(eq(row.id, id), isNull(row.confirmedAt)))
    .returning({ userId: row.userId });
}

const updateStep = preparedRow(
  (
    { sql, tables: { authenticators: row } },
    value: Params<{ id: string; step: number; now: Date; evenDisabled: number }>,
  ) =>
    sql
      .update(row)
      .set({ lastStep: value('step'), lastUsedAt: value('now', row.lastUsedAt) })
      .where(
        and(
          eq(row.id, value('id')),
          isNotNull(row.confirmedAt),
          isNull(row.disownedAt),
          or(isNull(row.disabledAt), raw`cast(${value('evenDisabled')} as integer) = 1`),
          or(isNull(row.lastStep), lt(row.lastStep, value('step'))),
        ),
      )
      .returning({ id: row.id }),
);

/**
 * Spends a step, once: only one caller gets the row, in however many processes. Older steps die with it (RFC 6238
 * §5.2). A disabled authenticator's only where `evenDisabled`, a disowned one's never.
 */
export function claimStep(db: Db, id: string, step: number, now: Date, { evenDisabled = false } = {}) {
  return updateStep(db, { id, step, now, evenDisabled: Number(evenDisabled) });
}

/** Stops the codes of an authenticator; it goes on guarding the account. */
export function disableAuthenticator({ sql, tables: { authenticators: row } }: Db, id: string, now: Date) {
  return sql
    .update(row)
    .set({ disabledAt: now })
    .where(and(eq(row.id, id), isNull(row.disabledAt)))
    .returning({ id: row.id });
}

/**
 * Stops the codes of an authenticator that its owner doesn't recognise, in every browser; it goes on guarding the
 * account.
 */
export function disownAuthenticator({ sql, tables: { authenticators: row } }: Db, id: string, now: Date) {
  return sql
    .update(row)
    .set({ disabledAt: now, disownedAt: now })
    .where(and(eq(row.id, id), isNull(row.disownedAt)))
    .returning({ id: row.id });
}

/** Returns secrets after `afterId` that another key than `keyId` sealed, by id: one batch of a rotation. */
export async function listSealedWithOtherKeys(
  { sql, tables: { authenticators: row } }: Db,
  keyId: string,
  afterId: string,
  limit: number,
): Promise<Authenticator[]> {
  // Not LIKE: it ignores case on SQLite and reads _ as any character, so k1 and K1 would be one.
  const envelope = `v1.${keyId}.`;
  return sql
    .select()
    .from(row)
    .where(and(gt(row.id, afterId), ne(raw`substr(${row.sealedSecret}, 1, ${envelope.length})`, envelope)))
    .orderBy(asc(row.id))
    .limit(limit);
}

/** Replaces the sealed secret, unless it has changed since it was read. */
export function replaceSealedSecret(
  { sql, tables: { authenticators: row } }: Db,
  id: string,
  before: string,
  after: string,
) {
  return sql
    .update(row)
    .set({ sealedSecret: after })
    .where(and(eq(row.id, id), eq(row.sealedSecret, before)))
    .returning({ id: row.id });
}

/** Changes what its owner calls a confirmed authenticator. */
export function renameAuthenticator(
  { sql, tables: { authenticators: row } }: Db,
  { id, userId }: { id: string; userId: string },
  name: string,
) {
  return sql
    .update(row)
    .set({ name })
    .where(and(eq(row.id, id), eq(row.userId, userId), isNotNull(row.confirmedAt)))
    .returning({ id: row.id });
}

/** Deletes one confirmed authenticator of this user. */
export function deleteAuthenticator(
  { sql, tables: { authenticators: row } }: Db,
  { id, userId }: { id: string; userId: string },
) {
  return sql
    .delete(row)
    .where(and(eq(row.id, id), eq(row.userId, userId), isNotNull(row.confirmedAt)))
    .returning({ id: row.id });
}

export function deleteConfirmedAuthenticators({ sql, tables: { authenticators: row } }: Db, userId: string) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), isNotNull(row.confirmedAt)))
    .returning({ id: row.id });
}

/** Returns some of the secrets that the key of this name sealed. */
export async function listSealedWith({ sql, tables: { authenticators: row } }: Db, keyId: string, limit: number) {
  const envelope = `v1.${keyId}.`;
  return sql
    .select({ id: row.id, userId: row.userId, sealedSecret: row.sealedSecret })
    .from(row)
    .where(eq(raw`substr(${row.sealedSecret}, 1, ${envelope.length})`, envelope))
    .limit(limit);
}
