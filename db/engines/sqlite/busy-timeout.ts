import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';
import { BaseSQLiteDatabase, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import type { Sql } from '../../store.ts';

/** Another program has locked the file: nothing was read or written, and the same may work in a moment. */
const BUSY = /^SQLITE_(BUSY|LOCKED)/;
/** The waits between tries, as SQLite's own; the last one is repeated. */
const PAUSES_MS = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];
/** A user who waits longer has gone away. */
const MOST_MS = 5_000;

/**
 * Retries `work` while another program has locked the file, for up to `mostMs`. SQLite's own busy timeout would block
 * this whole process, and every other request with it; here other requests go on.
 */
export async function patiently<T>(work: () => T, mostMs = MOST_MS): Promise<T> {
  for (let tries = 0, waitedMs = 0; ; tries += 1) {
    try {
      return work();
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!BUSY.test(code) || waitedMs >= mostMs) throw error;
      const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
      waitedMs += pause;
      await sleep(pause);
    }
  }
}

/** A query builder for single statements, each of which waits for locks. Not for use inside a transaction. */
export function patientSql(connection: Database.Database): Sql {
  const dialect = new SQLiteSyncDialect({ casing: 'snake_case' });
  const session = new PatientSession(connection, dialect, undefined);
  // drizzle has no builder for a synchronous driver and a caller that may have to wait.
  return new BaseSQLiteDatabase('async', dialect as never, session as never, undefined) as unknown as Sql;
}

class PatientSession extends BetterSQLiteSession<Record<string, never>, Record<string, never>> {
  override prepareQuery(...args: Parameters<BetterSQLiteSession<never, never>['prepareQuery']>) {
    const prepared = super.prepareQuery(...args);
    const { run, all, get } = prepared;
    return Object.assign(prepared, {
      mode: 'async' as const,
      run: (values?: Record<string, unknown>) => patiently(() => run.call(prepared, values)),
      all: (values?: Record<string, unknown>) => patiently(() => all.call(prepared, values)),
      get: (values?: Record<string, unknown>) => patiently(() => get.call(prepared, values)),
    }) as never;
  }
}
