import { and, asc, count, eq, inArray, isNotNull, isNull, lte, ne, notExists } from 'drizzle-orm';
import type { Role } from '../../lib/rules/account/role.ts';
import { searchedNames } from '../folded.ts';
import { first, prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

export type User = {
  id: string;
  email: string;
  name: string;
  passwordHash: string | null;
  createdAt: Date;
  role: Role;
  disabledAt: Date | null;
  /** When the account is deleted for good; null where nobody has ordered that. Only disabled accounts have it. */
  deletionDueAt: Date | null;
  /**
   * Since when sign-in is refused, because its owner is recovering the account; a new password by a mailed link ends
   * it.
   */
  lockedDownAt: Date | null;
  /** Since when sign-in asks for a second factor; null while it doesn't (as lib/flows/two-factor/steps/two-factor-since.ts reads it). */
  twoFactorSince: Date | null;
  /** WebAuthn's user handle; null before the first passkey. */
  passkeyHandle: string | null;
  /** When the user asked not to be offered a passkey again; null while Home may offer one. */
  passkeyOfferDeclinedAt: Date | null;
  /** The language that the user chose; null: as the browser says. */
  language: string | null;
  /** When the address was proved to be its owner’s; null: never. */
  emailVerifiedAt: Date | null;
};

/** A new user: the ordinary role, not disabled, not locked down, without a second factor. */
export type NewUser = Omit<
  User,
  | 'role'
  | 'disabledAt'
  | 'deletionDueAt'
  | 'lockedDownAt'
  | 'twoFactorSince'
  | 'passkeyHandle'
  | 'passkeyOfferDeclinedAt'
  | 'language'
  | 'emailVerifiedAt'
> &
  Partial<Pick<User, 'emailVerifiedAt'>>;

/** Returns the user with this email as rows, for use inside a transaction. */
export const selectUserByEmail = prepared(['email'], ({ sql, tables: { users } }, value) =>
  sql
    .select()
    .from(users)
    .where(eq(users.email, value('email'))),
);
export const findUserByEmail = first(selectUserByEmail);

/** Returns the user as rows, for use inside a transaction. */
export const selectUser = prepared(['id'], ({ sql, tables: { users } }, value) =>
  sql
    .select()
    .from(users)
    .where(eq(users.id, value('id'))),
);
export const findUser = first(selectUser);

/**
 * Returns the user as rows, locked until the transaction ends. Everything that depends on the state of an account (a
 * session is created, two-factor turned on, a code spent) begins with this and so happens one after the other: else a
 * session being created wouldn't see two-factor being turned on, nor be seen by it.
 */
export const lockUser = prepared(['id'], ({ sql, tables: { users }, forUpdate }, value) =>
  forUpdate(
    sql
      .select()
      .from(users)
      .where(eq(users.id, value('id'))),
  ),
);

/** Returns those of these users who are still there, by name. */
export function selectUsers({ sql, tables: { users } }: Db, ids: readonly string[]) {
  return sql
    .select()
    .from(users)
    .where(inArray(users.id, [...ids]))
    .orderBy(asc(users.nameFolded), asc(users.email));
}

/** As `lockUser`, for several: always in one order, so that two transactions never wait for each other. */
export function lockUsers({ sql, tables: { users }, forUpdate }: Db, ids: readonly string[]) {
  return forUpdate(
    sql
      .select()
      .from(users)
      .where(inArray(users.id, [...ids]))
      .orderBy(asc(users.id)),
  );
}

/** As `lockUser`, before the user is deleted: nothing can be written about the account any more. */
export function lockForDeletion({ sql, tables: { users }, forDeletion }: Db, id: string) {
  return forDeletion(sql.select().from(users).where(eq(users.id, id)));
}

/** Inserts the user unless the email is taken; no row comes back then. */
export function insertUser({ sql, tables: { users } }: Db, user: NewUser) {
  return sql
    .insert(users)
    .values({ ...user, ...searchedNames(user.name) })
    .onConflictDoNothing()
    .returning({ id: users.id });
}

/**
 * Changes the account's email; no row comes back when that is taken. `verifiedAt`: when a link that was mailed there was
 * opened; null where none was.
 */
export function updateEmail({ sql, tables: { users } }: Db, id: string, email: string, verifiedAt: Date | null) {
  const isFree = notExists(sql.select({ id: users.id }).from(users).where(eq(users.email, email)));
  return sql
    .update(users)
    .set({ email, emailVerifiedAt: verifiedAt })
    .where(and(eq(users.id, id), isFree))
    .returning({ id: users.id });
}

/** Notes that a link was opened that had been mailed to the account's address. */
export function noteEmailVerified({ sql, tables: { users } }: Db, id: string, now: Date) {
  return sql.update(users).set({ emailVerifiedAt: now }).where(eq(users.id, id)).returning({ id: users.id });
}

/** Deletes the user; every row that belongs to them goes too. */
export function deleteUser({ sql, tables: { users } }: Db, id: string) {
  return sql.delete(users).where(eq(users.id, id)).returning({ id: users.id });
}

export function updateName({ sql, tables: { users } }: Db, id: string, name: string) {
  return sql
    .update(users)
    .set({ name, ...searchedNames(name) })
    .where(eq(users.id, id))
    .returning({ id: users.id });
}

/** Replaces the password unless it is no longer `expected`: two changes at once have one winner. */
export function updatePasswordHash(
  { sql, tables: { users } }: Db,
  id: string,
  passwordHash: string,
  expected: string | null,
) {
  const unchanged = expected === null ? isNull(users.passwordHash) : eq(users.passwordHash, expected);
  return sql
    .update(users)
    .set({ passwordHash })
    .where(and(eq(users.id, id), unchanged))
    .returning({ id: users.id });
}

/** Locks the account down, or lifts that. */
export function setLockedDown({ sql, tables: { users } }: Db, id: string, lockedDownAt: Date | null) {
  return sql.update(users).set({ lockedDownAt }).where(eq(users.id, id)).returning({ id: users.id });
}

/** Returns how many accounts there are. Reads all of them: not for a page. */
export async function countUsers({ sql, tables: { users } }: Db): Promise<number> {
  const [row] = await sql.select({ number: count() }).from(users);
  return row?.number ?? 0;
}

/** Orders that a disabled account is deleted for good; no row comes back where that is ordered already. */
export function setDeletionDue({ sql, tables: { users } }: Db, id: string, deletionDueAt: Date) {
  return sql
    .update(users)
    .set({ deletionDueAt })
    .where(and(eq(users.id, id), isNotNull(users.disabledAt), isNull(users.deletionDueAt)))
    .returning({ id: users.id });
}

/** Returns the accounts whose time to be deleted has come, some at once. */
export async function listDueDeletions({ sql, tables: { users } }: Db, now: Date, limit: number): Promise<string[]> {
  const due = await sql
    .select({ id: users.id })
    .from(users)
    .where(and(isNotNull(users.deletionDueAt), lte(users.deletionDueAt, now)))
    .limit(limit);
  return due.map(({ id }) => id);
}

/** Disables or enables an account, which ends an order to delete it; no row comes back when it is so already. */
export function setDisabled({ sql, tables: { users } }: Db, id: string, disabledAt: Date | null) {
  return sql
    .update(users)
    .set({ disabledAt, deletionDueAt: null })
    .where(and(eq(users.id, id), disabledAt ? isNull(users.disabledAt) : isNotNull(users.disabledAt)))
    .returning({ id: users.id });
}

export function setRole({ sql, tables: { users } }: Db, id: string, role: Role) {
  return sql
    .update(users)
    .set({ role })
    .where(and(eq(users.id, id), ne(users.role, role)))
    .returning({ id: users.id });
}

/**
 * Returns the administrators who can sign in, locked until the transaction ends: of two who step down at once one
 * stays.
 */
export function lockAdmins(db: Db) {
  const { users } = db.tables;
  return db.forUpdate(
    db.sql
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, 'admin'), isNull(users.disabledAt))),
  );
}

/** Notes that a user asked not to be offered a passkey again. */
export function setPasskeyOfferDeclined({ sql, tables: { users } }: Db, id: string, declinedAt: Date) {
  return sql
    .update(users)
    .set({ passkeyOfferDeclinedAt: declinedAt })
    .where(and(eq(users.id, id), isNull(users.passkeyOfferDeclinedAt)))
    .returning({ id: users.id });
}
