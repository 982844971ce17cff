import { randomBytes } from 'node:crypto';
import {
  confirmAuthenticator,
  deleteConfirmedAuthenticator,
  deletePendingAuthenticator,
  findConfirmedAuthenticator,
  insertPendingAuthenticator,
} from '../../../db/queries/authenticators.ts';
import { renameSession } from '../../../db/queries/sessions.ts';
import { findUser, holdUser } from '../../../db/queries/users.ts';
import { run } from '../../../db/store.ts';
import { hashToken, makeToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { makeRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import type { Guess } from '../../rules/two-factor/typed-code.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { noteEvent } from '../record-event.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import { type Actor, proveIdentity } from '../sign-in/steps/reauthenticate.ts';
import { spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transact } from '../transaction-or-rollback.ts';
import { makePendingAuthenticator } from './steps/authenticator-secret.ts';
import { hashRecoverySet, replaceRecoverySet } from './steps/replace-recovery-set.ts';
import { judgeEnrolmentCode } from './steps/verify-enrolment-code.ts';

/**
 * "Move to a new phone", first half: fresh proof and a code of the old app (or a one-time password). Then a new
 * secret is pending, for this session alone: another one did not pass this gate. The old one stays live. Answers
 * the new id of this session.
 */
export async function beginMove(
  context: Context,
  actor: Actor,
  input: { guess: Guess; password: string },
): Promise<Result<string>> {
  const proof = await proveIdentity(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = await findUser(context.db, actor.userId);
  if (!user) return refuse('session-ended');
  const sessionId = makeToken();
  return spendSecondFactor(context, user, input.guess, function* (tx) {
    yield* run(deletePendingAuthenticator(tx, user.id));
    yield* run(insertPendingAuthenticator(tx, makePendingAuthenticator(context, actor)));
    yield* run(renameSession(tx, actor.sessionIdHash, { idHash: hashToken(sessionId) }));
    return succeed(sessionId);
  });
}

type Moved = { sessionId: string; recoveryCodes: string[] | null };

/**
 * Second half: a code of the new app. In one transaction the old secret ends and the new one begins, so there is no
 * unprotected moment. The one-time passwords stay, or are made anew when the person wishes so.
 */
export async function completeMove(
  context: Context,
  actor: Actor,
  input: { code: string; renewCodes: boolean },
): Promise<Result<Moved>> {
  const old = await findConfirmedAuthenticator(context.db, actor.userId);
  if (!old) return refuse('two-factor-off');
  const judged = await judgeEnrolmentCode(context, actor, input.code);
  if (!judged.ok) return judged;
  const recoveryCodes = input.renewCodes ? makeRecoveryCodes(randomBytes) : null;
  const recoverySet = recoveryCodes && (await hashRecoverySet(recoveryCodes));
  return transact(context.db, function* (tx) {
    const [user] = yield* run(holdUser(tx, actor.userId));
    yield* run(deleteConfirmedAuthenticator(tx, actor.userId));
    const [confirmed] = yield* run(
      confirmAuthenticator(tx, judged.value.authenticatorId, {
        step: judged.value.step,
        now: context.now,
        since: old.confirmedAt ?? context.now,
        browserKnownSince: yield* browserKnownSince(context, tx, actor.userId),
      }),
    );
    if (!confirmed || !user) return refuse('enrolment-expired');
    const { sessionId } = yield* endHeld(context, tx, 'authenticator-moved', {
      userId: actor.userId,
      sessionIdHash: actor.sessionIdHash,
    });
    if (recoverySet) yield* replaceRecoverySet(context, tx, actor.userId, recoverySet);
    yield* noteEvent(context, tx, { userId: actor.userId, kind: 'authenticator-moved' });
    return succeed({ sessionId, recoveryCodes });
  });
}
