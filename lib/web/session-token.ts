import 'server-only';
import { settings } from '../config/env.ts';
import { openSessionCookie, type SessionToken, sealSessionCookie } from '../crypto/session-cookie.ts';
import { cookieName } from './cookies.ts';

/** Returns the value of the session cookie. */
export function sealSessionToken(token: SessionToken): string {
  return sealSessionCookie(cookieName('session'), token, settings().authSecrets);
}

/**
 * Returns the content of a session cookie; null when it is none of ours. Doesn't say whether the session still lives.
 */
export function openSessionToken(value: string | null | undefined): SessionToken | null {
  return openSessionCookie(cookieName('session'), value, settings().authSecrets);
}
