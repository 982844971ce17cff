import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export type SealingKey = { readonly id: string; readonly key: Buffer };

/** What a sealed secret belongs to. A row copied to another user or purpose no longer opens. */
export type SealContext = {
  readonly purpose: 'totp' | 'token' | 'mail' | 'session' | 'key' | 'flow' | 'answer' | 'signing-key';
  readonly userId: string;
  readonly rowId: string;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals `secret` with the first key: AES-256-GCM, random 96-bit nonce, envelope
 * `v1.KEYID.NONCE.CIPHERTEXT+TAG`. The nonce bound is 2³² a key (NIST SP 800-38D §8.3): out of
 * reach for enrolments and mails, and for session cookies, whose key changes with AUTH_SECRET, fifty days of a thousand
 * sign-ins a second.
 */
export function seal(secret: Buffer, context: SealContext, keys: readonly SealingKey[]): string {
  const [first] = keys;
  if (!first) throw new Error('No encryption key is configured');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(additionalData(context, first.id));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return ['v1', first.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** Opens an envelope; returns null when it can't: unknown key id, foreign context and tampering look alike. */
export function open(envelope: string, context: SealContext, keys: readonly SealingKey[]): Buffer | null {
  const [version, keyId, nonce, sealed] = envelope.split('.');
  const found = keys.find((entry) => entry.id === keyId);
  if (version !== 'v1' || !found || !nonce || !sealed) return null;
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', found.key, Buffer.from(nonce, 'base64url'), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(additionalData(context, found.id))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

function additionalData({ purpose, userId, rowId }: SealContext, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([purpose, userId, rowId, keyId]));
}
