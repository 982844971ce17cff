import { findOldestWaitingMail } from '../../db/mails.ts';
import type { SchemaState } from '../../db/store.ts';
import type { Context } from './context.ts';

/** What a load balancer and an admin need to know, and nothing about anybody. */
export type Health =
  | {
      isReady: true /** For how many whole minutes the oldest mail waits; null when none does. */;
      mailWaits: number | null;
      migrations: Exclude<SchemaState, 'behind'>;
    }
  | { isReady: false; fault: 'database' | 'migrations' };

/**
 * Whether this process can serve: its database answers and has the schema of this code. A newer one is told and does
 * not count, since an upgrade has to leave the old instances at work; nor does a mail server that is down, which makes
 * nobody unable to sign in.
 */
export async function describeHealth({ db, now, log }: Pick<Context, 'db' | 'now' | 'log'>): Promise<Health> {
  try {
    await db.ping();
    const migrations = await db.schemaState();
    if (migrations === 'behind') {
      log.error({ event: 'not-ready' }, 'the database lacks migrations of this code: restart it, or run them');
      return { isReady: false, fault: 'migrations' };
    }
    const since = await findOldestWaitingMail(db);
    return { migrations, isReady: true, mailWaits: since && Math.floor((now.getTime() - since.getTime()) / 60_000) };
  } catch (error) {
    log.error({ event: 'not-ready', err: error }, 'the database does not answer');
    return { isReady: false, fault: 'database' };
  }
}
