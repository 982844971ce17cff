import { openCookie, sealCookie } from './sealed-cookie.ts';

/** What the session cookie carries: the user, and the id of the row that says whether it still counts. */
export type SessionToken = { sub: string; sid: string };

/**
 * Returns the value of the session cookie `name`: sealed with the first of `secrets`. Not next-auth's JWE: that waits
 * for the threads which hash passwords, and reading a session must not queue behind them. The row says when it ends.
 */
export function sealSessionCookie(name: string, token: SessionToken, secrets: readonly string[]): string {
  return sealCookie('session', name, [token.sub, token.sid], secrets);
}

/** Returns the content of a session cookie that one of `secrets` sealed; null when it is none of ours. */
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
