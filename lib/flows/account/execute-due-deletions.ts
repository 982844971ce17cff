import { listEvents } from '../../../db/queries/security-events.ts';
import { listDueDeletions, lockForDeletion } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { byItself } from '../../rules/events/display-location.ts';
import { DEFAULT_LANGUAGE } from '../../words/language.ts';
import type { Context } from '../context.ts';
import { removeAccount, removeMailFiles } from './steps/remove-account.ts';

const BATCH = 50;
const serverItself = { browser: byItself, ipAddress: 'unknown', deviceCookieHash: null, language: DEFAULT_LANGUAGE };

/** Deletes every account whose deletion an administrator has ordered and that is due: see scheduleDeletion. */
export async function executeDueDeletions(asked: Omit<Context, 'client'>): Promise<void> {
  const context = { ...asked, client: serverItself };
  for (const userId of await listDueDeletions(context.db, context.now, BATCH)) {
    const [order] = await listEvents(context.db, userId, ['deletion-scheduled'], { limit: 1 });
    const mailIds = await context.db.transaction(function* (tx) {
      const [held] = yield* query(lockForDeletion(tx, userId));
      // Taken back a moment ago.
      if (!held?.deletionDueAt || held.deletionDueAt > context.now || !held.disabledAt) return [];
      return yield* removeAccount(context, tx, held, order?.actor ?? byItself);
    });
    await removeMailFiles(context, userId, mailIds);
  }
}
