import { countWaitingNotices, listFailedNotices } from '../../../db/queries/app-sessions.ts';
import { countFailedEvents, describeWaitingEvents } from '../../../db/queries/event-webhook.ts';
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
  /** Null without a webhook, as is the next one. */
  webhookEventsWaiting: number | null;
  webhookEventsFailed: number | null;
};

export async function describeTotals({
  db,
  now,
  settings: { webhook },
}: Pick<Context, 'db' | 'now' | 'settings'>): Promise<Totals | null> {
  try {
    const since = await findOldestWaitingMail(db);
    return {
      users: await countUsers(db),
      withTwoFactor: await countUsersWithTwoFactor(db),
      withPasskey: await countUsersWithPasskey(db),
      mailsWaiting: await countWaitingMails(db),
      logoutNoticesWaiting: await countWaitingNotices(db),
      logoutNoticesFailed: (await listFailedNotices(db)).length,
      webhookEventsWaiting: webhook ? (await describeWaitingEvents(db)).count : null,
      webhookEventsFailed: webhook ? await countFailedEvents(db) : null,
      oldestMailSeconds: since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0,
    };
  } catch {
    return null;
  }
}
