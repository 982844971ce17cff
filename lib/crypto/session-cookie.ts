import { createHash, hkdfSync } from 'node:crypto';
import { open, type SealingKey, seal } from './secret-box.ts';

/** What the session cookie carries: who, and the id of the row that says whether it still counts. */
export type SessionToken = { sub: string; sid: string };

/** A cookie of ours is far shorter. Whatever is longer is not looked at. */
const MOST_CHARACTERS = 1024;

/**
 * The value of the session cookie `name`: sealed with the first of `secrets`. Not the JWE of next-auth: that waits for
 * the threads which hash passwords, and a look at who is there must not stand in line with them. When it ends is
 * written in the row.
 */
export function sealSessionCookie(name: string, token: SessionToken, secrets: readonly string[]): string {
  return seal(Buffer.from(JSON.stringify([token.sub, token.sid])), contextOf(name), secrets.map(keyOf));
}

/** The content of a session cookie, whichever of `secrets` sealed it; null when it is none of ours. */
export function openSessionCookie(
  name: string,
  value: string | null | undefined,
  secrets: readonly string[],
): SessionToken | null {
  if (!value || value.length > MOST_CHARACTERS) return null;
  const opened = open(value, contextOf(name), secrets.map(keyOf));
  if (!opened) return null;
  const [sub, sid] = JSON.parse(opened.toString('utf8')) as [string, string];
  return { sub, sid };
}

/** Bound to the name of the cookie: one from http://localhost is none on https. */
function contextOf(name: string) {
  return { purpose: 'session', userId: '', rowId: name } as const;
}

const keys = new Map<string, SealingKey>();

/** AUTH_SECRET has many uses; each has a key of its own (NIST SP 800-108, HKDF of RFC 5869). */
function keyOf(secret: string): SealingKey {
  const known = keys.get(secret);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'accounts: session cookie', 32));
  const made = { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), key };
  keys.set(secret, made);
  return made;
}
