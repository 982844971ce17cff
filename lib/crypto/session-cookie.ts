import { openCookie, sealCookie } from './sealed-cookie.ts';

/** What the session cookie carries: who, and the id of the row that says whether it still counts. */
export type SessionToken = { sub: string; sid: string };

/**
 * The value of the session cookie `name`: sealed with the first of `secrets`. Not the JWE of next-auth: that waits for
 * the threads which hash passwords, and a look at who is there must not stand in line with them. When it ends is
 * written in the row.
 */
export function sealSessionCookie(name: string, token: SessionToken, secrets: readonly string[]): string {
  return sealCookie('session', name, [token.sub, token.sid], secrets);
}

/** The content of a session cookie, whichever of `secrets` sealed it; null when it is none of ours. */
export function openSessionCookie(
  name: string,
  value: string | null | undefined,
  secrets: readonly string[],
): SessionToken | null {
  const opened = openCookie('session', name, value, secrets);
  if (!opened) return null;
  const [sub, sid] = opened as [string, string];
  return { sub, sid };
}
