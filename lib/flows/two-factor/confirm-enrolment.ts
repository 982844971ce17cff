import { randomBytes } from 'node:crypto';
import { confirmAuthenticator } from '../../../db/queries/authenticators.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Failure, refuse } from '../../result.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { generateRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import type { Context } from '../context.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { hashRecoverySet } from './steps/replace-recovery-set.ts';
import { turnOn } from './steps/turn-on.ts';
import { selectTwoFactorSince } from './steps/two-factor-since.ts';
import { verifyEnrolmentCode } from './steps/verify-enrolment-code.ts';

/** Two-factor is on: the codes to show once, and the new id of the acting session. */
export type Enrolled = { recoveryCodes: string[]; sessionId: string; endedSessions: number };

/** What was wrong, field by field: both, where both are. */
type EnrolmentRefusal = { code?: Failure; proof?: Failure; whole?: Failure };
type Outcome = { ok: true; value: Enrolled } | { ok: false; refusal: EnrolmentRefusal };

/**
 * Turns two-factor on: the code proves that the app holds the secret, the re-authentication that its owner asks. One
 * transaction confirms the authenticator, spends the proving step, and turns two-factor on (turnOn), which gives this
 * session a new id.
 */
export async function confirmEnrolment(
  context: Context,
  actor: CurrentSession & { methods: Method[] },
  input: { code: string; password: string },
): Promise<Outcome> {
  const code = await verifyEnrolmentCode(context, actor, input.code);
  if (!code.ok && code.code === 'enrolment-expired') return { ok: false, refusal: { whole: code } };
  const proof = await reauthenticate(context, actor, input.password);
  if (!code.ok || !proof.ok)
    return { ok: false, refusal: { ...(code.ok ? {} : { code }), ...(proof.ok ? {} : { proof }) } };

  const recoveryCodes = generateRecoveryCodes(randomBytes);
  const recoverySet = await hashRecoverySet(recoveryCodes);
  const ended = await context.db.transaction(function* (tx) {
    const [user] = yield* query(lockUser(tx, actor.userId));
    // The pending one may be the new phone of a move, begun in another tab after this one was opened.
    if (yield* selectTwoFactorSince(tx, actor.userId)) return null;
    const { authenticatorId, step } = code.value;
    const [confirmed] = yield* query(
      confirmAuthenticator(tx, authenticatorId, {
        step,
        now: context.now,
        browserKnownSince: yield* browserKnownSince(context, tx, actor.userId),
      }),
    );
    if (!confirmed || !user) return null;
    return yield* turnOn(context, tx, actor, { recoverySet, newMethods: [...actor.methods, 'totp'] });
  });
  if (ended === null) return { ok: false, refusal: { whole: refuse('two-factor-already-on') } };
  return { ok: true, value: { recoveryCodes, sessionId: ended.sessionId, endedSessions: ended.sessions } };
}
