import { findOldestWaitingMail } from '../../../db/queries/mails.ts';
import type { SchemaState } from '../../../db/store.ts';
import { MINUTE_MS } from '../../config/limits.ts';
import type { Context } from '../context.ts';

/** What a load balancer and an admin need to know, and nothing about any user. */
export type Health =
  | {
      isReady: true /** For how many whole minutes the oldest mail waits; null when none does. */;
      mailWaits: number | null;
      migrations: Exclude<SchemaState, 'behind'>;
    }
  | { isReady: false; fault: 'database' | 'migrations' | 'writes' };

/**
 * Returns whether this process can serve: its database answers, has the schema of this code and can be written to,
 * without which sign-in fails. A newer schema is reported but doesn't count, since an upgrade must leave the old
 * instances working; nor does a mail server that is down, since users can still sign in.
 */
export async function describeHealth({ db, now, log }: Pick<Context, 'db' | 'now' | 'log'>): Promise<Health> {
  try {
    await db.ping();
    const migrations = await db.schemaState();
    if (migrations === 'behind') {
      log.error({ event: 'not-ready' }, 'the database lacks migrations of this code: restart it, or run them');
      return { isReady: false, fault: 'migrations' };
    }
    const fault = await db.checkWritable().then(
      () => null,
      (error: unknown) => error,
    );
    if (fault) {
      log.error({ event: 'not-ready', err: fault }, 'the database takes no writes: nobody can sign in');
      return { isReady: false, fault: 'writes' };
    }
    const since = await findOldestWaitingMail(db);
    return { migrations, isReady: true, mailWaits: since && Math.floor((now.getTime() - since.getTime()) / MINUTE_MS) };
  } catch (error) {
    log.error({ event: 'not-ready', err: error }, 'the database does not answer');
    return { isReady: false, fault: 'database' };
  }
}
