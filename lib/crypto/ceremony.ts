import { randomBytes, timingSafeEqual } from 'node:crypto';
import { keyedHash } from './keyed-hash.ts';
import { hashToken } from './token.ts';

/** What the answer to a challenge may be used for. One for adding a passkey signs nobody in. */
export type CeremonyPurpose =
  | 'sign-in'
  | 'second-factor'
  | 'prove'
  | 'confirm'
  | 'dispute'
  | 'add'
  | 'add-key'
  | 'upgrade';

/** What a challenge is for, and the cookie, session or mailed link that it belongs to. */
export type Ceremony = { purpose: CeremonyPurpose; binding: string };

/** A challenge of ours that is still open: what marks it as spent, and until when that has to be remembered. */
export type OpenChallenge = { challengeHash: string; expiresAt: Date };

const END_BYTES = 8;
const RANDOM_BYTES = 16;
const SEAL_BYTES = 16;
const BYTES = END_BYTES + RANDOM_BYTES + SEAL_BYTES;

/**
 * Generates the challenge of a WebAuthn ceremony, base64url: its end, 128 random bits (WebAuthn Level 3 §13.4.3 asks for
 * 16 bytes) and a seal over both, the purpose and the binding. So it is stored nowhere: looking at the sign-in page
 * writes nothing, however often.
 */
export function generateChallenge(ceremony: Ceremony, expiresAt: Date, secrets: readonly string[]): string {
  const head = Buffer.alloc(END_BYTES + RANDOM_BYTES);
  head.writeBigUInt64BE(BigInt(expiresAt.getTime()));
  randomBytes(RANDOM_BYTES).copy(head, END_BYTES);
  return Buffer.concat([head, sealOf(ceremony, head, secrets[0] ?? '')]).toString('base64url');
}

/**
 * Returns the challenge where we made it for this ceremony and it hasn't expired; null otherwise. Its hash is that of
 * its bytes: base64url can write the same bytes in several ways, and a second one must not be a second use.
 */
export function openChallenge(
  ceremony: Ceremony,
  challenge: string,
  now: Date,
  secrets: readonly string[],
): OpenChallenge | null {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== BYTES) return null;
  const head = bytes.subarray(0, END_BYTES + RANDOM_BYTES);
  const seal = bytes.subarray(END_BYTES + RANDOM_BYTES);
  if (!secrets.some((secret) => timingSafeEqual(seal, sealOf(ceremony, head, secret)))) return null;
  const expiresAt = new Date(Number(head.readBigUInt64BE()));
  return now < expiresAt ? { challengeHash: hashToken(bytes.toString('base64url')), expiresAt } : null;
}

function sealOf({ purpose, binding }: Ceremony, head: Buffer, secret: string): Buffer {
  const text = `${purpose} ${binding} ${head.toString('base64url')}`;
  return keyedHash(secret, 'passkey challenge', text).subarray(0, SEAL_BYTES);
}
