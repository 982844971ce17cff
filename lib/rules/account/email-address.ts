import { z } from 'zod';
import { limits } from '../../config/limits.ts';
import { foldDomain } from './sign-up-policy.ts';

const shape = z.email();

/**
 * Returns the canonical form of an email: NFKC, trimmed, lower case, letters beyond ASCII in its domain as `xn--` (RFC
 * 5891); null when it is none. Normalised before it is checked: the other way round a full-width at sign becomes a
 * second recipient (GHSA-7rqj-j65f-68wh). Every look-up, counter and comparison uses this form (attack B-13). Before the
 * at sign such letters are refused: few mail servers deliver to them (RFC 6531).
 */
export function canonicalEmail(typed: string): string | null {
  const address = withAsciiDomain(typed.normalize('NFKC').trim().toLowerCase());
  // The shape knows no top-level domain of another script, e.g. xn--p1ai.
  const isShaped = shape.safeParse(address.replace(/\.xn--[a-z0-9-]+$/, '.xn')).success;
  return address.length <= limits.emailMaxLength && isShaped ? address : null;
}

function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  // As typed where it is none: the shape refuses it.
  return /[^\0-\x7f]/.test(domain) ? `${address.slice(0, at + 1)}${foldDomain(domain) ?? domain}` : address;
}

/**
 * As `canonicalEmail`, for one that a mail goes to. An at sign that only looks like one is refused: a user who types it
 * by accident sees why, and no mail program reads the address in another way than we do (attack P-03).
 */
export function mailableEmail(typed: string): string | null {
  const atSigns = (text: string) => text.split('@').length;
  return atSigns(typed) === atSigns(typed.normalize('NFKC')) ? canonicalEmail(typed) : null;
}
