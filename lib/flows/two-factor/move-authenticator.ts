import { randomBytes } from 'node:crypto';
import { confirmAuthenticator, selectConfirmedAuthenticators } from '../../../db/queries/authenticators.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { generateRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import type { CurrentSession } from '../sign-in/steps/reauthenticate.ts';
import type { SubmittedFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { beginProvedEnrolment } from './steps/begin-proved-enrolment.ts';
import { hashRecoverySet, replaceRecoverySet } from './steps/replace-recovery-set.ts';
import { findTwoFactorSince } from './steps/two-factor-since.ts';
import { verifyEnrolmentCode } from './steps/verify-enrolment-code.ts';

/**
 * "Move to a new phone", first half: requires re-authentication and a code of the old app (or a one-time password).
 * Then a new secret is pending that is to take the place of `authenticatorId`, which stays live. Returns the new id of
 * this session.
 */
export async function beginMove(
  context: Context,
  actor: CurrentSession,
  input: { authenticatorId: string; submittedCode: SubmittedFactor; password: string },
): Promise<Result<string>> {
  return beginProvedEnrolment(context, actor, input, {
    replacesId: input.authenticatorId,
    obstacle: (guarding) => (guarding.some(({ id }) => id === input.authenticatorId) ? null : refuse('page-outdated')),
  });
}

type Moved = { sessionId: string; recoveryCodes: string[] | null };

/**
 * Second half: a code from the new app. Replaces the old secret in one transaction, so there is no unprotected moment.
 * Keeps the name, and the one-time passwords, or generates new ones if the user asks for it.
 */
export async function completeMove(
  context: Context,
  actor: CurrentSession,
  input: { code: string; renewCodes: boolean },
): Promise<Result<Moved>> {
  if (!(await findTwoFactorSince(context.db, actor.userId))) return refuse('two-factor-off');
  const verified = await verifyEnrolmentCode(context, actor, input.code);
  if (!verified.ok) return verified;
  const recoveryCodes = input.renewCodes ? generateRecoveryCodes(randomBytes) : null;
  const recoverySet = recoveryCodes && (await hashRecoverySet(recoveryCodes));
  return transactionOrRollback(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, actor.userId));
    const guarding = yield* query(selectConfirmedAuthenticators(tx, actor.userId));
    // Removed, or moved already, in another tab or by someone else.
    const old = guarding.find(({ id }) => id === verified.value.replacesId);
    if (!old) return refuse('enrolment-expired');
    const [confirmed] = yield* query(
      confirmAuthenticator(tx, verified.value.authenticatorId, {
        step: verified.value.step,
        now: context.now,
        since: old.confirmedAt ?? context.now,
        browserKnownSince: yield* browserKnownSince(context, tx, actor.userId),
        name: old.name,
      }),
    );
    if (!confirmed || !user) return refuse('enrolment-expired');
    const { sessionId } = yield* endHeld(context, tx, 'authenticator-moved', {
      userId: actor.userId,
      sessionIdHash: actor.sessionIdHash,
      authenticatorId: old.id,
    });
    if (recoverySet) yield* replaceRecoverySet(context, tx, actor.userId, recoverySet);
    yield* recordEvent(context, tx, { userId: actor.userId, kind: 'authenticator-moved' });
    return succeed({ sessionId, recoveryCodes });
  });
}
