import { randomBytes } from 'node:crypto';

/** More than there are concurrent requests. */
const MOST = 1_000;

// Kept on globalThis: Next bundles the code that notes a fault and the code that shows it apart.
const place = globalThis as { accountsFaults?: Map<string, string> };

/** Generates four characters that a user can read out and an admin can find in the log. */
export function generateReference(): string {
  return randomBytes(2).toString('hex').toUpperCase();
}

/** Keeps the reference of a request's fault until its page is made. */
export function noteReference(requestId: string, reference: string): void {
  place.accountsFaults ??= new Map();
  if (place.accountsFaults.size >= MOST) place.accountsFaults.clear();
  place.accountsFaults.set(requestId, reference);
}

/** Returns the reference of a request's fault, once; null when there is none. */
export function referenceOf(requestId: unknown): string | null {
  const found = place.accountsFaults?.get(String(requestId)) ?? null;
  place.accountsFaults?.delete(String(requestId));
  return found;
}
