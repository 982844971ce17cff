import { folded } from './folded.ts';
import type { RecoverySet } from './recovery-codes.ts';
import { type Db, run } from './store.ts';
import type { NewUser } from './users.ts';

export type ImportedRow = {
  user: NewUser & { disabledAt: Date | null };
  factor: {
    authenticator: { id: string; userId: string; sealedSecret: string; createdAt: Date; confirmedAt: Date };
    set: RecoverySet;
  } | null;
};

/** Rows of one statement: far below the number of parameters that SQLite and PostgreSQL take. */
const BATCH = 500;

/** Inserts people, and the second factors of those who were new. Answers how many were. */
export function* putImported(db: Db, rows: readonly ImportedRow[]) {
  const { users, authenticators, recoverySets } = db.tables;
  let made = 0;
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const people = batch.map(({ user }) => ({ ...user, nameFolded: folded(user.name) }));
    const inserted = yield* run(db.sql.insert(users).values(people).onConflictDoNothing().returning({ id: users.id }));
    const isNew = new Set(inserted.map(({ id }) => id));
    const factors = batch.flatMap(({ factor }) => (factor && isNew.has(factor.set.userId) ? [factor] : []));
    made += isNew.size;
    if (factors.length === 0) continue;
    const secrets = factors.map(({ authenticator }) => authenticator);
    yield* run(db.sql.insert(authenticators).values(secrets).returning({ id: authenticators.id }));
    const sets = factors.map(({ set }) => set);
    yield* run(db.sql.insert(recoverySets).values(sets).returning({ userId: recoverySets.userId }));
  }
  return made;
}
