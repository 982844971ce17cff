import {
  type Authenticator,
  confirmAuthenticator,
  selectConfirmedAuthenticators,
} from '../../../db/queries/authenticators.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { type Failure, type Result, refuse, succeed } from '../../result.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import type { CurrentSession } from '../sign-in/steps/reauthenticate.ts';
import type { SubmittedFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { beginProvedEnrolment } from './steps/begin-proved-enrolment.ts';
import { selectTwoFactorSince } from './steps/two-factor-since.ts';
import { verifyEnrolmentCode } from './steps/verify-enrolment-code.ts';

/**
 * "Add an authenticator app", first half: requires re-authentication and a code of one that is there (or a one-time
 * password). Returns the new id of this session.
 */
export async function beginAddition(
  context: Context,
  actor: CurrentSession,
  input: { submittedCode: SubmittedFactor; password: string },
): Promise<Result<string>> {
  return beginProvedEnrolment(context, actor, input, { replacesId: null, obstacle: refuseIfFull });
}

/**
 * Second half: a code of the new app, and a name for it. It guards beside the others from then on. Returns the new id
 * of this session.
 */
export async function completeAddition(
  context: Context,
  actor: CurrentSession,
  { code, name }: { code: string; name: string },
): Promise<Result<string>> {
  const verified = await verifyEnrolmentCode(context, actor, code);
  if (!verified.ok) return verified;
  // The new phone of a move, begun in another tab after this page was opened.
  if (verified.value.replacesId !== null) return refuse('enrolment-expired');
  return transactionOrRollback(context.db, function* (tx) {
    const [user] = yield* query(lockUser(tx, actor.userId));
    if (!(yield* selectTwoFactorSince(tx, actor.userId))) return refuse('two-factor-off');
    const full = refuseIfFull(yield* query(selectConfirmedAuthenticators(tx, actor.userId)));
    if (full) return full;
    const [confirmed] = yield* query(
      confirmAuthenticator(tx, verified.value.authenticatorId, {
        step: verified.value.step,
        now: context.now,
        browserKnownSince: yield* browserKnownSince(context, tx, actor.userId),
        name,
      }),
    );
    if (!confirmed || !user) return refuse('enrolment-expired');
    const { sessionId } = yield* endHeld(context, tx, 'authenticator-added', {
      userId: actor.userId,
      sessionIdHash: actor.sessionIdHash,
    });
    yield* recordEvent(context, tx, { userId: actor.userId, kind: 'authenticator-added', details: { name } });
    return succeed(sessionId);
  });
}

function refuseIfFull(guarding: readonly Authenticator[]): Failure<'authenticators-full'> | null {
  return guarding.length >= limits.authenticatorsPerAccount ? refuse('authenticators-full') : null;
}
