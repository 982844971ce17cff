import { randomBytes } from 'node:crypto';
import { confirmAuthenticator } from '../../../db/queries/authenticators.ts';
import { setPasskeysKnownSince } from '../../../db/queries/passkeys.ts';
import { setTwoFactorSince } from '../../../db/queries/two-factor-switch.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Failure, refuse } from '../../result.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { generateRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import { endHeld } from '../account/steps/end-held.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { browserKnownSince } from '../sign-in/steps/device-cookie.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import { hashRecoverySet, replaceRecoverySet } from './steps/replace-recovery-set.ts';
import { selectTwoFactorSince } from './steps/two-factor-since.ts';
import { verifyEnrolmentCode } from './steps/verify-enrolment-code.ts';

/** Two-factor is on: the codes to show once, and the new id of the acting session. */
export type Enrolled = { recoveryCodes: string[]; sessionId: string; endedSessions: number };

/** What was wrong, field by field: both, where both are. */
type EnrolmentRefusal = { code?: Failure; proof?: Failure; whole?: Failure };
type Outcome = { ok: true; value: Enrolled } | { ok: false; refusal: EnrolmentRefusal };

/**
 * Turns two-factor on: the code proves that the app holds the secret, the re-authentication that its owner asks. One
 * transaction confirms the authenticator, turns the switch (`users.two_factor_since`), spends the proving step, stores the recovery codes, ends what others hold
 * (endHeld) and gives this session a new id.
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
    const knownSince = yield* browserKnownSince(context, tx, actor.userId);
    const [confirmed] = yield* query(
      confirmAuthenticator(tx, authenticatorId, {
        step,
        now: context.now,
        browserKnownSince: knownSince,
      }),
    );
    if (!confirmed || !user) return null;
    yield* query(setTwoFactorSince(tx, user.id, context.now));
    yield* query(setPasskeysKnownSince(tx, user.id, knownSince));
    yield* replaceRecoverySet(context, tx, actor.userId, recoverySet);
    const over = yield* endHeld(context, tx, 'two-factor-enabled', {
      userId: actor.userId,
      sessionIdHash: actor.sessionIdHash,
      newMethods: [...actor.methods, 'totp'],
    });
    yield* recordEvent(context, tx, { userId: actor.userId, kind: 'two-factor-enabled' });
    return over;
  });
  if (ended === null) return { ok: false, refusal: { whole: refuse('two-factor-already-on') } };
  return { ok: true, value: { recoveryCodes, sessionId: ended.sessionId, endedSessions: ended.sessions } };
}
