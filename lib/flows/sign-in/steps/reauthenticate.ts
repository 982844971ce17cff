import { findUser, type User } from '../../../../db/queries/users.ts';
import { limits } from '../../../config/limits.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import type { Context } from '../../context.ts';
import type { SessionRef } from '../../session-ref.ts';
import { checkPassword } from './check-password.ts';
import type { ProvenPasskey } from './spend-passkey.ts';

/** The session that calls a sensitive flow, and when its user last re-authenticated with a provider. */
export type CurrentSession = SessionRef & {
  reauthenticatedAt: Date | null;
  /** A passkey that proved the user for this act, where one did. */
  byPasskey?: ProvenPasskey;
};

type ReauthenticationRefusal = 'password-empty' | 'password-wrong' | 'too-many-attempts' | 'busy' | 'proof-missing';

/** Returns whether a provider sign-in is recent enough to stand for a password. */
export function isRecentlyReauthenticated(reauthenticatedAt: Date | null, now: Date): boolean {
  return reauthenticatedAt !== null && now.getTime() - reauthenticatedAt.getTime() <= limits.reauthenticationMaxAgeMs;
}

/**
 * Re-authenticates the user, as every sensitive action requires: by a passkey just used, the password just typed or,
 * where there is none, a provider sign-in of the last ten minutes. An open browser alone is not enough. Returns the user as stored from now on.
 */
export async function reauthenticate(
  context: Context,
  actor: CurrentSession,
  password: string,
): Promise<Result<User, ReauthenticationRefusal>> {
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('proof-missing');
  if (actor.byPasskey) return succeed(user);
  if (user.passwordHash === null)
    return isRecentlyReauthenticated(actor.reauthenticatedAt, context.now) ? succeed(user) : refuse('proof-missing');
  if (password === '') return refuse('password-empty');
  const checked = await checkPassword(context, user.email, user, password);
  return checked.ok ? succeed({ ...user, passwordHash: checked.value }) : checked;
}
