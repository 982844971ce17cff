import { deleteResetsDueBefore, insertReset } from '../../../db/queries/second-factor-resets.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { cancelPendingReset } from '../two-factor/steps/cancel-pending-reset.ts';
import { selectTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/**
 * Schedules that a user's second factor is turned off, for one who lost the phone and the one-time passwords. They are
 * notified at once and have `settings.resetWaitMs` to object, by signing in with the factor that is said to be lost.
 * When it is due a mail brings a link; the reset is executed at a sign-in in a browser that opened it
 * (execute-due-reset), which still requires the password or provider: never by a mail alone (NIST SP 800-63B-4
 * §4.2.2.2). Returns when it is due.
 */
export async function scheduleReset(context: Context, action: AdminAction): Promise<Result<Date>> {
  const dueAt = addMs(context.now, context.settings.resetWaitMs);
  return adminFlow(context, action, function* (tx) {
    yield* query(lockUser(tx, action.userId));
    if (!(yield* selectTwoFactorSince(tx, action.userId))) return refuse('no-second-factor');
    // One that wasn't used in time must not block a new one.
    yield* query(deleteResetsDueBefore(tx, addMs(context.now, -limits.resetOpenMs)));
    const [ordered] = yield* query(
      insertReset(tx, { userId: action.userId, scheduledBy: action.by, scheduledAt: context.now, dueAt }),
    );
    if (!ordered) return refuse('reset-ordered');
    yield* recordEvent(context, tx, {
      userId: action.userId,
      kind: 'second-factor-reset-ordered',
      details: { reason: action.reason, dueAt: dueAt.toISOString() },
      actor: action.by,
    });
    return succeed(dueAt);
  });
}

/** Cancels a reset before it is due. */
export async function cancelReset(context: Context, action: AdminAction): Promise<Result<null>> {
  return adminFlow(context, action, function* (tx) {
    const isStopped = yield* cancelPendingReset(context, tx, { userId: action.userId, actor: action.by });
    return isStopped ? succeed(null) : refuse('already-so');
  });
}
