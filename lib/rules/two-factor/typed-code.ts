import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { canonicalRecoveryCode } from './recovery-codes.ts';

/** A submitted code that is worth evaluating: six digits, or a recovery code in canonical spelling. */
export type SubmittedCode =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery-code'; readonly code: string };

type CodeProblem = 'code-empty' | 'code-length' | 'code-shape' | 'recovery-code-empty' | 'recovery-code-shape';

/**
 * Parses what was typed into the code field: digits of every script become ASCII; spaces, dashes, punctuation and the
 * words around the code ("Your code is 123 456") are dropped. A recovery code is recognised by its shape. Refusals are
 * about the shape only; nothing was evaluated and nothing is counted.
 */
export function parseTypedCode(typed: string): Result<SubmittedCode, CodeProblem> {
  const spelled = asciiDigits(typed.normalize('NFKC')).replace(/[\p{Cf}\p{M}]/gu, '');
  if (/^[\s\p{Pd}]*$/u.test(spelled)) return refuse('code-empty');
  const recoveryCode = canonicalRecoveryCode(spelled);
  if (recoveryCode) return succeed({ method: 'recovery-code', code: recoveryCode });
  const numbers = numbersIn(spelled);
  const [code] = numbers.filter((number) => number.length === limits.totpDigits);
  if (code && numbers.filter((number) => number.length === limits.totpDigits).length === 1)
    return succeed({ method: 'totp', code });
  const [only, ...others] = numbers;
  return only && others.length === 0 ? refuse('code-length') : refuse('code-shape');
}

/**
 * Returns the numbers of a text, each without what separates its digits. Words part them; one of Latin letters that
 * touches a digit ("12345a", "1e5000") is a typo of the code and no word beside it, and then there is no number.
 */
function numbersIn(text: string): string[] {
  if (/\d\p{Script=Latin}|\p{Script=Latin}\d/u.test(text)) return [];
  return text
    .split(/\p{L}+/u)
    .map((part) => part.replace(/\D/g, ''))
    .filter(Boolean);
}

/** Parses what was typed into the one-time password field. Six digits there are a code of the app, and taken as one. */
export function parseTypedRecoveryCode(typed: string): Result<SubmittedCode, CodeProblem> {
  if (typed.trim() === '') return refuse('recovery-code-empty');
  const code = canonicalRecoveryCode(typed);
  if (code) return succeed({ method: 'recovery-code', code });
  const asCode = parseTypedCode(typed);
  return asCode.ok ? asCode : refuse('recovery-code-shape');
}

/** Returns every decimal digit (`\p{Nd}`) as ASCII. Unicode keeps the ten of a script together, from zero to nine. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
    return String(value);
  });
}
