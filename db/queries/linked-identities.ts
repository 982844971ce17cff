import { and, asc, eq } from 'drizzle-orm';
import type { Provider } from '../../lib/rules/sign-in/authentication-methods.ts';
import type { Db } from '../store.ts';

export type Account = {
  id: string;
  userId: string;
  provider: Provider;
  subject: string;
  email: string | null;
  createdAt: Date;
};

/** The account behind a provider's identity: (provider, subject), never the address. */
export async function findAccount(
  { sql, tables: { accounts } }: Db,
  provider: Provider,
  subject: string,
): Promise<Account | null> {
  const [row] = await sql
    .select()
    .from(accounts)
    .where(and(eq(accounts.provider, provider), eq(accounts.subject, subject)));
  return row ?? null;
}

export function listAccounts({ sql, tables: { accounts } }: Db, userId: string) {
  return sql.select().from(accounts).where(eq(accounts.userId, userId)).orderBy(asc(accounts.createdAt));
}

export function deleteAccount({ sql, tables: { accounts } }: Db, userId: string, provider: Provider) {
  return sql
    .delete(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.provider, provider)))
    .returning({ id: accounts.id });
}

/** Inserts the account unless that identity has one; no row comes back then. */
export function insertAccount({ sql, tables: { accounts } }: Db, account: Account) {
  return sql.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id });
}
