import { randomBytes } from 'node:crypto';
import {
  confirmAuthenticator,
  deleteConfirmedAuthenticators,
  deletePendingAuthenticator,
  findConfirmedAuthenticator,
  insertPendingAuthenticator,
} from '../../../db/queries/authenticators.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { generateRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { rotateSessionId } from '../sign-in/steps/rotate-session-id.ts';
import { spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { generatePendingAuthenticator } from './steps/authenticator-secret.ts';
import { hashRecoverySet, replaceRecoverySet } from './steps/replace-recovery-set.ts';
import { verifyEnrolmentCode } from './steps/verify-enrolment-code.ts';

/**
 * "Move to a new phone", first half: requires re-authentication and a code of the old app (or a one-time password).
 * Then a new secret is pending, for this session alone: no other session passed this check. The old one stays live.
 * Returns the new id of this session.
 */
export async function beginMove(
  context: Context,
  actor: CurrentSession,
  input: { submittedCode: SubmittedCode; password: string },
): Promise<Result<string>> {
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  return spendSecondFactor(context, user, input.submittedCode, function* (tx) {
    yield* query(deletePendingAuthenticator(tx, user.id));
    yield* query(insertPendingAuthenticator(tx, generatePendingAuthenticator(context, actor)));
    return succeed(yield* rotateSessionId(tx, actor.sessionIdHash));
  });
}

type Moved = { sessionId: string; recoveryCodes: string[] | null };

/**
 * Second half: a code from the new app. Replaces the old secret in one transaction, so there is no unprotected moment.
 * Keeps the one-time passwords, or generates new ones if the user asks for it.
 */
export async function completeMove(
  context: Context,
  actor: CurrentSession,
  input: { code: string; renewCodes: boolean },
): Promise<Result<Moved>> {
  const old = await findConfirmedAuthenticator(context.db, actor.userId);
  if (!old) return refuse('two-factor-off');
  const verified = await verifyEnrolmentCode(context, actor, input.code);
  if (!verified.ok) return verified;
  const recoveryCodes = input.renewCodes ? generateRecoveryCodes(randomBytes) : null;
  const recoverySet = recoveryCodes && (await hashRecoverySet(recoveryCodes));
  return transactionOrRollback(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, actor.userId));
    yield* query(deleteConfirmedAuthenticators(tx, actor.userId));
    const [confirmed] = yield* query(
      confirmAuthenticator(tx, verified.value.authenticatorId, {
        step: verified.value.step,
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
    yield* recordEvent(context, tx, { userId: actor.userId, kind: 'authenticator-moved' });
    return succeed({ sessionId, recoveryCodes });
  });
}
