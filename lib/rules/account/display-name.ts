import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';

/**
 * Parses a name for display: white space folded, NFC. Control characters, line separators, text direction overrides and
 * lone surrogates are refused: they could disguise text on a screen or in a log.
 */
export function parseName(typed: string): Result<string, 'name-empty' | 'name-long' | 'name-shape'> {
  const name = typed.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (name === '') return refuse('name-empty');
  if ([...name].length > limits.nameMaxLength) return refuse('name-long');
  if (/[\p{Cc}\p{Cs}\p{Co}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u.test(name))
    return refuse('name-shape');
  return succeed(name);
}

/** As `parseName`, of a name that an administrator types for someone else. */
export function parsePersonName(
  typed: string,
): Result<string, 'person-name-empty' | 'person-name-long' | 'person-name-shape'> {
  const name = parseName(typed);
  return name.ok ? name : refuse(`person-${name.code}`);
}

/** Returns a name for a user whose provider gave none that we can show: what stands before the at sign. */
export function nameFromEmail(email: string): string {
  return email.split('@')[0]?.slice(0, limits.nameMaxLength) || email;
}

/** Returns one or two letters for the avatar beside the name. */
export function initials(name: string): string {
  const words = name.split(' ').filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
