import 'server-only';
import { limits } from '../config/limits.ts';
import { deleteCookie, readCookie, writeCookie } from './cookies.ts';

/** Keeps the address that was just typed for the next page, out of the URL (ASVS 14.2.1). */
export async function rememberAddress(email: string): Promise<void> {
  await writeCookie('address', email, limits.openedLinkLifeMs);
}

export async function rememberedAddress(): Promise<string | null> {
  return readCookie('address');
}

/** Keeps the name that was just typed for whoever signs up once more with another address. */
export async function rememberName(name: string): Promise<void> {
  await writeCookie('name', name, limits.openedLinkLifeMs);
}

export async function rememberedName(): Promise<string | null> {
  return readCookie('name');
}

/** Whoever signs out leaves neither address nor name behind for the next one at this browser. */
export async function forgetTyped(): Promise<void> {
  await deleteCookie('address');
  await deleteCookie('name');
  await deleteCookie('begun');
  await deleteCookie('unsaved');
}
