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

/** The database of this process, opened at first use. */
export function store(): Store {
  place.accountsStore ??= open();
  return place.accountsStore;
}

function open(): Store {
  const opened = openStore(settings().databaseUrl, {
    onLostConnection: (error) =>
      log().warn({ event: 'database-connection-lost', reason: error.message }, 'it is replaced when it is needed'),
  });
  // SQLite writes its log into the file when the last process closes it: the file alone is whole then.
  process.once('exit', () => void opened.close());
  return opened;
}

/** Whether the database answers at this moment; the log says why not. */
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
 * Goes on where the database answers; else the person is sent to a sentence with status 503. Asked before anything is
 * begun: next-auth would take a silent database for a dead session and delete its cookie, and React shows an error
 * page to JavaScript only.
 */
export const requireDatabase = perRequest(async (): Promise<void> => {
  if (!(await hasDatabase())) redirect('/unavailable');
});
