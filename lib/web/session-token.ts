import 'server-only';
import { decode, encode, type JWT } from 'next-auth/jwt';
import { settings } from '../env.ts';
import { cookieName } from './cookies.ts';

/** What the encrypted session cookie carries: who, and the id of the row that says whether it still counts. */
export type SessionToken = { sub: string; sid: string };

/** The value of the session cookie. Encrypted with the first of AUTH_SECRET. */
export function sealSessionToken(token: SessionToken): Promise<string> {
  return encode({
    token: { ...token } as JWT,
    secret: settings().authSecrets,
    salt: cookieName('session'),
    maxAge: settings().sessionLifeMs / 1000,
  });
}

/** The content of a session cookie, whichever of AUTH_SECRET encrypted it; null when it is none of ours. */
export async function openSessionToken(value: string | null | undefined): Promise<SessionToken | null> {
  if (!value || value.length > 4096) return null;
  try {
    const token = await decode({ token: value, secret: settings().authSecrets, salt: cookieName('session') });
    return typeof token?.sub === 'string' && typeof token['sid'] === 'string'
      ? { sub: token.sub, sid: token['sid'] }
      : null;
  } catch {
    return null;
  }
}
