import { findUser, updatePasswordHash } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { endHeld } from './steps/end-held.ts';
import { hashNewPassword } from './steps/hash-new-password.ts';

/**
 * Changes the password, or sets the first one of a user who signed up with a provider. Requires re-authentication: the
 * current password, or the provider. Whatever others hold ends with the old password (endHeld); returns the new id of
 * this session. With `kept`, only the linked identities with those ids stay. Expects a password that passed the policy.
 */
export async function choosePassword(
  context: Context,
  actor: CurrentSession,
  input: { current: string; chosen: string; kept?: readonly string[] },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, input.current);
  if (!proof.ok) return proof;
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('page-stale');
  if (user.passwordHash !== null && input.current.normalize('NFC') === input.chosen.normalize('NFC'))
    return refuse('password-same');
  const hashed = await hashNewPassword(input.chosen);
  if (!hashed.ok) return hashed;
  return transactionOrRollback(context.db, function* (tx) {
    const [changed] = yield* query(updatePasswordHash(tx, user.id, hashed.value, user.passwordHash));
    if (!changed) return refuse('page-stale');
    const { sessionId, providers } = yield* endHeld(context, tx, 'password-changed', {
      userId: user.id,
      sessionIdHash: actor.sessionIdHash,
      ...(input.kept && { keptProviders: input.kept }),
    });
    yield* recordEvent(context, tx, {
      userId: user.id,
      kind: user.passwordHash === null ? 'password-set' : 'password-changed',
    });
    for (const provider of providers)
      yield* recordEvent(context, tx, { userId: user.id, kind: 'provider-disconnected', details: [provider] });
    return succeed(sessionId);
  });
}
