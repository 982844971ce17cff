import { listDueUndos, markChanges, selectChanges } from '../../../../db/queries/address-changes.ts';
import { lockUser } from '../../../../db/queries/users.ts';
import { query } from '../../../../db/store.ts';
import { succeed } from '../../../result.ts';
import { codeNeed } from '../../../rules/account/address-dispute.ts';
import { dueUndo } from '../../../rules/account/address-history.ts';
import type { Context } from '../../context.ts';
import { transactionOrRollback } from '../../transaction-or-rollback.ts';
import { disputeAges } from './gather-proofs.ts';
import { restoreEmail } from './restore-email.ts';
import { asServerItself } from './server-itself.ts';

/** Executes every undo that is due, also where the account isn't used. */
export async function executeDueUndos(context: Omit<Context, 'client'>): Promise<void> {
  for (const userId of await listDueUndos(context.db, context.now)) await executeDueUndo(context, userId);
}

/**
 * Executes the due undo of an account, if there is one. Called where the account is read too, so that an email that is
 * over opens nothing. Returns whether something was done.
 */
export async function executeDueUndo(asked: Omit<Context, 'client'>, userId: string): Promise<boolean> {
  const context = asServerItself(asked);
  if (!dueUndo(await selectChanges(context.db, userId), context.now)) return false;
  const done = await transactionOrRollback<boolean>(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, userId));
    const changes = yield* query(selectChanges(tx, userId));
    const change = dueUndo(changes, context.now);
    if (!user || !change || user.disabledAt) return succeed(false);
    // A second factor has become old enough to be asked for since, or the email was restored: not executed
    // automatically.
    const ages = yield* disputeAges(context, tx, userId);
    if (codeNeed(ages, change.changedAt, context.now) === 'needed' || change.fromEmail === user.email) {
      yield* query(markChanges(tx, [change.id], { undoDueAt: null }));
      return succeed(false);
    }
    const restored = yield* restoreEmail(context, tx, { user, changes, change, by: 'link', isFinal: false });
    return restored.ok ? succeed(true) : restored;
  });
  if (!done.ok) {
    context.log.warn({ event: 'undo-not-carried-out', user: userId, reason: done.code }, 'an undo was dropped');
    const changes = await selectChanges(context.db, userId);
    const change = dueUndo(changes, context.now);
    if (change) await markChanges(context.db, [change.id], { undoDueAt: null });
  }
  return done.ok && done.value;
}
