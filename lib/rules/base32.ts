import { ScureBase32Plugin } from 'otplib';

const codec = new ScureBase32Plugin();

/** RFC 4648 §6 base32 without padding: the way authenticator apps write a secret. */
export function base32(bytes: Uint8Array): string {
  return codec.encode(bytes, { padding: false });
}

/** A secret in groups of four, for people who type it by hand. */
export function inGroupsOfFour(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** The bytes of a base32 secret as people and other systems write it, with spaces or not; null when it is none. */
export function fromBase32(text: string): Buffer | null {
  try {
    const bytes = Buffer.from(codec.decode(text.replace(/[\s=]/g, '').toUpperCase()));
    return bytes.length > 0 ? bytes : null;
  } catch {
    return null;
  }
}
