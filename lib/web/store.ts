import 'server-only';
import { redirect } from 'next/navigation';
import { openStore } from '../../db/open-store.ts';
import type { Store } from '../../db/store.ts';
import { settings } from '../config/env.ts';
import { errorMessage } from '../error-message.ts';
import { log } from '../observability/log.ts';
import { perRequest } from './per-request.ts';
import { requestLog } from './request-log.ts';

// Kept on globalThis: Next bundles routes, pages and instrumentation apart, and each bundle would
// otherwise open a connection of its own.
const place = globalThis as { accountsStore?: Store };

/** Returns the database of this process, which `openDatabase` has opened. */
export function store(): Store {
  if (!place.accountsStore) throw new Error('The database is opened before the first request (lib/web/boot/boot.ts)');
  return place.accountsStore;
}

/** Opens the database of this process, once. */
export async function openDatabase(): Promise<Store> {
  place.accountsStore ??= await open();
  return place.accountsStore;
}

async function open(): Promise<Store> {
  const opened = await openStore(settings().databaseUrl, {
    onLostConnection: (error) =>
      log().warn({ event: 'database-connection-lost', reason: error.message }, 'it is replaced when it is needed'),
  });
  // SQLite checkpoints its log when the last process closes it: the file alone is complete then.
  process.once('exit', () => void opened.close());
  return opened;
}

/** Returns whether the database answers at this moment; logs why not. */
export async function hasDatabase(): Promise<boolean> {
  try {
    await store().ping();
    return true;
  } catch (error) {
    const reason = errorMessage(error);
    (await requestLog()).error({ event: 'database-gone', reason }, 'the database does not answer');
    return false;
  }
}

/**
 * Continues where the database answers; else redirects to a page with status 503. Called before anything else:
 * next-auth would take a silent database for a dead session and delete its cookie, and React shows an error page to
 * JavaScript only.
 */
export const requireDatabase = perRequest(async (): Promise<void> => {
  if (!(await hasDatabase())) redirect('/unavailable');
});
