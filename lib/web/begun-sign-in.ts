import 'server-only';
import { limits } from '../config/limits.ts';
import { safePath } from '../http/safe-redirect.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';

/** How a sign-in began: the email that was typed ('' where a provider came first), and the page that was requested. */
export type BegunSignIn = { email: string; returnTo: string };

/**
 * Keeps how a sign-in began for longer than its challenge lives, so that a user who took too long types only the
 * password again. Not a secret, and nothing in it opens anything.
 */
export async function keepBegunSignIn({ email, returnTo }: BegunSignIn): Promise<void> {
  await writeCookie('begun', JSON.stringify([email, returnTo]), limits.openedLinkLifeMs);
}

/** Returns how this browser's sign-in began; null when it began none lately. */
export async function begunSignIn(): Promise<BegunSignIn | null> {
  const kept = await readCookie('begun');
  try {
    const [email, returnTo] = JSON.parse(kept ?? '') as unknown[];
    return typeof email === 'string' ? { email, returnTo: safePath(returnTo) } : null;
  } catch {
    return null;
  }
}

/** Called when the sign-in has succeeded or was cancelled. */
export async function forgetBegunSignIn(): Promise<void> {
  await deleteCookie('begun');
}

/** Returns where to start again after a sign-in has expired, on the way to the page that was requested first. */
export async function startAgain(reason: 'challenge-expired' | 'challenge-spent'): Promise<string> {
  const returnTo = (await begunSignIn())?.returnTo ?? '/';
  return `/login?reason=${reason}${returnTo === '/' ? '' : `&callbackUrl=${encodeURIComponent(returnTo)}`}`;
}
