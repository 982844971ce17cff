import { limits } from '../../config/limits.ts';

/** Crockford's base32: no I, L, O, U, so that nothing is misread from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = (limits.recoveryCodeBytes * 8) / 5;

/**
 * Generates a set of recovery codes ("one-time passwords" on screens), `XXXX-XXXX-XXXX-XXXX`, 80 bits each.
 * `randomBytes` is the source of randomness. A code of digits alone is drawn again, so that none could ever be taken
 * for a code from an app (attack R-13).
 */
export function generateRecoveryCodes(randomBytes: (count: number) => Uint8Array): string[] {
  const codes = new Set<string>();
  while (codes.size < limits.recoveryCodeCount) {
    const code = spell(randomBytes(limits.recoveryCodeBytes));
    if (/[A-Z]/.test(code)) codes.add(dashed(code));
  }
  return [...codes];
}

/**
 * Returns the one spelling of a typed code: upper case, no dashes or spaces, O read as 0, I and L as 1. Null when it is
 * no code at all. Look-ups, hashes and counters see this form only.
 */
export function canonicalRecoveryCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character)) ? code : null;
}

function spell(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  return Array.from(
    { length: LENGTH },
    (_, index) => ALPHABET[Number((bits >> BigInt(5 * (LENGTH - 1 - index))) & 31n)],
  ).join('');
}

function dashed(code: string): string {
  return code.match(/.{4}/g)?.join('-') ?? code;
}
