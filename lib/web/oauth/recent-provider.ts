import 'server-only';
import { findChallenge } from '../../../db/queries/challenges.ts';
import { hashToken } from '../../crypto/token.ts';
import { isFreshProof } from '../../flows/sign-in/steps/reauthenticate.ts';
import { isProvider, type Provider } from '../../rules/sign-in/authentication-methods.ts';
import { requestContext } from '../context.ts';
import { readCookie } from '../cookies.ts';
import { currentSession } from '../session.ts';

/**
 * The provider that confirmed this account's person in this browser within the last ten minutes: in a session, or in a
 * sign-in that waits for its second factor (the thief's, perhaps). Null for none.
 */
export async function shownProvider(userId: string): Promise<Provider | null> {
  const { db, now } = await requestContext();
  const signed = await currentSession();
  const first = signed?.methods[0];
  if (signed?.userId === userId && isProvider(first) && isFreshProof(signed.provedAt, now)) return first;
  const secret = await readCookie('challenge');
  const waiting = secret && (await findChallenge(db, hashToken(secret), now));
  if (!waiting || waiting.challenge.userId !== userId) return null;
  return isProvider(waiting.challenge.firstFactor) ? waiting.challenge.firstFactor : null;
}
