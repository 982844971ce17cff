import { createHash, timingSafeEqual } from 'node:crypto';

/** Returns whether two secrets are the same. Compared by hashes, in a time that tells neither content nor length. */
export function isSameSecret(sent: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(sent), hash(secret));
}
