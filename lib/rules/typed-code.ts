import { limits } from '../limits.ts';
import { type Result, refuse, succeed } from '../result.ts';
import { canonicalRecoveryCode } from './recovery-codes.ts';

/** A guess that is worth evaluating: six digits, or a recovery code in canonical spelling. */
export type Guess =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery-code'; readonly code: string };

type CodeProblem = 'code-empty' | 'code-length' | 'code-shape' | 'recovery-code-empty' | 'recovery-code-shape';

/** Digits of scripts that phone keyboards offer, mapped to ASCII once, before every check. */
const DIGIT_ZEROS = ['\u0660', '\u06F0', '\u0966'];

/**
 * Reads what was typed into the code field: spaces and dashes of any kind are dropped, full-width,
 * Arabic-Indic, Persian and Devanagari digits become ASCII. A recovery code is recognised by its shape.
 * Refusals are about the shape only; no guess was evaluated and none is counted.
 */
export function readTypedCode(typed: string): Result<Guess, CodeProblem> {
  const compact = asciiDigits(typed.normalize('NFKC')).replace(/[\s\p{Pd}\p{Cf}]/gu, '');
  if (compact === '') return refuse('code-empty');
  if (/^\d+$/.test(compact) && compact.length !== 16) {
    return compact.length === limits.totpDigits
      ? succeed({ method: 'totp', code: compact })
      : refuse('code-length', { count: compact.length });
  }
  const recoveryCode = canonicalRecoveryCode(compact);
  return recoveryCode ? succeed({ method: 'recovery-code', code: recoveryCode }) : refuse('code-shape');
}

/** Reads what was typed into the one-time password field. */
export function readTypedRecoveryCode(typed: string): Result<Guess, CodeProblem> {
  if (typed.trim() === '') return refuse('recovery-code-empty');
  const code = canonicalRecoveryCode(typed);
  return code ? succeed({ method: 'recovery-code', code }) : refuse('recovery-code-shape');
}

function asciiDigits(text: string): string {
  return Array.from(text, (character) => {
    const zero = DIGIT_ZEROS.find(
      (candidate) => character >= candidate && character.charCodeAt(0) <= candidate.charCodeAt(0) + 9,
    );
    return zero ? String(character.charCodeAt(0) - zero.charCodeAt(0)) : character;
  }).join('');
}
