import { and, eq, gt, inArray, sql as raw } from 'drizzle-orm';
import { first, type Params, prepared, preparedRow } from '../prepared.ts';
import type { Db } from '../store.ts';

/** `createdAt`: since when the account knows the browser. */
type Browser = { tokenHash: string; userId: string; createdAt: Date; lastUsedAt: Date };

/** Returns the device cookie of a browser that signed in to the account at `email` since `since`. */
export const findDeviceCookie = first(
  prepared(['tokenHash', 'email', 'since'], ({ sql, tables: { deviceCookies: row, users } }, value) =>
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
  ),
);

/** Remembers that this browser signed in to the account. */
export const upsertDeviceCookie = preparedRow(({ sql, tables: { deviceCookies: row } }, value: Params<Browser>) => {
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
      // An instance before 0.2 left no age: then it is as old as its last known use.
      .onConflictDoUpdate({
        target: [row.userId, row.tokenHash],
        set: { lastUsedAt, createdAt: raw`coalesce(${row.createdAt}, ${row.lastUsedAt})` },
      })
      .returning({ userId: row.userId })
  );
});

/** Returns the browsers that an account knows, including those unused for too long. */
export const selectDeviceCookies = prepared(['userId'], ({ sql, tables: { deviceCookies: row } }, value) =>
  sql
    .select({ tokenHash: row.tokenHash, createdAt: row.createdAt, lastUsedAt: row.lastUsedAt })
    .from(row)
    .where(eq(row.userId, value('userId'))),
);

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
