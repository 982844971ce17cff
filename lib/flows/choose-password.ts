import { deleteChallengesOf } from '../../db/challenges.ts';
import { deleteOtherSessions, renameSession } from '../../db/sessions.ts';
import { run } from '../../db/store.ts';
import { findUser, updatePasswordHash } from '../../db/users.ts';
import { hashPassword } from '../crypto/password-hash.ts';
import { hashToken, makeToken } from '../crypto/token.ts';
import { QueueFull } from '../crypto/work-queue.ts';
import { type Result, refuse, succeed } from '../result.ts';
import type { Context } from './context.ts';
import { noteEvent } from './note-event.ts';
import { type Actor, proveIdentity } from './prove-identity.ts';
import { transact } from './transact.ts';

/**
 * Changes the password, or sets the first one of a person who came by a provider. Wants fresh proof: the
 * current password, or the provider. Every other session and every sign-in under way ends with the old
 * password; this session gets a new id, which is the answer. Takes a password that the policy let through.
 */
export async function choosePassword(
  context: Context,
  actor: Actor,
  input: { current: string; chosen: string },
): Promise<Result<string>> {
  const proof = await proveIdentity(context, actor, input.current);
  if (!proof.ok) return proof;
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('page-stale');
  if (user.passwordHash !== null && input.current.normalize('NFC') === input.chosen.normalize('NFC'))
    return refuse('password-same');
  const hash = await hashPassword(input.chosen).catch((error: unknown) => {
    if (error instanceof QueueFull) return null;
    throw error;
  });
  if (!hash) return refuse('busy');
  const sessionId = makeToken();
  return transact(context.db, function* (tx) {
    const [changed] = yield* run(updatePasswordHash(tx, user.id, hash, user.passwordHash));
    if (!changed) return refuse('page-stale');
    yield* run(deleteOtherSessions(tx, user.id, actor.sessionIdHash));
    yield* run(deleteChallengesOf(tx, user.id));
    yield* run(renameSession(tx, actor.sessionIdHash, { idHash: hashToken(sessionId) }));
    yield* noteEvent(context, tx, {
      userId: user.id,
      kind: user.passwordHash === null ? 'password-set' : 'password-changed',
    });
    return succeed(sessionId);
  });
}
