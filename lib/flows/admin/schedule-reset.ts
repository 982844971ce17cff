import { selectConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { deleteResetsDueBefore, insertReset } from '../../../db/queries/second-factor-resets.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { cancelPendingReset } from '../two-factor/steps/cancel-pending-reset.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/**
 * Orders that someone's second factor is turned off: for who lost the phone and the one-time passwords. The person is
 * told at once and has `settings.resetWaitMs` to object, by signing in with the factor that is said to be lost. When it
 * is due a mail brings a link; it happens at a sign-in in a browser that opened it (execute-due-reset), which their
 * password or provider still has to pass: never by a mail alone (NIST SP 800-63B-4 §4.2.2.2). Answers when it is due.
 */
export async function scheduleReset(context: Context, act: AdminAction): Promise<Result<Date>> {
  const dueAt = addMs(context.now, context.settings.resetWaitMs);
  return adminFlow(context, act, function* (tx) {
    yield* query(lockUser(tx, act.userId));
    const [authenticator] = yield* query(selectConfirmedAuthenticator(tx, act.userId));
    if (!authenticator) return refuse('no-second-factor');
    // One that nobody used in time stands in nobody's way.
    yield* query(deleteResetsDueBefore(tx, addMs(context.now, -limits.resetOpenMs)));
    const [ordered] = yield* query(
      insertReset(tx, { userId: act.userId, scheduledBy: act.by, scheduledAt: context.now, dueAt }),
    );
    if (!ordered) return refuse('reset-ordered');
    yield* recordEvent(context, tx, {
      userId: act.userId,
      kind: 'second-factor-reset-ordered',
      details: [act.reason, dueAt.toISOString()],
      actor: act.by,
    });
    return succeed(dueAt);
  });
}

/** Takes an order back before its time has come. */
export async function cancelReset(context: Context, act: AdminAction): Promise<Result<null>> {
  return adminFlow(context, act, function* (tx) {
    const isStopped = yield* cancelPendingReset(context, tx, { userId: act.userId, actor: act.by });
    return isStopped ? succeed(null) : refuse('already-so');
  });
}
