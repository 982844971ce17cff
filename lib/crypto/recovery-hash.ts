import { randomBytes, timingSafeEqual } from 'node:crypto';
import { argon2idTag } from './argon2.ts';

/**
 * Recovery codes carry 80 random bits, so a small work factor is enough (NIST SP 800-63B-4 §3.1.2
 * allows it for look-up secrets; ASVS 6.5.2 asks for a salted password hash below 112 bits).
 */
const cost = { memoryKiB: 7168, passes: 1, lanes: 1 } as const;

/** Returns a salt for one set of codes: 128 random bits. */
export function generateRecoverySalt(): string {
  return randomBytes(16).toString('base64url');
}

/** Returns the stored form of a code in its canonical spelling. */
export async function hashRecoveryCode(code: string, salt: string): Promise<string> {
  return (await argon2idTag(code, Buffer.from(salt, 'base64url'), cost)).toString('base64url');
}

/** Compares two stored forms in constant time. */
export function sameHash(one: string, other: string): boolean {
  const left = Buffer.from(one, 'base64url');
  const right = Buffer.from(other, 'base64url');
  return left.length === right.length && timingSafeEqual(left, right);
}
