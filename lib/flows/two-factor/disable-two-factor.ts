import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { isTwoFactorRequired } from '../../rules/two-factor/two-factor-policy.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';

/**
 * Turns two-factor off: re-authenticates first, then spends a code or one-time password. With a wrong password the code
 * isn't evaluated, so it stays valid. Passkeys stay as ways in, security keys end. Refused where passkeys are the only way
 * in. Returns the new id of this session.
 */
export async function disableTwoFactor(
  context: Context,
  actor: CurrentSession,
  input: { submittedCode: SubmittedFactor; password: string },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  if (isTwoFactorRequired(context.settings.twoFactorPolicy, user)) return refuse('two-factor-required');
  return spendSecondFactor(context, user, input.submittedCode, function* (tx, _spent, held) {
    // A passkey alone can't be given back: an email would be all that it takes to open the account.
    if (!held?.passwordHash && (yield* query(listLinkedIdentities(tx, user.id))).length === 0)
      return refuse('passkeys-unguarded');
    const { sessionId } = yield* endHeld(context, tx, 'two-factor-disabled', {
      userId: user.id,
      sessionIdHash: actor.sessionIdHash,
    });
    yield* recordEvent(context, tx, { userId: user.id, kind: 'two-factor-disabled' });
    return succeed(sessionId);
  });
}
