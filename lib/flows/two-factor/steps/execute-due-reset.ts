import { deleteDueReset, findReset } from '../../../../db/queries/second-factor-resets.ts';
import { consumeToken, findToken } from '../../../../db/queries/tokens.ts';
import { findUser, lockUser } from '../../../../db/queries/users.ts';
import { query } from '../../../../db/store.ts';
import { addMs } from '../../../clock.ts';
import { limits } from '../../../config/limits.ts';
import { hashToken } from '../../../crypto/token.ts';
import { refuse, succeed } from '../../../result.ts';
import { resetStage } from '../../../rules/account/reset.ts';
import { endHeld } from '../../account/steps/end-held.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { transactionOrRollback } from '../../transaction-or-rollback.ts';
import { announceReset } from '../announce-due-reset.ts';

/**
 * Turns a user's second factor off when its reset is due, with the first factor just passed, in a browser that opened
 * the link of the mail about it (`linkSecret`). Neither the password nor the mailbox alone is enough, and an account
 * never stands open with one factor less while its owner isn't asking for it.
 */
export async function executeDueReset(context: Context, userId: string, linkSecret: string | null): Promise<void> {
  const { db, now } = context;
  const reset = await findReset(db, userId);
  if (!reset || resetStage(reset, now) !== 'due') return;
  if (!reset.announcedAt) return announceReset(context, userId);
  if (!linkSecret) return;
  const secretHash = hashToken(linkSecret);
  await transactionOrRollback(db, function* (tx) {
    const [user] = yield* query(lockUser(tx, userId));
    const [token] = yield* query(consumeToken(tx, secretHash, 'reset-due', now));
    // Another user's link, or one that was mailed to an earlier email of the account, proves nothing here.
    if (!user || token?.owner !== userId || token.email !== user.email) return refuse('link-dead');
    // Cancelled, executed by another process, or scheduled again: then its delay starts over.
    const [due] = yield* query(deleteDueReset(tx, userId, now, addMs(now, -limits.resetOpenMs)));
    if (!due) return refuse('link-dead');
    yield* endHeld(context, tx, 'second-factor-reset', { userId });
    yield* recordEvent(context, tx, { userId, kind: 'second-factor-reset', actor: due.scheduledBy });
    return succeed(null);
  });
}

/** Returns whose reset this link executes, while it can: the page of the link names the account. Changes nothing. */
export async function readResetLink({ db, now }: Context, secret: string): Promise<{ email: string } | null> {
  const token = await findToken(db, hashToken(secret), 'reset-due', now);
  const user = token && (await findUser(db, token.owner));
  const reset = user && (await findReset(db, user.id));
  if (!reset || token?.email !== user?.email || resetStage(reset, now) !== 'due') return null;
  return user && { email: user.email };
}
