import { readKeycloakHash } from '../../password/foreign-hash.ts';
import { base32 } from '../../two-factor/base32.ts';
import { parseFactorName } from '../../two-factor/factor-name.ts';
import { managerName } from '../../two-factor/passkey-name.ts';
import type { FileRow } from './file-row.ts';
import { objectIn, textIn } from './json-values.ts';

type Credential = { secret: Record<string, unknown>; data: Record<string, unknown>; type: string; label: string };

/**
 * Reads one element of `users` in a realm that Keycloak exported (kc.sh export; UserRepresentation). Service accounts
 * are programs. Passkeys come along with the handle that Keycloak gave them, which is the user's id; security keys and
 * codes of an unusual shape can't.
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
      ...passkeysOf(textIn(user, 'id'), credentials),
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
    const { type, secretData, credentialData, userLabel } = (one ?? {}) as Record<string, unknown>;
    const label = typeof userLabel === 'string' ? userLabel : '';
    return { type: String(type), secret: objectIn(secretData), data: objectIn(credentialData), label };
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

/** Returns passkeys (WebAuthnCredentialData) as our exports write them. Keycloak keeps no RP ID and no backup flags. */
function passkeysOf(userId: string, credentials: readonly Credential[]) {
  const passkeys = credentials.filter(({ type }) => type === 'webauthn-passwordless');
  if (passkeys.length === 0 || !userId) return {};
  return {
    passkey_handle: Buffer.from(userId, 'utf8').toString('base64url'),
    passkeys: passkeys.map(({ data, label }) => ({
      credential_id: asBase64Url(textIn(data, 'credentialId')),
      public_key: asBase64Url(textIn(data, 'credentialPublicKey')),
      counter: data['counter'],
      kind: 'passkey',
      storage: 'unknown',
      transports: Array.isArray(data['transports']) ? data['transports'].map(String) : [],
      aaguid: textIn(data, 'aaguid') || undefined,
      name: nameOf(label, textIn(data, 'aaguid')),
    })),
  };
}

function nameOf(label: string, aaguid: string): string {
  const name = parseFactorName(label);
  return name.ok ? name.value : (managerName(aaguid) ?? 'Passkey');
}

/** Keycloak writes one in base64, the other in base64url. */
function asBase64Url(written: string): string {
  return Buffer.from(written, 'base64').toString('base64url');
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
