import { deleteExpiredChallenges, insertChallenge } from '../../../db/queries/challenges.ts';
import { findUser } from '../../../db/queries/users.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { generateToken, hashToken } from '../../crypto/token.ts';
import type { FirstFactor } from '../../rules/sign-in/authentication-methods.ts';
import { executeDueUndo } from '../account/steps/execute-due-undo.ts';
import type { Context } from '../context.ts';
import { executeDueReset } from '../two-factor/steps/execute-due-reset.ts';
import { findTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';

type FirstFactorPassed = {
  userId: string;
  firstFactor: FirstFactor;
  passwordFingerprint: string | null;
  returnTo: string;
};

/** Where a passed first factor leads. */
type Gate =
  | { next: 'session' }
  | { next: 'challenge'; secret: string }
  | { next: 'disabled' }
  | { next: 'locked-down' };

/**
 * THE GATE. Every way in ends here with its first factor passed. With two-factor on, creates a challenge and returns
 * its secret for the cookie: no session may exist before it is met. Otherwise a session may follow, unless an
 * administrator has disabled the account or a "Not you?" link has locked it down. A due reset is executed here, and
 * nowhere earlier, where this browser opened its link (`resetLink`).
 */
export async function completeFirstFactor(
  context: Context,
  passed: FirstFactorPassed,
  resetLink: string | null = null,
): Promise<Gate> {
  const { db, now } = context;
  await executeDueUndo(context, passed.userId);
  const user = await findUser(db, passed.userId);
  if (user?.disabledAt) return { next: 'disabled' };
  if (user?.lockedDownAt) return { next: 'locked-down' };
  // Both factors at once. It neither needs a reset that is due nor carries it out (attack W-30).
  if (passed.firstFactor === 'passkey') return { next: 'session' };
  await executeDueReset(context, passed.userId, resetLink);
  if (!(await findTwoFactorSince(db, passed.userId))) return { next: 'session' };
  const secret = generateToken();
  await deleteExpiredChallenges(db, now);
  await insertChallenge(db, {
    secretHash: hashToken(secret),
    ...passed,
    attempts: 0,
    createdAt: now,
    expiresAt: addMs(now, limits.challengeLifeMs),
  });
  return { next: 'challenge', secret };
}
