import { eq } from 'drizzle-orm';
import type { Db } from '../store.ts';

export const addressUnknown = 'address-unknown';

/**
 * Returns what a server records about the installation, by name: `origin` (its AUTH_URL); `key:ID` for each sealing key
 * that it ran with: something sealed with it, so that another key under the same name is noticed; `address-unknown`:
 * when it met the first request since its start whose IP address it couldn't read.
 */
export async function listInstallation({ sql, tables: { installation } }: Db): Promise<Map<string, string>> {
  const rows = await sql.select().from(installation);
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/** Records a value; `isKept`: an existing one stays. */
export async function noteInstallation(
  { sql, tables: { installation } }: Db,
  name: string,
  value: string,
  { isKept = false } = {},
): Promise<void> {
  const insert = sql.insert(installation).values({ name, value });
  await (isKept
    ? insert.onConflictDoNothing()
    : insert.onConflictDoUpdate({ target: installation.name, set: { value } })
  ).returning({ name: installation.name });
}

/** Returns whether there was something to delete. */
export async function forgetInstallation({ sql, tables: { installation } }: Db, name: string): Promise<boolean> {
  const gone = await sql.delete(installation).where(eq(installation.name, name)).returning({ name: installation.name });
  return gone.length > 0;
}
