import 'server-only';
import { openSqlite } from '../../db/sqlite.ts';
import type { Store } from '../../db/store.ts';
import { settings } from '../env.ts';

// Kept on globalThis: Next bundles routes, pages and instrumentation apart, and each bundle would
// otherwise open a connection of its own.
const place = globalThis as { accountsStore?: Store };

/** The database of this process, opened at first use. */
export function store(): Store {
  place.accountsStore ??= openSqlite(settings().databaseUrl);
  return place.accountsStore;
}
