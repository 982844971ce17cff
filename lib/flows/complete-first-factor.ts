import { findConfirmedAuthenticator } from '../../db/authenticators.ts';
import { deleteExpiredChallenges, insertChallenge } from '../../db/challenges.ts';
import { later } from '../clock.ts';
import { hashToken, makeToken } from '../crypto/token.ts';
import { limits } from '../limits.ts';
import type { FirstFactor } from '../rules/methods.ts';
import type { Context } from './context.ts';

type FirstFactorPassed = { userId: string; firstFactor: FirstFactor; passwordStamp: string | null; returnTo: string };

/**
 * THE GATE. Every way in ends here with its first factor passed. With two-factor on, a challenge is made and
 * its secret answered for the cookie: no session may exist before it is met. Otherwise the way is free.
 */
export async function completeFirstFactor(
  { db, now }: Context,
  passed: FirstFactorPassed,
): Promise<{ next: 'session' } | { next: 'challenge'; secret: string }> {
  const authenticator = await findConfirmedAuthenticator(db, passed.userId);
  if (!authenticator) return { next: 'session' };
  const secret = makeToken();
  await deleteExpiredChallenges(db, now);
  await insertChallenge(db, {
    secretHash: hashToken(secret),
    ...passed,
    attempts: 0,
    createdAt: now,
    expiresAt: later(now, limits.challengeLifeMs),
  });
  return { next: 'challenge', secret };
}
