import { createHash, randomBytes } from 'node:crypto';
import { limits } from '../config/limits.ts';

/** Generates a secret for a cookie or a link: 256 random bits, base64url (ASVS 7.2.3, 11.5.1). */
export function generateToken(): string {
  return randomBytes(limits.tokenBytes).toString('base64url');
}

/**
 * Returns what the database stores of a token. Plain SHA-256 is enough: unlike a password, 256 random bits can't be
 * found from their hash.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Generates the id of a row (128 random bits): ids aren't secret, but reveal no order either. */
export function generateId(): string {
  return randomBytes(16).toString('base64url');
}
