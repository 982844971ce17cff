import { randomBytes } from 'node:crypto';

/** More than there are requests at one time. */
const MOST = 1_000;

// Kept on globalThis: Next bundles what notes a fault and what shows it apart.
const place = globalThis as { accountsFaults?: Map<string, string> };

/** Four signs that a person can read out and an admin can find in the log. */
export function generateReference(): string {
  return randomBytes(2).toString('hex').toUpperCase();
}

/** Keeps what the log calls the fault of a request, until its page is made. */
export function noteReference(requestId: string, reference: string): void {
  place.accountsFaults ??= new Map();
  if (place.accountsFaults.size >= MOST) place.accountsFaults.clear();
  place.accountsFaults.set(requestId, reference);
}

/** What the log calls the fault of a request, once; null when nothing was noted of it. */
export function referenceOf(requestId: unknown): string | null {
  const found = place.accountsFaults?.get(String(requestId)) ?? null;
  place.accountsFaults?.delete(String(requestId));
  return found;
}
