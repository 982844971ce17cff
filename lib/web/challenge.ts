import 'server-only';
import { cache } from 'react';
import { deleteChallenge, findChallenge } from '../../db/queries/challenges.ts';
import { hashToken } from '../crypto/token.ts';
import { begunSignIn, forgetBegunSignIn } from './begun-sign-in.ts';
import { requestContext } from './context.ts';
import { deleteCookie, readCookie } from './cookies.ts';

/** A sign-in that waits for its second factor. */
export type Challenge = { secret: string; userId: string; email: string; returnTo: string; expiresAt: Date };

/** Returns this browser's challenge, or null. */
export const currentChallenge = cache(async (): Promise<Challenge | null> => {
  const secret = await readCookie('challenge');
  const { db, now } = await requestContext();
  const found = secret && (await findChallenge(db, hashToken(secret), now));
  if (!secret || !found) return null;
  const { userId, returnTo, expiresAt } = found.challenge;
  return { secret, userId, email: found.email, returnTo, expiresAt };
});

/** Returns whether this browser began a sign-in that has expired: then the page says that it took too long. */
export async function hasBegunSignIn(): Promise<boolean> {
  return (await readCookie('challenge')) !== null || (await begunSignIn()) !== null;
}

/** Abandons a sign-in that waits for its second factor. */
export async function abandonChallenge(): Promise<void> {
  const secret = await readCookie('challenge');
  if (secret) await deleteChallenge((await requestContext()).db, hashToken(secret));
  await deleteCookie('challenge');
  await forgetBegunSignIn();
}
