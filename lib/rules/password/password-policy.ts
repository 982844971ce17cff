import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';

type PasswordProblem = 'password-empty' | 'password-short' | 'password-long' | 'password-shape';

/** Returns the length in code points of the canonical form, as the user would count. */
export function passwordLength(password: string): number {
  return [...password.normalize('NFC')].length;
}

/**
 * Checks the shape of a new password: length alone, no composition rules (NIST SP 800-63B-4 §3.1.1.2). Bounds are
 * checked before anything costly happens. The browser uses it too, to count along.
 */
export function checkPasswordShape(password: string, minimum: number): Result<string, PasswordProblem> {
  if (password === '') return refuse('password-empty');
  if (password.length > limits.passwordMaxBytes) return refuse('password-long');
  const length = passwordLength(password);
  if (length < minimum) return refuse('password-short', { minimum });
  if (length > limits.passwordMaxLength) return refuse('password-long');
  // NUL ends strings in many programs a password may pass through; lone surrogates cannot be typed.
  if (/[\0\p{Cs}]/u.test(password)) return refuse('password-shape');
  return succeed(password);
}

/** Returns the words that must not make up a password: the product's, and the user's own. */
export function contextWords(appName: string, user: { name: string; email: string }): string[] {
  const [mailbox = '', domain = ''] = user.email.split('@');
  const words = [
    ...appName.split(/\W+/u),
    ...user.name.split(/[^\p{L}\p{N}]+/u),
    ...mailbox.split(/[._+-]+/),
    mailbox,
    domain.split('.')[0] ?? '',
  ];
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length >= 4))];
}

/** Returns whether one of the context words makes up most of the password, whatever surrounds it. */
export function holdsContextWord(password: string, words: readonly string[]): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), lower);
  return rest !== lower && [...rest.replace(/[^\p{L}\p{N}]/gu, '')].length < 8;
}
