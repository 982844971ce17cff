import { setDisabled, setRole } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Role } from '../../rules/account/role.ts';
import { endHeld } from '../account/steps/end-held.ts';
import { refuseIfLastAdmin } from '../account/steps/refuse-if-last-admin.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/** Ends all of a user's sessions, and their sign-ins under way. Returns how many sessions ended. */
export async function revokeAllSessions(context: Context, act: AdminAction): Promise<Result<number>> {
  return adminFlow(context, act, function* (tx) {
    const ended = yield* endHeld(context, tx, 'signed-out-by-administrator', { userId: act.userId });
    const details = { reason: act.reason };
    yield* recordEvent(context, tx, { userId: act.userId, kind: 'all-sessions-ended', details, actor: act.by });
    return succeed(ended.sessions);
  });
}

/** Disables an account: ends every session and refuses sign-in, deletes nothing. Not the last administrator's. */
export async function disableAccount(context: Context, act: AdminAction): Promise<Result<null>> {
  return adminFlow(context, act, function* (tx) {
    const lastAdmin = yield* refuseIfLastAdmin(tx, act.userId);
    if (lastAdmin) return lastAdmin;
    const [changed] = yield* query(setDisabled(tx, act.userId, context.now));
    if (!changed) return refuse('already-so');
    yield* endHeld(context, tx, 'account-disabled', { userId: act.userId });
    const details = { reason: act.reason };
    yield* recordEvent(context, tx, { userId: act.userId, kind: 'account-disabled', details, actor: act.by });
    return succeed(null);
  });
}

/** Enables a disabled account. */
export async function enableAccount(context: Context, act: AdminAction): Promise<Result<null>> {
  return adminFlow(context, act, function* (tx) {
    const [changed] = yield* query(setDisabled(tx, act.userId, null));
    if (!changed) return refuse('already-so');
    const details = { reason: act.reason };
    yield* recordEvent(context, tx, { userId: act.userId, kind: 'account-enabled', details, actor: act.by });
    return succeed(null);
  });
}

/**
 * Makes a user an administrator, or revokes that. Their sessions end: what those are worth has changed. Returns how
 * many ended.
 */
export async function changeRole(context: Context, act: AdminAction, role: Role): Promise<Result<number>> {
  return adminFlow(context, act, function* (tx) {
    const lastAdmin = yield* refuseIfLastAdmin(tx, act.userId);
    if (lastAdmin && role !== 'admin') return lastAdmin;
    const [changed] = yield* query(setRole(tx, act.userId, role));
    if (!changed) return refuse('already-so');
    const ended = yield* endHeld(context, tx, 'role-changed', { userId: act.userId });
    const details = { role, reason: act.reason };
    yield* recordEvent(context, tx, { userId: act.userId, kind: 'role-changed', details, actor: act.by });
    return succeed(ended.sessions);
  });
}
