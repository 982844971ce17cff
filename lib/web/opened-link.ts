import 'server-only';
import { findToken } from '../../db/tokens.ts';
import { hashToken } from '../crypto/token.ts';
import { settings } from '../env.ts';
import { limits } from '../limits.ts';
import type { TokenPurpose } from '../rules/purposes.ts';
import { requestContext } from './context.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';

/** The page that each kind of link leads to. */
const pages: Readonly<Record<TokenPurpose, string>> = {
  'sign-up': '/signup/confirm',
  invitation: '/signup',
  'reset-password': '/reset-password',
  'change-email': '/confirm-email',
  'undo-email': '/undo-email',
  'not-me': '/not-me',
};

/**
 * A link of a mail was opened. The token leaves the address at once, for a cookie, so that it stands in no history,
 * log or Referer (ASVS 14.2.1). Nothing is consumed: mail scanners open links too (attack P-08).
 */
export async function openLink(purpose: string, token: string | null): Promise<Response> {
  const page = Object.hasOwn(pages, purpose) ? pages[purpose as TokenPurpose] : undefined;
  if (!page || !token || !/^[\w-]{20,100}$/.test(token))
    return new Response(null, { status: 303, headers: { location: `${settings().origin}/link-dead` } });
  await keepLink(purpose as TokenPurpose, token);
  return new Response(null, { status: 303, headers: { location: settings().origin + page } });
}

/** Puts a token where the page of its purpose finds it. */
export async function keepLink(purpose: TokenPurpose, token: string): Promise<string> {
  await writeCookie('link', `${purpose}.${token}`, limits.openedLinkLifeMs);
  return pages[purpose];
}

/** The token of this purpose that this browser opened, or null. */
export async function openedLink(purpose: TokenPurpose): Promise<string | null> {
  const [opened, token] = (await readCookie('link'))?.split('.') ?? [];
  return opened === purpose && token ? token : null;
}

/** Whether this browser opened a link of this purpose that still works: a page offers no button that does nothing. */
export async function hasLiveLink(purpose: TokenPurpose): Promise<boolean> {
  const token = await openedLink(purpose);
  if (!token) return false;
  const { db, now } = await requestContext();
  return (await findToken(db, hashToken(token), purpose, now)) !== null;
}

/** The link has done its work. */
export async function forgetLink(): Promise<void> {
  await deleteCookie('link');
}
