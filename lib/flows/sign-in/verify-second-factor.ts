import {
  claimChallengeAttempt,
  consumeChallenge,
  deleteChallenge,
  findChallenge,
} from '../../../db/queries/challenges.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { insertSessionOf, type SessionRequest } from './steps/create-session.ts';
import { spendSecondFactor } from './steps/spend-second-factor.ts';

/** Both factors passed, and the session that was created with them. */
export type SecondFactorPassed = SessionRequest & { sessionId: string; returnTo: string };

/**
 * Verifies the second step of a sign-in. The user comes from the challenge that the cookie names, never from the form.
 * The code or passkey is spent, the challenge consumed and the session created in one transaction: whatever breaks, no code is
 * spent without a session (attack A-23). `before` is the id of this browser's previous session.
 */
export async function verifySecondFactor(
  context: Context,
  challengeSecret: string,
  shown: SubmittedCode | { method: 'passkey'; assertion: string },
  before: string | null = null,
): Promise<Result<SecondFactorPassed>> {
  const { db, now } = context;
  const secretHash = hashToken(challengeSecret);
  const found = await findChallenge(db, secretHash, now);
  if (!found) return refuse('challenge-expired');
  const [claimed] = await claimChallengeAttempt(db, secretHash, limits.challengeAttempts, now);
  if (!claimed) return refuse('challenge-spent');
  const { challenge, email } = found;
  const user = { id: challenge.userId, email };
  // Bound to this sign-in: what its own passkey signed elsewhere, or another's here, is refused (attacks W-02, W-05).
  const ceremony = { purpose: 'second-factor', binding: secretHash } as const;
  const submitted = shown.method === 'passkey' ? { ...shown, ceremony } : shown;
  const outcome = await spendSecondFactor(context, user, submitted, function* (tx, spent, held) {
    const [consumed] = yield* query(consumeChallenge(tx, secretHash, now));
    if (!consumed) return refuse('challenge-expired');
    const request: SessionRequest = {
      userId: consumed.userId,
      methods: [consumed.firstFactor, spent.method],
      passwordFingerprint: challenge.passwordFingerprint,
      ...(spent.passkey && { passkey: spent.passkey }),
      before,
    };
    const sessionId = yield* insertSessionOf(context, tx, held, request);
    return sessionId ? succeed({ ...request, sessionId, returnTo: consumed.returnTo }) : refuse('challenge-expired');
  });
  if (!outcome.ok) {
    // What was passed first no longer holds (another password, a disabled account): that sign-in is over.
    if (outcome.code === 'challenge-expired') await deleteChallenge(db, secretHash);
    await db.transaction((tx) =>
      recordEvent(context, tx, {
        userId: user.id,
        kind: 'code-refused',
        details: { method: shown.method, firstFactor: challenge.firstFactor, refusal: outcome.code },
      }),
    );
  }
  return outcome;
}
