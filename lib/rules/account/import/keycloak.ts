import { readKeycloakHash } from '../../password/foreign-hash.ts';
import { base32 } from '../../two-factor/base32.ts';
import type { FileRow } from './file-row.ts';
import { objectIn, textIn } from './json-values.ts';

type Credential = { secret: Record<string, unknown>; data: Record<string, unknown>; type: string };

/**
 * Reads one element of `users` in a realm that Keycloak exported (kc.sh export; UserRepresentation). Service accounts
 * are programs. A second factor other than codes of today's usual shape can't come along.
 */
export function fromKeycloak(user: Readonly<Record<string, unknown>>): Omit<FileRow, 'line'> {
  if (textIn(user, 'serviceAccountClientId')) return { fields: {}, leftOut: 'program' };
  const email = textIn(user, 'email');
  if (!email) return { fields: {}, leftOut: 'without-email' };
  const credentials = readCredentials(user['credentials']);
  const password = credentials.find(({ type }) => type === 'password');
  const hash = password && hashOf(password);
  const factors = credentials.filter(({ type }) => ['otp', 'webauthn'].includes(type));
  const totp = factors.map(totpSecretOf).filter((secret) => secret !== null);
  return {
    fields: {
      email,
      first_name: textIn(user, 'firstName'),
      last_name: textIn(user, 'lastName'),
      name: textIn(user, 'firstName') || textIn(user, 'lastName') ? '' : textIn(user, 'username'),
      password_hash: hash && 'hash' in hash ? hash.hash : '',
      totp_secret: totp.join(','),
      two_factor: factors.length > 0,
      enabled: user['enabled'] !== false,
      email_verified: user['emailVerified'] === true,
    },
    ...(hash && 'fault' in hash && { hashFault: hash.fault }),
  };
}

/** Since Keycloak 8 a credential holds two JSON documents as text. */
function readCredentials(written: unknown): Credential[] {
  const list: unknown[] = Array.isArray(written) ? written : [];
  return list.map((one) => {
    const { type, secretData, credentialData } = (one ?? {}) as Record<string, unknown>;
    return { type: String(type), secret: objectIn(secretData), data: objectIn(credentialData) };
  });
}

function hashOf({ secret, data }: Credential) {
  return readKeycloakHash({
    algorithm: textIn(data, 'algorithm'),
    iterations: Number(data['hashIterations']),
    value: textIn(secret, 'value'),
    salt: textIn(secret, 'salt'),
    parameters: objectIn(data['additionalParameters']),
  });
}

/** Returns a code's secret as base32; null where it isn't what an authenticator app of ours would count with. */
function totpSecretOf({ type, secret, data }: Credential): string | null {
  const isUsual =
    textIn(data, 'subType') === 'totp' &&
    data['digits'] === 6 &&
    data['period'] === 30 &&
    textIn(data, 'algorithm') === 'HmacSHA1';
  const value = textIn(secret, 'value');
  if (type !== 'otp' || !isUsual || !value) return null;
  // Keycloak's own secrets are letters whose bytes are the key.
  return textIn(data, 'secretEncoding') === 'BASE32' ? value : base32(Buffer.from(value));
}
