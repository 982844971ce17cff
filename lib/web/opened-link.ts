import 'server-only';
import { settings } from '../config/env.ts';
import { limits } from '../config/limits.ts';
import type { TokenPurpose } from '../rules/account/purposes.ts';
import type { FormMark } from '../rules/form/form-mark.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';
import { isAbout, whatOf } from './drawn-for.ts';

/** The page that each kind of link leads to. */
const pages: Readonly<Record<TokenPurpose, string>> = {
  'sign-up': '/signup/confirm',
  invitation: '/signup',
  'reset-password': '/reset-password',
  'change-email': '/confirm-email',
  'undo-email': '/undo-email',
  objection: '/keep-address',
  'not-me': '/not-me',
  'reset-due': '/reset-due',
};

/**
 * Opens a mailed link. The token leaves the URL at once, for a cookie, so that it appears in no history, log or Referer
 * (ASVS 14.2.1). Consumes nothing: mail scanners open links too (attack P-08).
 */
export async function openLink(purpose: string, token: string | null): Promise<Response> {
  const page = Object.hasOwn(pages, purpose) ? pages[purpose as TokenPurpose] : undefined;
  if (!page || !token || !/^[\w-]{20,100}$/.test(token))
    return new Response(null, { status: 303, headers: { location: `${settings().origin}/link-dead` } });
  return new Response(null, {
    status: 303,
    headers: { location: settings().origin + (await keepLink(purpose as TokenPurpose, token)) },
  });
}

/** Stores a token where the page of its purpose finds it; returns that page, with the name of the link in its URL. */
export async function keepLink(purpose: TokenPurpose, token: string): Promise<string> {
  // Kept for as long as signing in may take: what counts is the browser in which it was opened.
  if (purpose === 'reset-due') {
    await writeCookie('reset', token, limits.resetOpenMs);
    return pages[purpose];
  }
  const others = (await heldLinks()).filter((held) => held.token !== token);
  const held = [{ purpose, token }, ...others].slice(0, limits.openedLinksAtOnce);
  await writeLinks(held);
  return linkPage(purpose, token);
}

/** Returns the page of one link: its URL names the link by a keyed hash, which opens nothing. */
export function linkPage(purpose: TokenPurpose, token: string): string {
  return `${pages[purpose]}?link=${whatOf({ link: token })}`;
}

/**
 * Returns the token of this purpose that the URL of a page names (`?link=`), or, where it names none, the one opened
 * last; null when this browser doesn't hold it.
 */
export async function openedLink(purpose: TokenPurpose, named?: unknown): Promise<string | null> {
  const held = (await heldLinks()).filter((link) => link.purpose === purpose);
  const found = typeof named === 'string' ? held.find(({ token }) => whatOf({ link: token }) === named) : held[0];
  return found?.token ?? null;
}

/** Returns the token that a form names, if this browser has opened it; never another opened one in its place. */
export async function namedLink(purpose: TokenPurpose, mark: FormMark): Promise<string | null> {
  const held = (await heldLinks()).filter((link) => link.purpose === purpose);
  return held.find(({ token }) => isAbout(mark, { link: token }))?.token ?? null;
}

/** Forgets a link once it has done its work. */
export async function forgetLink(token: string): Promise<void> {
  const others = (await heldLinks()).filter((held) => held.token !== token);
  if (others.length > 0) await writeLinks(others);
  else await deleteCookie('link');
}

type HeldLink = { purpose: TokenPurpose; token: string };

/** Newest first. Several at a time: two tabs may each have opened one, for two accounts even. */
async function heldLinks(): Promise<HeldLink[]> {
  const entries = ((await readCookie('link')) ?? '').split(' ').map((entry) => entry.split('.'));
  return entries.flatMap(([purpose, token]) =>
    purpose && token && Object.hasOwn(pages, purpose) ? [{ purpose: purpose as TokenPurpose, token }] : [],
  );
}

async function writeLinks(held: readonly HeldLink[]): Promise<void> {
  const value = held.map(({ purpose, token }) => `${purpose}.${token}`).join(' ');
  await writeCookie('link', value, limits.openedLinkLifeMs);
}
