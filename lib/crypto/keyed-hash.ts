import { createHmac, hkdfSync } from 'node:crypto';

const keys = new Map<string, Buffer>();

/** Returns HMAC-SHA-256 of `text`, under a key that is derived from `secret` for `purpose` only (HKDF of RFC 5869). */
export function keyedHash(secret: string, purpose: string, text: string): Buffer {
  const name = `${purpose} ${secret}`;
  const key = keys.get(name) ?? Buffer.from(hkdfSync('sha256', secret, '', `accounts: ${purpose}`, 32));
  keys.set(name, key);
  return createHmac('sha256', key).update(text).digest();
}
