import 'server-only';
import { cache } from 'react';
import { deleteChallenge, findChallenge } from '../../db/queries/challenges.ts';
import { hashToken } from '../crypto/token.ts';
import { requestContext } from './context.ts';
import { deleteCookie, readCookie } from './cookies.ts';

/** A sign-in that waits for its second factor. */
export type Challenge = { secret: string; userId: string; email: string; returnTo: string };

/** The one of this browser, or null. */
export const currentChallenge = cache(async (): Promise<Challenge | null> => {
  const secret = await readCookie('challenge');
  const { db, now } = await requestContext();
  const found = secret && (await findChallenge(db, hashToken(secret), now));
  return secret && found
    ? { secret, userId: found.challenge.userId, email: found.email, returnTo: found.challenge.returnTo }
    : null;
});

/** Whether this browser began a sign-in that is over: then the person is told that it took too long. */
export async function hasChallengeCookie(): Promise<boolean> {
  return (await readCookie('challenge')) !== null;
}

/** Drops the half-finished sign-in. */
export async function abandonChallenge(): Promise<void> {
  const secret = await readCookie('challenge');
  if (secret) await deleteChallenge((await requestContext()).db, hashToken(secret));
  await deleteCookie('challenge');
}
