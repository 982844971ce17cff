import { randomBytes } from 'node:crypto';
import { confirmAuthenticator, findPendingAuthenticator } from '../../db/authenticators.ts';
import { deleteChallengesOf } from '../../db/challenges.ts';
import { deleteOtherSessions, renameSession } from '../../db/sessions.ts';
import { run } from '../../db/store.ts';
import { findUser } from '../../db/users.ts';
import { later } from '../clock.ts';
import { hashToken, makeToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import { type Failure, refuse, succeed } from '../result.ts';
import type { Method } from '../rules/methods.ts';
import { makeRecoveryCodes } from '../rules/recovery-codes.ts';
import { matchStep, minutesFast, minutesSlow } from '../rules/totp.ts';
import { readTypedCode } from '../rules/typed-code.ts';
import { openSecret } from './authenticator-secret.ts';
import type { Context } from './context.ts';
import { countAttempt, forgiveAttempt } from './count-attempt.ts';
import { noteEvent } from './note-event.ts';
import { type Actor, proveIdentity } from './prove-identity.ts';
import { hashRecoverySet, replaceRecoverySet } from './replace-recovery-set.ts';

/** Two-factor is on: the codes to show once, and the new id of the session that did it. */
export type Enrolled = { recoveryCodes: string[]; sessionId: string; endedSessions: number };

/** What was wrong, field by field: someone who got both wrong is told both. */
type EnrolmentRefusal = { code?: Failure; proof?: Failure; whole?: Failure };
type Outcome = { ok: true; value: Enrolled } | { ok: false; refusal: EnrolmentRefusal };

/**
 * Turns two-factor on: the code proves that the app holds the secret, the password (or fresh provider sign-in)
 * that its owner asks. One transaction confirms the authenticator, spends the proving step, stores the
 * recovery codes, ends every other session and gives this one a new id.
 */
export async function confirmEnrolment(
  context: Context,
  actor: Actor & { methods: Method[] },
  input: { code: string; password: string },
): Promise<Outcome> {
  const code = await judgeEnrolmentCode(context, actor.userId, input.code);
  if (!code.ok && code.code === 'enrolment-expired') return { ok: false, refusal: { whole: code } };
  const proof = await proveIdentity(context, actor, input.password);
  if (!code.ok || !proof.ok) return { ok: false, refusal: { ...(code.ok ? {} : { code }), ...(proof.ok ? {} : { proof }) } };

  const recoveryCodes = makeRecoveryCodes(randomBytes);
  const recoverySet = await hashRecoverySet(recoveryCodes);
  const sessionId = makeToken();
  const endedSessions = await context.db.atomically(function* (tx) {
    const [confirmed] = yield* run(confirmAuthenticator(tx, code.value.authenticatorId, code.value.step, context.now));
    if (!confirmed) return null;
    yield* replaceRecoverySet(context, tx, actor.userId, recoverySet);
    yield* run(deleteChallengesOf(tx, actor.userId));
    const ended = yield* run(deleteOtherSessions(tx, actor.userId, actor.sessionIdHash));
    yield* run(renameSession(tx, actor.sessionIdHash, { idHash: hashToken(sessionId), methods: [...actor.methods, 'totp'] }));
    yield* noteEvent(context, tx, { userId: actor.userId, kind: 'two-factor-enabled' });
    return ended.length;
  });
  if (endedSessions === null) return { ok: false, refusal: { whole: refuse('two-factor-already-on') } };
  return { ok: true, value: { recoveryCodes, sessionId, endedSessions } };
}

async function judgeEnrolmentCode(context: Context, userId: string, typed: string) {
  const pending = await findPendingAuthenticator(context.db, userId, later(context.now, -limits.enrolmentLifeMs));
  const secret = pending && openSecret(context, pending);
  if (!pending || !secret) return refuse('enrolment-expired');
  const guess = readTypedCode(typed);
  if (!guess.ok) return guess;
  if (guess.value.method !== 'totp') return refuse('code-shape');
  const email = (await findUser(context.db, userId))?.email ?? userId;
  const counted = await countAttempt(context, 'enrolment', email);
  if (!counted.ok) return counted;
  const step = matchStep(secret, guess.value.code, context.now);
  if (step !== null) {
    await forgiveAttempt(context, counted.value);
    return succeed({ authenticatorId: pending.id, step });
  }
  // The secret stands on the person's own screen, so the clock may be judged both ways here.
  const slow = minutesSlow(secret, guess.value.code, context.now);
  if (slow !== null) return refuse('clock-slow', { minutes: slow });
  const fast = minutesFast(secret, guess.value.code, context.now);
  if (fast !== null) return refuse('clock-fast', { minutes: fast });
  return refuse('code-wrong-in-setup', { appName: context.settings.appName });
}
