import { findOldestWaitingMail } from '../../db/mails.ts';
import type { Context } from './context.ts';

/** What a load balancer and an admin need to know, and nothing about anybody. */
export type Health =
  | {
      isReady: true /** For how many whole minutes the oldest mail waits; null when none does. */;
      mailWaits: number | null;
    }
  | { isReady: false };

/**
 * Whether this process can serve: its database answers. A mail server that is down makes nobody unable to sign in, so
 * it is told and does not count.
 */
export async function describeHealth({ db, now, log }: Pick<Context, 'db' | 'now' | 'log'>): Promise<Health> {
  try {
    await db.ping();
    const since = await findOldestWaitingMail(db);
    return { isReady: true, mailWaits: since && Math.floor((now.getTime() - since.getTime()) / 60_000) };
  } catch (error) {
    log.error({ event: 'not-ready', err: error }, 'the database does not answer');
    return { isReady: false };
  }
}
