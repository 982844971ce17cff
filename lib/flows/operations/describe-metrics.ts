import { countConfirmedAuthenticators } from '../../../db/queries/authenticators.ts';
import { countWaitingMails, findOldestWaitingMail } from '../../../db/queries/mails.ts';
import { countUsers } from '../../../db/queries/users.ts';
import type { Context } from '../context.ts';

/** Returns numbers that all instances share, since they come from the database; null when it doesn't answer. */
export type Stock = { people: number; withTwoFactor: number; mailsWaiting: number; oldestMailSeconds: number };

export async function describeStock({ db, now }: Pick<Context, 'db' | 'now'>): Promise<Stock | null> {
  try {
    const since = await findOldestWaitingMail(db);
    return {
      people: await countUsers(db),
      withTwoFactor: await countConfirmedAuthenticators(db),
      mailsWaiting: await countWaitingMails(db),
      oldestMailSeconds: since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0,
    };
  } catch {
    return null;
  }
}
