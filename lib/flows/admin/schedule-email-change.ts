import { consumeToken, selectTokensOf } from '../../../db/queries/tokens.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { type ScheduledEmailChange, scheduledIn } from '../account/steps/scheduled-email-change.ts';
import type { Context } from '../context.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';
import { freeAddressFor } from './steps/free-address.ts';

/**
 * Schedules a change of email that nobody confirms at the new one, for a user who can read neither mailbox now. It is
 * made after the waiting time of resets (executeDueEmailChanges). The present email is told at once, with a link that
 * stops it ("Not you?"); so does everything that ends the links of a user. Afterwards the old email can undo it for
 * seven days. Returns the email as it is stored, and when it is due.
 */
export async function scheduleEmailChange(
  context: Context,
  action: AdminAction,
  typed: string,
): Promise<Result<{ to: string; dueAt: Date }>> {
  const { resetWaitMs } = context.settings;
  const dueAt = addMs(context.now, resetWaitMs);
  return adminFlow(context, action, function* (tx) {
    const free = yield* freeAddressFor(context, tx, action.userId, typed);
    if (!free.ok) return free;
    const { user, to } = free.value;
    const payload: ScheduledEmailChange = { from: user.email, to, by: action.by, dueAt: dueAt.toISOString() };
    // Time enough for a server that was down when it was due.
    const lifeMs = resetWaitMs + limits.resetOpenMs;
    yield* issueToken(context, tx, { purpose: 'change-email', owner: user.id, lifeMs, payload });
    const details = { reason: action.reason, to, dueAt: dueAt.toISOString() };
    yield* recordEvent(context, tx, { userId: user.id, kind: 'email-change-scheduled', details, actor: action.by });
    return succeed({ to, dueAt });
  });
}

/** Cancels a scheduled change of email before it is due. */
export async function cancelEmailChange(context: Context, action: AdminAction): Promise<Result<null>> {
  return adminFlow(context, action, function* (tx) {
    yield* query(lockUser(tx, action.userId));
    const [token] = yield* query(selectTokensOf(tx, action.userId, 'change-email', context.now));
    const change = token && scheduledIn(context, token);
    if (!token || !change) return refuse('already-so');
    yield* query(consumeToken(tx, token.secretHash, 'change-email', context.now));
    const details = { reason: action.reason, to: change.to };
    const { userId, by: actor } = action;
    yield* recordEvent(context, tx, { userId, kind: 'email-change-withdrawn', details, actor });
    return succeed(null);
  });
}
