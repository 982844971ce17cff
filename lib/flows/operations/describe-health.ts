import { findOldestWaitingMail } from '../../../db/queries/mails.ts';
import type { SchemaState } from '../../../db/store.ts';
import { MINUTE_MS } from '../../config/limits.ts';
import type { Context } from '../context.ts';

/** What a load balancer and an admin need to know, and nothing about anybody. */
export type Health =
  | {
      isReady: true /** For how many whole minutes the oldest mail waits; null when none does. */;
      mailWaits: number | null;
      migrations: Exclude<SchemaState, 'behind'>;
    }
  | { isReady: false; fault: 'database' | 'migrations' | 'writes' };

/**
 * Whether this process can serve: its database answers, has the schema of this code and takes writes, without which
 * nobody signs in. A newer schema is told and does not count, since an upgrade has to leave the old instances at work;
 * nor does a mail server that is down, which makes nobody unable to sign in.
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
