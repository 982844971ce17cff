import 'server-only';
import { findChallenge } from '../../../db/queries/challenges.ts';
import { hashToken } from '../../crypto/token.ts';
import { isRecentlyReauthenticated } from '../../flows/sign-in/steps/reauthenticate.ts';
import { isProvider, type Provider } from '../../rules/sign-in/authentication-methods.ts';
import { requestContext } from '../context.ts';
import { readCookie } from '../cookies.ts';
import { currentUser } from '../session.ts';
import { provenForLink } from './link-proof.ts';

/**
 * Returns the provider that confirmed this account's user in this browser within the last ten minutes: in a session, or
 * in a sign-in that waits for its second factor (perhaps a thief's), or for the mailed link `secret`, which works where
 * sign-in is refused. Null for none.
 */
export async function shownProvider(userId: string, secret: string | null): Promise<Provider | null> {
  const proven = secret && (await provenForLink(secret));
  if (proven) return proven;
  const { db, now } = await requestContext();
  const signed = await currentUser();
  const first = signed?.methods[0];
  if (signed?.userId === userId && isProvider(first) && isRecentlyReauthenticated(signed.reauthenticatedAt, now))
    return first;
  const challenge = await readCookie('challenge');
  const waiting = challenge && (await findChallenge(db, hashToken(challenge), now));
  if (!waiting || waiting.challenge.userId !== userId) return null;
  return isProvider(waiting.challenge.firstFactor) ? waiting.challenge.firstFactor : null;
}
