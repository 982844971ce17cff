import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../store.ts';

export type SigningKey = { kid: string; generation: number; sealedKey: string; createdAt: Date; signsFrom: Date };

/** Returns every signing key, the oldest first. */
export function listSigningKeys({ sql, tables: { signingKeys } }: Db): PromiseLike<SigningKey[]> {
  return sql.select().from(signingKeys).orderBy(asc(signingKeys.generation));
}

/** Inserts a key unless there is one of its generation; no row comes back then. */
export function insertSigningKey({ sql, tables: { signingKeys } }: Db, key: SigningKey) {
  return sql.insert(signingKeys).values(key).onConflictDoNothing().returning({ kid: signingKeys.kid });
}

export function deleteSigningKeys({ sql, tables: { signingKeys } }: Db, kids: string[]) {
  return sql.delete(signingKeys).where(inArray(signingKeys.kid, kids)).returning({ kid: signingKeys.kid });
}

/** Replaces how a key is sealed, unless that has changed meanwhile. */
export function replaceSealedKey({ sql, tables: { signingKeys } }: Db, kid: string, before: string, after: string) {
  return sql
    .update(signingKeys)
    .set({ sealedKey: after })
    .where(and(eq(signingKeys.kid, kid), eq(signingKeys.sealedKey, before)))
    .returning({ kid: signingKeys.kid });
}
