import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { compile, type Place } from './compiled.ts';
import type { Db } from './store.ts';

type Browser = { tokenHash: string; userId: string; lastUsedAt: Date };

const selectKnown = compile(
  ({ sql, tables: { knownBrowsers: row, users } }, value: Place<{ tokenHash: string; email: string; since: Date }>) =>
    sql
      .select({ userId: row.userId })
      .from(row)
      .innerJoin(users, eq(users.id, row.userId))
      .where(
        and(
          eq(users.email, value('email')),
          eq(row.tokenHash, value('tokenHash')),
          gt(row.lastUsedAt, value('since', row.lastUsedAt)),
        ),
      ),
);

const upsert = compile(({ sql, tables: { knownBrowsers: row } }, value: Place<Browser>) => {
  const lastUsedAt = value('lastUsedAt', row.lastUsedAt);
  return sql
    .insert(row)
    .values({ tokenHash: value('tokenHash'), userId: value('userId'), lastUsedAt })
    .onConflictDoUpdate({ target: [row.userId, row.tokenHash], set: { lastUsedAt } })
    .returning({ userId: row.userId });
});

/** Whether a browser with this cookie signed in to the account at `email` since `since`. */
export async function isKnownBrowser(db: Db, tokenHash: string, email: string, since: Date): Promise<boolean> {
  const [row] = await selectKnown(db, { tokenHash, email, since });
  return row !== undefined;
}

/** Remembers that this browser signed in to the account. */
export function rememberBrowser(db: Db, browser: Browser) {
  return upsert(db, browser);
}

const selectOf = compile(({ sql, tables: { knownBrowsers: row } }, value: Place<{ userId: string }>) =>
  sql
    .select({ tokenHash: row.tokenHash })
    .from(row)
    .where(eq(row.userId, value('userId')))
    .orderBy(desc(row.lastUsedAt)),
);

/** The browsers of an account, the one used last first. */
export function selectBrowsers(db: Db, userId: string) {
  return selectOf(db, { userId });
}

export function forgetBrowsers({ sql, tables: { knownBrowsers: row } }: Db, userId: string, tokenHashes: string[]) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), inArray(row.tokenHash, tokenHashes)))
    .returning({ userId: row.userId });
}
