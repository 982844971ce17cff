import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Provider } from '../../lib/rules/sign-in/authentication-methods.ts';
import type { Db } from '../store.ts';

export type LinkedIdentity = {
  id: string;
  userId: string;
  provider: Provider;
  subject: string;
  email: string | null;
  createdAt: Date;
};

/** Returns the account behind a provider's identity: (provider, subject), never the email. */
export async function findLinkedIdentity(
  { sql, tables: { linkedIdentities } }: Db,
  provider: Provider,
  subject: string,
): Promise<LinkedIdentity | null> {
  const [row] = await sql
    .select()
    .from(linkedIdentities)
    .where(and(eq(linkedIdentities.provider, provider), eq(linkedIdentities.subject, subject)));
  return row ?? null;
}

export function listLinkedIdentities({ sql, tables: { linkedIdentities } }: Db, userId: string) {
  return sql
    .select()
    .from(linkedIdentities)
    .where(eq(linkedIdentities.userId, userId))
    .orderBy(asc(linkedIdentities.createdAt));
}

/** Returns the providers that these users sign in with, in the order in which they were connected. */
export function listProvidersOf({ sql, tables: { linkedIdentities: row } }: Db, userIds: readonly string[]) {
  return sql
    .select({ userId: row.userId, provider: row.provider })
    .from(row)
    .where(inArray(row.userId, [...userIds]))
    .orderBy(asc(row.createdAt));
}

export function unlinkIdentity({ sql, tables: { linkedIdentities } }: Db, userId: string, provider: Provider) {
  return sql
    .delete(linkedIdentities)
    .where(and(eq(linkedIdentities.userId, userId), eq(linkedIdentities.provider, provider)))
    .returning({ id: linkedIdentities.id });
}

/** Inserts the identity unless it is linked already; no row comes back then. */
export function insertLinkedIdentity({ sql, tables: { linkedIdentities } }: Db, account: LinkedIdentity) {
  return sql.insert(linkedIdentities).values(account).onConflictDoNothing().returning({ id: linkedIdentities.id });
}
