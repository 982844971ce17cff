import 'server-only';
import { cookies } from 'next/headers';
import { settings } from '../config/env.ts';

type CookieName =
  | 'session'
  | 'challenge'
  | 'browser'
  | 'link'
  | 'link-proof'
  | 'reset'
  | 'address'
  | 'name'
  | 'unsaved-name'
  | 'quiet'
  | 'theme'
  | 'last-used'
  | 'recovery-notice'
  /** Of next-auth, for the moment between its hands and ours. */
  | `auth.${string}`
  /** One OAuth flow, named by the hash of its state. */
  | `flow.${string}`;

/**
 * The name a cookie carries: `__Host-` on https, which binds it to this host and to TLS (ASVS 3.3.3). Plain on
 * http://localhost, where browsers would drop the prefix.
 */
export function cookieName(name: CookieName): string {
  return settings().isHttps ? `__Host-${name}` : name;
}

/** The attributes of every cookie of ours. Lax, not Strict: the way back from a provider is cross-site. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: settings().isHttps } as const;
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
