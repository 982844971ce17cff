import { inArray } from 'drizzle-orm';
import type { EventDetails } from '../../lib/rules/events/catalogue.ts';
import { searchedNames } from '../folded.ts';
import { type Db, query } from '../store.ts';
import { selectAddressesWithHistory } from './address-changes.ts';
import type { Passkey } from './passkeys.ts';
import type { RecoverySet } from './recovery-codes.ts';
import type { NewUser, User } from './users.ts';

export type ImportedRow = {
  user: NewUser & Pick<User, 'disabledAt' | 'twoFactorSince' | 'passkeyHandle'>;
  passkeys: Passkey[];
  factor: {
    authenticators: {
      id: string;
      userId: string;
      sealedSecret: string;
      name: string | null;
      createdAt: Date;
      confirmedAt: Date;
      boundAt: Date;
    }[];
    set: RecoverySet;
  } | null;
};

/** Rows of one statement: far below the number of parameters that SQLite and PostgreSQL take. */
const BATCH = 500;

type Step<T> = Generator<PromiseLike<unknown>, T, unknown>;

type Import = {
  at: Date;
  browser: string;
  ipAddress: string;
  actor: string;
  of: number;
  generateId: () => string;
  isReserved: (email: string) => Step<boolean>;
  onProgress?: ((done: number) => void) | undefined;
};

/**
 * Inserts users, the second factors and passkeys of the new ones, and an event for each of those. Returns how many were new, how
 * many had an account, and how many an address that belongs to another one still.
 */
export function* putImported(
  db: Db,
  rows: Iterable<ImportedRow>,
  { generateId, of, isReserved, onProgress, ...event }: Import,
): Step<{ made: number; alreadyThere: number; reserved: number }> {
  const { users, authenticators, passkeys, recoverySets, securityEvents } = db.tables;
  const put = { made: 0, alreadyThere: 0, reserved: 0 };
  let done = 0;
  for (const batch of inBatches(rows)) {
    const reserved = yield* reservedAmong(db, batch, isReserved);
    const free = batch.filter(({ user }) => !reserved.has(user.email));
    const newUsers = free.map(({ user }) => ({ ...user, ...searchedNames(user.name) }));
    const inserted =
      newUsers.length > 0
        ? yield* query(db.sql.insert(users).values(newUsers).onConflictDoNothing().returning({ id: users.id }))
        : [];
    const isNew = new Set(inserted.map(({ id }) => id));
    const factors = free.flatMap(({ factor }) => (factor && isNew.has(factor.set.userId) ? [factor] : []));
    put.made += isNew.size;
    put.alreadyThere += free.length - isNew.size;
    put.reserved += reserved.size;
    const events = inserted.map(({ id }) => ({
      ...event,
      id: generateId(),
      userId: id,
      subject: null,
      kind: 'account-imported' as const,
      details: { of } satisfies EventDetails['account-imported'],
    }));
    if (events.length > 0)
      yield* query(db.sql.insert(securityEvents).values(events).returning({ id: securityEvents.id }));
    if (factors.length > 0) {
      const secrets = factors.flatMap(({ authenticators: own }) => own);
      if (secrets.length > 0)
        yield* query(db.sql.insert(authenticators).values(secrets).returning({ id: authenticators.id }));
      const sets = factors.map(({ set }) => set);
      yield* query(db.sql.insert(recoverySets).values(sets).returning({ userId: recoverySets.userId }));
    }
    const own = free.flatMap(({ passkeys: brought }) => brought.filter(({ userId }) => isNew.has(userId)));
    // One that another account has stays there: its owner there must not lose it (attack W-15).
    for (const some of inBatches(own))
      yield* query(db.sql.insert(passkeys).values(some).onConflictDoNothing().returning({ id: passkeys.id }));
    done += batch.length;
    onProgress?.(done);
  }
  return put;
}

/** Returns how many of these users' emails have an account. */
export async function countExisting(
  { sql, tables: { users } }: Db,
  rows: Iterable<{ email: string }>,
): Promise<number> {
  let existing = 0;
  for (const batch of inBatches(rows)) {
    const emails = batch.map(({ email }) => email);
    existing += (await sql.select({ id: users.id }).from(users).where(inArray(users.email, emails))).length;
  }
  return existing;
}

function* reservedAmong(db: Db, batch: readonly ImportedRow[], isReserved: (email: string) => Step<boolean>) {
  const emails = batch.map(({ user }) => user.email);
  const reserved = new Set<string>();
  // Few addresses were ever changed: only those are looked at one by one.
  for (const { email } of yield* query(selectAddressesWithHistory(db, emails)))
    if (!reserved.has(email) && (yield* isReserved(email))) reserved.add(email);
  return reserved;
}

function* inBatches<T>(rows: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
