import 'server-only';
import { limits } from '../config/limits.ts';
import { safePath } from '../http/safe-redirect.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';

/** What a sign-in was begun with: the address that was typed ('' where a provider came first), and the page asked for. */
export type BegunSignIn = { email: string; returnTo: string };

/**
 * Keeps what a sign-in was begun with longer than its challenge lives, so that whoever took too long types only the
 * password again. Not a secret, and nothing in it opens anything.
 */
export async function keepBegunSignIn({ email, returnTo }: BegunSignIn): Promise<void> {
  await writeCookie('begun', JSON.stringify([email, returnTo]), limits.openedLinkLifeMs);
}

/** That of this browser; null when it has begun none lately. */
export async function begunSignIn(): Promise<BegunSignIn | null> {
  const kept = await readCookie('begun');
  try {
    const [email, returnTo] = JSON.parse(kept ?? '') as unknown[];
    return typeof email === 'string' ? { email, returnTo: safePath(returnTo) } : null;
  } catch {
    return null;
  }
}

/** The person is in, or gives up. */
export async function forgetBegunSignIn(): Promise<void> {
  await deleteCookie('begun');
}

/** Where somebody starts again whose sign-in has ended, on the way to the page they asked for at first. */
export async function startAgain(reason: 'challenge-expired' | 'challenge-spent'): Promise<string> {
  const returnTo = (await begunSignIn())?.returnTo ?? '/';
  return `/login?reason=${reason}${returnTo === '/' ? '' : `&callbackUrl=${encodeURIComponent(returnTo)}`}`;
}
