import { createHash, generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';

/** A private key as JWK (RFC 7517), with its RFC 7638 thumbprint as its id. */
export type PrivateSigningKey = JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' };

/** Generates a key for RS256, which every client of OpenID Connect has to know (OpenID Connect Core §15.1). */
export async function generateSigningKey(): Promise<PrivateSigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  const thumbprint = createHash('sha256').update(JSON.stringify({ e: jwk.e, kty: jwk.kty, n: jwk.n }));
  return { ...jwk, kid: thumbprint.digest('base64url'), use: 'sig', alg: 'RS256' };
}
