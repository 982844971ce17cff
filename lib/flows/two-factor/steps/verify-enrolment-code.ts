import { findPendingAuthenticator } from '../../../../db/queries/authenticators.ts';
import { findUser } from '../../../../db/queries/users.ts';
import { addMs } from '../../../clock.ts';
import { limits } from '../../../config/limits.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import { matchStep, minutesFast, minutesSlow } from '../../../rules/two-factor/totp.ts';
import { parseTypedCode } from '../../../rules/two-factor/typed-code.ts';
import type { Context } from '../../context.ts';
import type { SessionRef } from '../../session-ref.ts';
import { consumeAttempt, recordSuccess } from '../../sign-in/steps/consume-attempt.ts';
import { openSecret } from './authenticator-secret.ts';

/**
 * Checks that a typed code proves the secret that is being set up. Returns its row, the authenticator whose place it is
 * to take, and the step to be spent.
 */
export async function verifyEnrolmentCode(
  context: Context,
  owner: SessionRef,
  typed: string,
): Promise<Result<{ authenticatorId: string; replacesId: string | null; step: number }>> {
  const pending = await findPendingAuthenticator(context.db, owner, addMs(context.now, -limits.enrolmentLifeMs));
  const secret = pending && openSecret(context, pending);
  if (!pending || !secret) return refuse('enrolment-expired');
  const submittedCode = parseTypedCode(typed);
  if (!submittedCode.ok) return submittedCode;
  if (submittedCode.value.method !== 'totp') return refuse('code-shape');
  const email = (await findUser(context.db, owner.userId))?.email ?? owner.userId;
  const counted = await consumeAttempt(context, 'enrolment', { email, id: owner.userId });
  if (!counted.ok) return counted;
  const step = matchStep(secret, submittedCode.value.code, context.now);
  if (step !== null) {
    await recordSuccess(context, counted.value);
    return succeed({ authenticatorId: pending.id, replacesId: pending.replacesId, step });
  }
  // The secret is on the user's own screen, so a clock error may be reported in both directions here.
  const slow = minutesSlow(secret, submittedCode.value.code, context.now);
  if (slow !== null) return refuse('clock-slow', { minutes: slow });
  const fast = minutesFast(secret, submittedCode.value.code, context.now);
  if (fast !== null) return refuse('clock-fast', { minutes: fast });
  return refuse('code-wrong-in-setup', { appName: context.settings.appName });
}
