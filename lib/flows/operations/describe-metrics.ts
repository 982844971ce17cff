import { countWaitingNotices, listFailedNotices } from '../../../db/queries/app-sessions.ts';
import { countWaitingMails, findOldestWaitingMail } from '../../../db/queries/mails.ts';
import { countUsersWithPasskey, countUsersWithTwoFactor } from '../../../db/queries/user-counts.ts';
import { countUsers } from '../../../db/queries/users.ts';
import type { Context } from '../context.ts';

/** Returns numbers that all instances share, since they come from the database; null when it doesn't answer. */
export type Totals = {
  users: number;
  withTwoFactor: number;
  withPasskey: number;
  mailsWaiting: number;
  oldestMailSeconds: number;
  logoutNoticesWaiting: number;
  logoutNoticesFailed: number;
};

export async function describeTotals({ db, now }: Pick<Context, 'db' | 'now'>): Promise<Totals | null> {
  try {
    const since = await findOldestWaitingMail(db);
    return {
      users: await countUsers(db),
      withTwoFactor: await countUsersWithTwoFactor(db),
      withPasskey: await countUsersWithPasskey(db),
      mailsWaiting: await countWaitingMails(db),
      logoutNoticesWaiting: await countWaitingNotices(db),
      logoutNoticesFailed: (await listFailedNotices(db)).length,
      oldestMailSeconds: since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0,
    };
  } catch {
    return null;
  }
}
