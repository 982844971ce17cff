import { and, asc, count, eq, inArray, lt, ne, or } from 'drizzle-orm';
import type { PasskeyStorage } from '../../lib/rules/two-factor/passkey-storage.ts';
import type { Db } from '../store.ts';

export type Passkey = {
  id: string;
  userId: string;
  credentialId: string;
  rpId: string;
  publicKey: string;
  counter: number;
  kind: 'passkey' | 'security-key';
  storage: PasskeyStorage;
  transports: string[];
  aaguid: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  browserKnownSince: Date | null;
  browser: string;
};

/** Returns the passkeys of a user, the oldest first. */
export function listPasskeys({ sql, tables: { passkeys } }: Db, userId: string) {
  return sql
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

/** Returns the passkey or security key with this credential id, and its owner's handle and email. */
export async function findPasskey({ sql, tables: { passkeys, users } }: Db, credentialId: string) {
  const [row] = await sql
    .select({ passkey: passkeys, handle: users.passkeyHandle, email: users.email })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(eq(passkeys.credentialId, credentialId));
  return row ?? null;
}

/** Returns the passkeys of these users, the oldest of each first. */
export async function listPasskeysOfAll({ sql, tables: { passkeys } }: Db, userIds: readonly string[]) {
  if (userIds.length === 0) return [];
  return sql
    .select()
    .from(passkeys)
    .where(inArray(passkeys.userId, [...userIds]))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

/** Counts everyone's passkeys by the host name that they belong to. */
export function countPasskeysByRpId({ sql, tables: { passkeys } }: Db) {
  return sql
    .select({ rpId: passkeys.rpId, count: count() })
    .from(passkeys)
    .groupBy(passkeys.rpId)
    .orderBy(asc(passkeys.rpId));
}

/** Inserts a passkey unless its credential id is known, to any account; no row comes back then. */
export function insertPasskey(
  { sql, tables: { passkeys } }: Db,
  passkey: Omit<Passkey, 'browserKnownSince'> & Partial<Pick<Passkey, 'browserKnownSince'>>,
) {
  return sql.insert(passkeys).values(passkey).onConflictDoNothing().returning({ id: passkeys.id });
}

/**
 * Records a use, and returns no row where the counter says that the passkey was copied: on a device that a passkey can't
 * leave, the counter rises with every use, unless it always is 0. Synced ones count on each device apart.
 */
export function recordPasskeyUse(
  { sql, tables: { passkeys: row } }: Db,
  id: string,
  use: { counter: number; storage: PasskeyStorage; now: Date },
) {
  const isRising = use.counter === 0 ? eq(row.counter, 0) : lt(row.counter, use.counter);
  return sql
    .update(row)
    .set({ counter: use.counter, storage: use.storage, lastUsedAt: use.now })
    .where(and(eq(row.id, id), or(isRising, ne(row.storage, 'device'))))
    .returning({ id: row.id });
}

export function renamePasskey({ sql, tables: { passkeys } }: Db, userId: string, id: string, name: string) {
  return sql
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
}

/**
 * Makes a passkey a security key: it guards the account behind another factor and never signs in by itself again. No
 * row comes back where it was none.
 */
export function demotePasskey({ sql, tables: { passkeys } }: Db, userId: string, id: string) {
  return sql
    .update(passkeys)
    .set({ kind: 'security-key' })
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id), eq(passkeys.kind, 'passkey')))
    .returning({ id: passkeys.id });
}

/** Writes since when the browser is known that turns two-factor on: with that, all passkeys become second factors. */
export function setPasskeysKnownSince({ sql, tables: { passkeys } }: Db, userId: string, since: Date | null) {
  return sql
    .update(passkeys)
    .set({ browserKnownSince: since })
    .where(eq(passkeys.userId, userId))
    .returning({ id: passkeys.id });
}

/** Deletes a passkey; the sessions that it opened go with it. */
export function deletePasskey({ sql, tables: { passkeys } }: Db, userId: string, id: string) {
  return sql
    .delete(passkeys)
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id, name: passkeys.name });
}

/** Gives a user the handle that all their passkeys carry, unless they have one. */
export function setPasskeyHandle({ sql, tables: { users } }: Db, id: string, handle: string) {
  return sql.update(users).set({ passkeyHandle: handle }).where(eq(users.id, id)).returning({ id: users.id });
}
