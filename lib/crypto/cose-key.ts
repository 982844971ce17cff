import { createPublicKey, type JsonWebKey } from 'node:crypto';

/** Labels and values of COSE keys (RFC 9052 §7, RFC 9053 §7.1 and §7.2, RFC 8230 §4). */
const KEY_TYPE = 1;
const CURVE_OR_MODULUS = -1;
const X_OR_EXPONENT = -2;
const Y = -3;
const curves = new Map([
  [1, { kty: 'EC', crv: 'P-256' }],
  [6, { kty: 'OKP', crv: 'Ed25519' }],
]);
const RSA = 3;
/** NIST SP 800-131A: shorter ones are disallowed. */
const RSA_LEAST_BITS = 2048;

/**
 * Returns whether signatures can be verified with a COSE key: its point is on its curve, and an RSA key is long enough.
 * Without attestation nothing has been verified with it yet.
 */
export async function isUsableKey(publicKey: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return (await loadKeyCheck())(publicKey);
}

/** Loads what `isUsableKey` needs, for many keys. */
export async function loadKeyCheck(): Promise<(publicKey: Uint8Array<ArrayBuffer>) => boolean> {
  const { decodeCredentialPublicKey } = await import('@simplewebauthn/server/helpers');
  return (publicKey) => {
    try {
      const parts = decodeCredentialPublicKey(publicKey) as unknown as ReadonlyMap<number, number | Uint8Array>;
      const key = createPublicKey({ key: jwkOf(parts), format: 'jwk' });
      return key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_LEAST_BITS;
    } catch {
      return false;
    }
  };
}

function jwkOf(parts: ReadonlyMap<number, number | Uint8Array>): JsonWebKey {
  const text = (label: number) => Buffer.from(parts.get(label) as Uint8Array).toString('base64url');
  if (parts.get(KEY_TYPE) === RSA) return { kty: 'RSA', n: text(CURVE_OR_MODULUS), e: text(X_OR_EXPONENT) };
  const curve = curves.get(parts.get(CURVE_OR_MODULUS) as number);
  return { ...curve, x: text(X_OR_EXPONENT), ...(curve?.kty === 'EC' && { y: text(Y) }) };
}
