import { createHash } from 'node:crypto';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { SchemaState } from './store.ts';

/**
 * Where this app records its migrations. Not drizzle's own list, which every app that uses drizzle writes into: two of
 * them in one database would take each other's migrations for their own.
 */
export const MIGRATION_LIST = 'accounts_migrations';

/**
 * One file of the migrations folder; `madeAt` is when it was written, in ms since the epoch; 0.1.0 recorded one of
 * `oldHashes`.
 */
export type Migration = { hash: string; oldHashes: readonly string[]; madeAt: number; statements: readonly string[] };

/** Returns the migrations of this code, oldest first. */
export function readMigrations(folder: string): Migration[] {
  return readMigrationFiles({ migrationsFolder: folder }).map(({ sql, folderMillis }) => {
    const text = sql.join('--> statement-breakpoint').replaceAll('\r\n', '\n');
    const hash = sha256(text);
    // A copy with Windows line endings is the same migration, though drizzle hashed it differently.
    return { hash, oldHashes: [hash, sha256(text.replaceAll('\n', '\r\n'))], madeAt: folderMillis, statements: sql };
  });
}

/**
 * Returns how the migrations that were made (their hashes) stand to those of this code. One that this code doesn't know
 * was made by a newer version, whatever else is missing.
 */
export function compareMigrations(ours: readonly Migration[], made: readonly string[]): SchemaState {
  const known = new Set(ours.map(({ hash }) => hash));
  if (made.some((hash) => !known.has(hash))) return 'ahead';
  return made.length < known.size ? 'behind' : 'current';
}

/** Returns which of ours a list of 0.1.0 names: it held drizzle's hashes, and may hold other apps' too. */
export function madeBefore(ours: readonly Migration[], hashes: readonly string[]): Migration[] {
  return ours.filter(({ oldHashes }) => oldHashes.some((hash) => hashes.includes(hash)));
}

/**
 * Says to an administrator that what a migration creates exists already, and isn't ours. `thing` is as the database
 * names it, e.g. `table "users"`.
 */
export function foreignObjectError(thing: string, fix: string): Error {
  return new Error(`another program has made ${thing} there, and this app needs that name. ${fix}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
