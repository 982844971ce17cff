import 'server-only';
import { limits } from '../config/limits.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';

/** Keeps the email that was just typed for the next page, out of the URL (ASVS 14.2.1). */
export async function rememberEmail(email: string): Promise<void> {
  await writeCookie('address', email, limits.openedLinkLifeMs);
}

export async function rememberedEmail(): Promise<string | null> {
  return readCookie('address');
}

/** Keeps the name that was just typed for another sign-up with another email. */
export async function rememberName(name: string): Promise<void> {
  await writeCookie('name', name, limits.openedLinkLifeMs);
}

export async function rememberedName(): Promise<string | null> {
  return readCookie('name');
}

/** Forgets both at a sign-out: the next user of this browser must not see them. */
export async function forgetTyped(): Promise<void> {
  await deleteCookie('address');
  await deleteCookie('name');
  await deleteCookie('begun');
  await deleteCookie('unsaved');
}
