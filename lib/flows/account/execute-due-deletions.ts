import { listEvents } from '../../../db/queries/security-events.ts';
import { listDueDeletions, lockForDeletion } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { byItself } from '../../rules/events/say-browser.ts';
import type { Context } from '../context.ts';
import { removeAccount, removeMailFiles } from './steps/remove-account.ts';
import { asServerItself } from './steps/server-itself.ts';

const BATCH = 50;

/** Deletes every account whose deletion an administrator has ordered and that is due: see scheduleDeletion. */
export async function executeDueDeletions(asked: Omit<Context, 'client'>): Promise<void> {
  const context = asServerItself(asked);
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
