import { lockUser, setDeletionDue, setDisabled } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import { endHeld } from '../account/steps/end-held.ts';
import { refuseIfLastAdmin } from '../account/steps/refuse-if-last-admin.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/**
 * Disables an account and orders its deletion, which the server carries out after seven days (executeDueDeletions).
 * Enabling it until then takes the order back: a mistake of an administrator must not be final. Not the last
 * administrator's. `typedEmail`: the email of the account, typed out where a page asks for it. Returns when it is due.
 */
export async function scheduleDeletion(
  context: Context,
  action: AdminAction,
  typedEmail: string | null = null,
): Promise<Result<Date>> {
  return adminFlow(context, action, function* (tx, user) {
    if (typedEmail !== null && canonicalEmail(typedEmail) !== user.email) return refuse('email-differs');
    return yield* scheduleDeletionIn(context, tx, action);
  });
}

/** As `scheduleDeletion`, inside a transaction that may do more. */
export function* scheduleDeletionIn(context: Context, tx: Db, action: AdminAction) {
  const dueAt = addMs(context.now, limits.deletionWaitMs);
  const lastAdmin = yield* refuseIfLastAdmin(tx, action.userId);
  if (lastAdmin) return lastAdmin;
  yield* query(lockUser(tx, action.userId));
  yield* query(setDisabled(tx, action.userId, context.now));
  const [ordered] = yield* query(setDeletionDue(tx, action.userId, dueAt));
  if (!ordered) return refuse('already-so');
  yield* endHeld(context, tx, 'account-disabled', { userId: action.userId });
  const details = { reason: action.reason, dueAt: dueAt.toISOString() };
  yield* recordEvent(context, tx, { userId: action.userId, kind: 'deletion-scheduled', details, actor: action.by });
  return succeed(dueAt);
}
