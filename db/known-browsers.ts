import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import type { Db } from './store.ts';

/** Whether a browser with this cookie signed in to the account at `email` since `since`. */
export async function isKnownBrowser(
  { sql, tables: { knownBrowsers, users } }: Db,
  tokenHash: string,
  email: string,
  since: Date,
): Promise<boolean> {
  const [row] = await sql
    .select({ userId: knownBrowsers.userId })
    .from(knownBrowsers)
    .innerJoin(users, eq(users.id, knownBrowsers.userId))
    .where(and(eq(users.email, email), eq(knownBrowsers.tokenHash, tokenHash), gt(knownBrowsers.lastUsedAt, since)));
  return row !== undefined;
}

/** Remembers that this browser signed in to the account. */
export function rememberBrowser(
  { sql, tables: { knownBrowsers: row } }: Db,
  browser: { tokenHash: string; userId: string; lastUsedAt: Date },
) {
  return sql
    .insert(row)
    .values(browser)
    .onConflictDoUpdate({ target: [row.userId, row.tokenHash], set: { lastUsedAt: browser.lastUsedAt } })
    .returning({ userId: row.userId });
}

/** The browsers of an account, the one used last first. */
export function selectBrowsers({ sql, tables: { knownBrowsers: row } }: Db, userId: string) {
  return sql.select({ tokenHash: row.tokenHash }).from(row).where(eq(row.userId, userId)).orderBy(desc(row.lastUsedAt));
}

export function forgetBrowsers({ sql, tables: { knownBrowsers: row } }: Db, userId: string, tokenHashes: string[]) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), inArray(row.tokenHash, tokenHashes)))
    .returning({ userId: row.userId });
}
