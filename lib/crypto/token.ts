import { createHash, randomBytes } from 'node:crypto';
import { limits } from '../config/limits.ts';

/** A secret for a cookie or a link: 256 random bits, base64url (ASVS 7.2.3, 11.5.1). */
export function generateToken(): string {
  return randomBytes(limits.tokenBytes).toString('base64url');
}

/**
 * What the database keeps of a token. Plain SHA-256 is enough: 256 random bits cannot be guessed
 * from their hash, unlike passwords.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** An unguessable name for a row (128 random bits): ids are no secrets, but leak no order either. */
export function generateId(): string {
  return randomBytes(16).toString('base64url');
}
