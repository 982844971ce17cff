import { consumeToken, deleteTokensOf } from '../../../db/queries/tokens.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { refuse } from '../../result.ts';
import type { Context } from '../context.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { applyEmailChange } from './steps/apply-email-change.ts';
import { listDueEmailChanges } from './steps/scheduled-email-change.ts';
import { asServerItself } from './steps/server-itself.ts';

/** Makes every change of email that an administrator scheduled, and nobody stopped: see scheduleEmailChange. */
export async function executeDueEmailChanges(asked: Omit<Context, 'client'>): Promise<void> {
  const context = asServerItself(asked);
  for (const { token, change } of await listDueEmailChanges(context)) {
    const done = await transactionOrRollback(context.db, function* (tx) {
      const [user] = yield* query(lockUser(tx, token.owner));
      const [held] = yield* query(consumeToken(tx, token.secretHash, 'change-email', context.now));
      // Stopped a moment ago, or the email has changed in another way since.
      if (!held || !user || user.email !== change.from) return refuse('link-dead');
      return yield* applyEmailChange(context, tx, user, change, change.by);
    });
    if (done.ok) continue;
    context.log.warn(
      { event: 'email-change-not-carried-out', user: token.owner, reason: done.code },
      'a scheduled change of an email address was dropped',
    );
    await deleteTokensOf(context.db, token.owner, 'change-email');
  }
}
