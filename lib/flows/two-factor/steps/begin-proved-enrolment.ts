import {
  type Authenticator,
  deletePendingAuthenticator,
  insertPendingAuthenticator,
  selectConfirmedAuthenticators,
} from '../../../../db/queries/authenticators.ts';
import { query } from '../../../../db/store.ts';
import { type Failure, type Result, succeed } from '../../../result.ts';
import type { Context } from '../../context.ts';
import { type CurrentSession, reauthenticate } from '../../sign-in/steps/reauthenticate.ts';
import { rotateSessionId } from '../../sign-in/steps/rotate-session-id.ts';
import { type SubmittedFactor, spendSecondFactor } from '../../sign-in/steps/spend-second-factor.ts';
import { generatePendingAuthenticator } from './authenticator-secret.ts';

/**
 * Makes a new secret pending while two-factor is on: requires re-authentication and a code (or a one-time password).
 * It is shown to this session alone, since no other has passed this check. `replacesId`: the authenticator whose place
 * it is to take; null where it joins the others. `obstacle` is asked about the authenticators that are there, in the
 * transaction that spends the code. Returns the new id of this session.
 */
export async function beginProvedEnrolment(
  context: Context,
  actor: CurrentSession,
  input: { submittedCode: SubmittedFactor; password: string },
  { replacesId, obstacle }: { replacesId: string | null; obstacle: (guarding: Authenticator[]) => Failure | null },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  return spendSecondFactor(context, user, input.submittedCode, function* (tx) {
    const refusal = obstacle(yield* query(selectConfirmedAuthenticators(tx, user.id)));
    if (refusal) return refusal;
    yield* query(deletePendingAuthenticator(tx, user.id));
    yield* query(insertPendingAuthenticator(tx, { ...generatePendingAuthenticator(context, actor), replacesId }));
    return succeed(yield* rotateSessionId(tx, actor.sessionIdHash));
  });
}
