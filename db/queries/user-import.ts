import type { EventDetails } from '../../lib/rules/events/catalogue.ts';
import { folded } from '../folded.ts';
import { type Db, query } from '../store.ts';
import type { RecoverySet } from './recovery-codes.ts';
import type { NewUser } from './users.ts';

export type ImportedRow = {
  user: NewUser & { disabledAt: Date | null; twoFactorSince: Date | null };
  factor: {
    authenticator: {
      id: string;
      userId: string;
      sealedSecret: string;
      createdAt: Date;
      confirmedAt: Date;
      boundAt: Date;
    };
    set: RecoverySet;
  } | null;
};

/** Rows of one statement: far below the number of parameters that SQLite and PostgreSQL take. */
const BATCH = 500;

type ImportEvent = { at: Date; browser: string; ipAddress: string; actor: string; generateId: () => string };

/** Inserts users, the second factors of the new ones, and an event for each of those. Returns how many were new. */
export function* putImported(db: Db, rows: readonly ImportedRow[], { generateId, ...event }: ImportEvent) {
  const { users, authenticators, recoverySets, securityEvents } = db.tables;
  let made = 0;
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const newUsers = batch.map(({ user }) => ({ ...user, nameFolded: folded(user.name) }));
    const inserted = yield* query(
      db.sql.insert(users).values(newUsers).onConflictDoNothing().returning({ id: users.id }),
    );
    const isNew = new Set(inserted.map(({ id }) => id));
    const factors = batch.flatMap(({ factor }) => (factor && isNew.has(factor.set.userId) ? [factor] : []));
    made += isNew.size;
    const events = inserted.map(({ id }) => ({
      ...event,
      id: generateId(),
      userId: id,
      subject: null,
      kind: 'account-imported' as const,
      details: { of: rows.length } satisfies EventDetails['account-imported'],
    }));
    if (events.length > 0)
      yield* query(db.sql.insert(securityEvents).values(events).returning({ id: securityEvents.id }));
    if (factors.length === 0) continue;
    const secrets = factors.map(({ authenticator }) => authenticator);
    yield* query(db.sql.insert(authenticators).values(secrets).returning({ id: authenticators.id }));
    const sets = factors.map(({ set }) => set);
    yield* query(db.sql.insert(recoverySets).values(sets).returning({ userId: recoverySets.userId }));
  }
  return made;
}
