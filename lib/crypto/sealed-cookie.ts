import { createHash, hkdfSync } from 'node:crypto';
import { open, type SealingKey, seal } from './secret-box.ts';

/** What a sealed cookie is for. Each purpose has a key of its own: a cookie of one never opens as another's. */
type CookieUse = 'session' | 'flow';

/** Browsers keep no longer cookie, and ours are far shorter. A longer one isn't decrypted. */
const MOST_CHARACTERS = 4096;

/** Returns the value of the cookie `name`: sealed with the first of `secrets`, and bound to that name. */
export function sealCookie(use: CookieUse, name: string, content: unknown, secrets: readonly string[]): string {
  return seal(Buffer.from(JSON.stringify(content)), contextOf(use, name), keysOf(use, secrets));
}

/** Returns the content of a cookie that one of `secrets` sealed; null when it is none of ours. */
export function openCookie(
  use: CookieUse,
  name: string,
  value: string | null | undefined,
  secrets: readonly string[],
): unknown {
  if (!value || value.length > MOST_CHARACTERS) return null;
  const opened = open(value, contextOf(use, name), keysOf(use, secrets));
  return opened ? JSON.parse(opened.toString('utf8')) : null;
}

/** Bound to the name of the cookie: one from http://localhost is invalid on https. */
function contextOf(use: CookieUse, name: string) {
  return { purpose: use, userId: '', rowId: name } as const;
}

const keys = new Map<string, SealingKey>();

/** AUTH_SECRET has many uses; each has a key of its own (NIST SP 800-108, HKDF of RFC 5869). */
function keysOf(use: CookieUse, secrets: readonly string[]): SealingKey[] {
  return secrets.map((secret) => {
    const known = keys.get(use + secret);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `accounts: ${use} cookie`, 32));
    const made = { id: createHash('sha256').update(key).digest('base64url').slice(0, 8), key };
    keys.set(use + secret, made);
    return made;
  });
}
