import { and, eq, gt, inArray, sql as raw } from 'drizzle-orm';
import { type Params, prepared } from '../prepared.ts';
import type { Db } from '../store.ts';

/** `createdAt` is since when the account knows the browser. */
type Browser = { tokenHash: string; userId: string; createdAt: Date; lastUsedAt: Date };

const selectKnown = prepared(
  ({ sql, tables: { deviceCookies: row, users } }, value: Params<{ tokenHash: string; email: string; since: Date }>) =>
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

const upsert = prepared(({ sql, tables: { deviceCookies: row } }, value: Params<Browser>) => {
  const lastUsedAt = value('lastUsedAt', row.lastUsedAt);
  return (
    sql
      .insert(row)
      .values({
        tokenHash: value('tokenHash'),
        userId: value('userId'),
        createdAt: value('createdAt', row.createdAt),
        lastUsedAt,
      })
      // An instance before 0.2 left no age: then it is as old as the last use that is known.
      .onConflictDoUpdate({
        target: [row.userId, row.tokenHash],
        set: { lastUsedAt, createdAt: raw`coalesce(${row.createdAt}, ${row.lastUsedAt})` },
      })
      .returning({ userId: row.userId })
  );
});

/** Whether a browser with this cookie signed in to the account at `email` since `since`. */
export async function isKnownDeviceCookie(db: Db, tokenHash: string, email: string, since: Date): Promise<boolean> {
  const [row] = await selectKnown(db, { tokenHash, email, since });
  return row !== undefined;
}

/** Remembers that this browser signed in to the account. */
export function upsertDeviceCookie(db: Db, browser: Browser) {
  return upsert(db, browser);
}

const selectOf = prepared(({ sql, tables: { deviceCookies: row } }, value: Params<{ userId: string }>) =>
  sql
    .select({ tokenHash: row.tokenHash, createdAt: row.createdAt, lastUsedAt: row.lastUsedAt })
    .from(row)
    .where(eq(row.userId, value('userId'))),
);

/** The browsers that an account knows, those unused for too long among them. */
export function selectDeviceCookies(db: Db, userId: string) {
  return selectOf(db, { userId });
}

export function forgetAllBrowsers({ sql, tables: { deviceCookies: row } }: Db, userId: string) {
  return sql.delete(row).where(eq(row.userId, userId)).returning({ userId: row.userId });
}

export function deleteDeviceCookies(
  { sql, tables: { deviceCookies: row } }: Db,
  userId: string,
  tokenHashes: string[],
) {
  return sql
    .delete(row)
    .where(and(eq(row.userId, userId), inArray(row.tokenHash, tokenHashes)))
    .returning({ userId: row.userId });
}
