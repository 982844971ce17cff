import { z } from 'zod';
import { limits } from '../../config/limits.ts';

const shape = z.email();

/**
 * Returns the canonical form of an email: NFKC, trimmed, lower case; null when it is none. Normalised before it is
 * checked: the other way round a full-width at sign becomes a second recipient (GHSA-7rqj-j65f-68wh). Every look-up,
 * counter and comparison uses this form (attack B-13).
 */
export function canonicalEmail(typed: string): string | null {
  const address = typed.normalize('NFKC').trim().toLowerCase();
  return address.length <= limits.emailMaxLength && shape.safeParse(address).success ? address : null;
}

/**
 * As `canonicalEmail`, for one that a mail goes to. An at sign that only looks like one is refused: a user who types it
 * by accident sees why, and no mail program reads the address in another way than we do (attack P-03).
 */
export function mailableEmail(typed: string): string | null {
  const atSigns = (text: string) => text.split('@').length;
  return atSigns(typed) === atSigns(typed.normalize('NFKC')) ? canonicalEmail(typed) : null;
}
