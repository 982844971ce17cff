import { selectConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { deleteResetsDueBefore, insertReset } from '../../../db/queries/second-factor-resets.ts';
import { holdUser } from '../../../db/queries/users.ts';
import { run } from '../../../db/store.ts';
import { later } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { noteEvent } from '../record-event.ts';
import { transact } from '../transaction-or-rollback.ts';
import { dropReset } from '../two-factor/steps/cancel-pending-reset.ts';
import { type AdminAct, targetOf } from './target.ts';

/**
 * Orders that someone's second factor is turned off: for who lost the phone and the one-time passwords. The person is
 * told at once and has `settings.resetWaitMs` to object, by signing in with the factor that is said to be lost. When it
 * is due a mail brings a link; it happens at a sign-in in a browser that opened it (carry-out-reset), which their
 * password or provider still has to pass: never by a mail alone (NIST SP 800-63B-4 §4.2.2.2). Answers when it is due.
 */
export async function orderReset(context: Context, act: AdminAct): Promise<Result<Date>> {
  const target = await targetOf(context, act);
  if (!target.ok) return target;
  const dueAt = later(context.now, context.settings.resetWaitMs);
  return transact(context.db, function* (tx) {
    yield* run(holdUser(tx, act.userId));
    const [authenticator] = yield* run(selectConfirmedAuthenticator(tx, act.userId));
    if (!authenticator) return refuse('no-second-factor');
    // One that nobody used in time stands in nobody's way.
    yield* run(deleteResetsDueBefore(tx, later(context.now, -limits.resetOpenMs)));
    const [ordered] = yield* run(
      insertReset(tx, { userId: act.userId, orderedBy: act.by, orderedAt: context.now, dueAt }),
    );
    if (!ordered) return refuse('reset-ordered');
    yield* noteEvent(context, tx, {
      userId: act.userId,
      kind: 'second-factor-reset-ordered',
      details: [act.reason, dueAt.toISOString()],
      actor: act.by,
    });
    return succeed(dueAt);
  });
}

/** Takes an order back before its time has come. */
export async function takeBackReset(context: Context, act: AdminAct): Promise<Result<null>> {
  const target = await targetOf(context, act);
  if (!target.ok) return target;
  return transact(context.db, function* (tx) {
    const isStopped = yield* dropReset(context, tx, { userId: act.userId, actor: act.by });
    return isStopped ? succeed(null) : refuse('already-so');
  });
}
