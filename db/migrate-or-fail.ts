import { fillFoldedNames } from './fill-folded-names.ts';
import type { Store } from './store.ts';

/**
 * Migrates to the schema of this code. Throws where a newer version of the app has migrated the database: this one
 * doesn't know what the new columns mean.
 */
export async function migrateOrFail(store: Store): Promise<void> {
  await store.migrate();
  if ((await store.schemaState()) !== 'ahead') return fillFoldedNames(store);
  throw new Error(
    'a newer version of this app has migrated it. Start that version, or restore a backup from before the upgrade',
  );
}
