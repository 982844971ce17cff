import { randomBytes } from 'node:crypto';
import { listRecoveryCodes } from '../../../db/queries/recovery-codes.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { cameByLastCode } from '../../rules/two-factor/last-code.ts';
import { generateRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { hashRecoverySet, replaceRecoverySet } from './steps/replace-recovery-set.ts';

type Renewed = { recoveryCodes: string[]; sessionId: string };

/**
 * "Get new one-time passwords": re-authenticates, then spends a code or one of the old ones; neither (`submittedCode`
 * null) for a user who has just signed in with the very last one. The old set dies the moment the new one is stored. Of
 * many at once the stored set is one of those shown, whole (attack X-08).
 */
export async function renewRecoveryCodes(
  context: Context,
  actor: CurrentSession & { methods: readonly Method[]; signedInAt: Date },
  input: { submittedCode: SubmittedFactor | null; password: string },
): Promise<Result<Renewed>> {
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  const recoveryCodes = generateRecoveryCodes(randomBytes);
  const recoverySet = await hashRecoverySet(recoveryCodes);
  const renew = function* (tx: Db): Generator<PromiseLike<unknown>, Result<Renewed>, unknown> {
    const { sessionId } = yield* endHeld(context, tx, 'one-time-passwords-renewed', {
      userId: user.id,
      sessionIdHash: actor.sessionIdHash,
    });
    yield* replaceRecoverySet(context, tx, user.id, recoverySet);
    yield* recordEvent(context, tx, { userId: user.id, kind: 'recovery-codes-renewed' });
    return succeed({ recoveryCodes, sessionId });
  };
  if (input.submittedCode) return spendSecondFactor(context, user, input.submittedCode, renew);
  return transactionOrRollback(context.db, function* (tx) {
    // Locked, or many at once would each find the old set used up. With two-factor off there is none to be used up.
    yield* query(lockUser(tx, user.id));
    const codes = yield* query(listRecoveryCodes(tx, user.id));
    return cameByLastCode(actor, codes, context.now) ? yield* renew(tx) : refuse('page-stale');
  });
}
