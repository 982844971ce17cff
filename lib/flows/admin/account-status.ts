import { setDisabled, setRole } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Role } from '../../rules/account/role.ts';
import { endHeld } from '../account/steps/end-held.ts';
import { refuseIfLastAdmin } from '../account/steps/refuse-if-last-admin.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/** Ends all of a user's sessions, and their sign-ins under way. Returns how many sessions ended. */
export async function revokeAllSessions(context: Context, action: AdminAction): Promise<Result<number>> {
  return adminFlow(context, action, (tx) => revokeAllSessionsIn(context, tx, action));
}

/** As `revokeAllSessions`, inside a transaction that may do more. */
export function* revokeAllSessionsIn(context: Context, tx: Db, action: AdminAction) {
  const ended = yield* endHeld(context, tx, 'signed-out-by-administrator', { userId: action.userId });
  const details = { reason: action.reason };
  yield* recordEvent(context, tx, { userId: action.userId, kind: 'all-sessions-ended', details, actor: action.by });
  return succeed(ended.sessions);
}

/** Disables an account: ends every session and refuses sign-in, deletes nothing. Not the last administrator's. */
export async function disableAccount(context: Context, action: AdminAction): Promise<Result<null>> {
  return adminFlow(context, action, (tx) => disableAccountIn(context, tx, action));
}

/** As `disableAccount`, inside a transaction that may do more. */
export function* disableAccountIn(context: Context, tx: Db, action: AdminAction) {
  const lastAdmin = yield* refuseIfLastAdmin(tx, action.userId);
  if (lastAdmin) return lastAdmin;
  const [changed] = yield* query(setDisabled(tx, action.userId, context.now));
  if (!changed) return refuse('already-so');
  yield* endHeld(context, tx, 'account-disabled', { userId: action.userId });
  const details = { reason: action.reason };
  yield* recordEvent(context, tx, { userId: action.userId, kind: 'account-disabled', details, actor: action.by });
  return succeed(null);
}

/** Enables a disabled account. */
export async function enableAccount(context: Context, action: AdminAction): Promise<Result<null>> {
  return adminFlow(context, action, function* (tx) {
    const [changed] = yield* query(setDisabled(tx, action.userId, null));
    if (!changed) return refuse('already-so');
    const details = { reason: action.reason };
    yield* recordEvent(context, tx, { userId: action.userId, kind: 'account-enabled', details, actor: action.by });
    return succeed(null);
  });
}

/**
 * Makes a user an administrator, or revokes that. Their sessions end: what those are worth has changed. Returns how
 * many ended.
 */
export async function changeRole(context: Context, action: AdminAction, role: Role): Promise<Result<number>> {
  return adminFlow(context, action, function* (tx) {
    const lastAdmin = yield* refuseIfLastAdmin(tx, action.userId);
    if (lastAdmin && role !== 'admin') return lastAdmin;
    const [changed] = yield* query(setRole(tx, action.userId, role));
    if (!changed) return refuse('already-so');
    const ended = yield* endHeld(context, tx, 'role-changed', { userId: action.userId });
    const details = { role, reason: action.reason };
    yield* recordEvent(context, tx, { userId: action.userId, kind: 'role-changed', details, actor: action.by });
    return succeed(ended.sessions);
  });
}
