import 'server-only';
import { cookies, headers } from 'next/headers';
import { settings } from '../config/env.ts';
import { cookieAttributes, prefixed } from '../http/cookie-attributes.ts';

type CookieName =
  | 'session'
  | 'challenge'
  | 'browser'
  | 'link'
  | 'link-proof'
  | 'reset'
  /** What a challenge for signing in with a passkey is bound to. */
  | 'passkey'
  | 'address'
  | 'name'
  | 'begun'
  | 'unsaved'
  | 'quiet'
  | 'no-passkey-offer'
  | 'passkeys-checked'
  | 'theme'
  | 'time-zone'
  | 'language'
  | 'last-used'
  | 'recovery-notice'
  /** Of next-auth, on their way between it and us. */
  | `auth.${string}`
  /** One OAuth flow, named by the hash of its state. */
  | `flow.${string}`;

/** Returns the name that a cookie of ours has here. */
export function cookieName(name: CookieName): string {
  return prefixed(name, settings());
}

/** Returns the attributes of all our cookies. */
export function cookieOptions() {
  return cookieAttributes(settings());
}

/**
 * Returns whether this browser sent any cookie. Every page sets one (lib/http/request-filter.ts), so a form or the page of an opened link
 * that comes without any comes from a browser that keeps none. Reads the header, not Next's view of the cookies, which
 * includes those set a moment ago.
 */
export async function bringsCookies(): Promise<boolean> {
  return (await headers()).has('cookie');
}

export async function readCookie(name: CookieName): Promise<string | null> {
  const value = (await cookies()).get(cookieName(name))?.value ?? null;
  // We write none that holds NUL, and no text in PostgreSQL can.
  return value?.includes('\0') ? null : value;
}

/** Sets a cookie that ends after `lifeMs`. Works in server actions and route handlers only. */
export async function writeCookie(name: CookieName, value: string, lifeMs: number): Promise<void> {
  (await cookies()).set(cookieName(name), value, { ...cookieOptions(), maxAge: Math.floor(lifeMs / 1000) });
}

export async function deleteCookie(name: CookieName): Promise<void> {
  (await cookies()).set(cookieName(name), '', { ...cookieOptions(), maxAge: 0 });
}
