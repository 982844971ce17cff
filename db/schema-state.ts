import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { SchemaState } from './store.ts';

/** Compares the newest migration that was made with the newest that this code brings. */
export function schemaState(migrationsFolder: string, newestMade: number): SchemaState {
  const newest = Math.max(0, ...readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis));
  if (newestMade === newest) return 'current';
  return newestMade < newest ? 'behind' : 'ahead';
}
