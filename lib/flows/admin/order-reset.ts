import { selectConfirmedAuthenticator } from '../../../db/authenticators.ts';
import { deleteReset, insertReset } from '../../../db/second-factor-resets.ts';
import { run } from '../../../db/store.ts';
import { holdUser } from '../../../db/users.ts';
import { later } from '../../clock.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { noteEvent } from '../note-event.ts';
import { transact } from '../transact.ts';
import { type AdminAct, targetOf } from './target.ts';

/**
 * Orders that someone's second factor is turned off: for who lost the phone and the one-time passwords. The person is
 * told at once and has `settings.resetWaitMs` to object, by the link in the mail or by signing in with the factor
 * that is said to be lost. It happens at their first sign-in after that (complete-first-factor), which their password
 * or provider still has to pass: never by a mail alone (NIST SP 800-63B-4 §4.2.2.2). Answers when it is due.
 */
export async function orderReset(context: Context, act: AdminAct): Promise<Result<Date>> {
  const target = await targetOf(context, act);
  if (!target.ok) return target;
  const dueAt = later(context.now, context.settings.resetWaitMs);
  return transact(context.db, function* (tx) {
    yield* run(holdUser(tx, act.userId));
    const [authenticator] = yield* run(selectConfirmedAuthenticator(tx, act.userId));
    if (!authenticator) return refuse('no-second-factor');
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
    const [stopped] = yield* run(deleteReset(tx, act.userId));
    if (!stopped) return refuse('already-so');
    yield* noteEvent(context, tx, { userId: act.userId, kind: 'second-factor-reset-stopped', actor: act.by });
    return succeed(null);
  });
}
