import 'server-only';
import { openStore } from '../../db/open-store.ts';
import type { Store } from '../../db/store.ts';
import { settings } from '../env.ts';
import { log } from '../log.ts';

// Kept on globalThis: Next bundles routes, pages and instrumentation apart, and each bundle would
// otherwise open a connection of its own.
const place = globalThis as { accountsStore?: Store };

/** The database of this process, opened at first use. */
export function store(): Store {
  place.accountsStore ??= openStore(settings().databaseUrl, {
    onLostConnection: (error) =>
      log().warn({ event: 'database-connection-lost', reason: error.message }, 'it is replaced when it is needed'),
  });
  return place.accountsStore;
}
