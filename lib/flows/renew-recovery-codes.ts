import { randomBytes } from 'node:crypto';
import { renameSession } from '../../db/sessions.ts';
import { run } from '../../db/store.ts';
import { findUser } from '../../db/users.ts';
import { hashToken, makeToken } from '../crypto/token.ts';
import { type Result, refuse, succeed } from '../result.ts';
import { makeRecoveryCodes } from '../rules/recovery-codes.ts';
import type { Guess } from '../rules/typed-code.ts';
import type { Context } from './context.ts';
import { noteEvent } from './note-event.ts';
import { type Actor, proveIdentity } from './prove-identity.ts';
import { hashRecoverySet, replaceRecoverySet } from './replace-recovery-set.ts';
import { spendSecondFactor } from './spend-second-factor.ts';

/**
 * "Get new one-time passwords": fresh proof, then a code or one of the old ones. The old set is dead at the
 * moment the new one stands. Of many at once the set that is stored is one of those shown, whole (attack X-08).
 */
export async function renewRecoveryCodes(
  context: Context,
  actor: Actor,
  input: { guess: Guess; password: string },
): Promise<Result<{ recoveryCodes: string[]; sessionId: string }>> {
  const proof = await proveIdentity(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('session-ended');
  const recoveryCodes = makeRecoveryCodes(randomBytes);
  const recoverySet = await hashRecoverySet(recoveryCodes);
  const sessionId = makeToken();
  return spendSecondFactor(context, user, input.guess, function* (tx) {
    yield* replaceRecoverySet(context, tx, user.id, recoverySet);
    yield* run(renameSession(tx, actor.sessionIdHash, { idHash: hashToken(sessionId) }));
    yield* noteEvent(context, tx, { userId: user.id, kind: 'recovery-codes-renewed' });
    return succeed({ recoveryCodes, sessionId });
  });
}
