import { ScureBase32Plugin } from 'otplib';

const codec = new ScureBase32Plugin();

/** RFC 4648 §6 base32 without padding: the way authenticator apps write a secret. */
export function base32(bytes: Uint8Array): string {
  return codec.encode(bytes, { padding: false });
}

/** Returns a secret in groups of four, for users who type it by hand. */
export function inGroupsOfFour(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? '';
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Returns the bytes of a base32 secret as users and other systems write it: any case, spaces, hyphens, with padding or
 * not; null when it is none. Bits left over behind the last whole byte are dropped, as authenticator apps do (RFC 4648
 * §3.5 lets a reader choose); a letter that carries no whole byte is a typo.
 */
export function fromBase32(text: string): Buffer | null {
  const letters = text.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  if (!/^[A-Z2-7]+$/.test(letters) || [1, 3, 6].includes(letters.length % 8)) return null;
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of letters) {
    value = ((value << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}
