import { limits } from '../../../config/limits.ts';
import { readHash } from '../../password/foreign-hash.ts';
import { storedHashFault } from '../../password/stored-hash.ts';
import { fromBase32 } from '../../two-factor/base32.ts';
import { parseFactorName } from '../../two-factor/factor-name.ts';
import { isUsableSecret } from '../../two-factor/totp.ts';
import { nameFromEmail, parseName } from '../display-name.ts';
import { canonicalEmail } from '../email-address.ts';
import { splitNamedAddress } from '../named-address.ts';
import type { Column } from './columns.ts';
import type { FileRow } from './file-row.ts';
import { type ImportedPasskey, type KeyCheck, readPasskeys } from './passkeys.ts';

/** A user from another system. */
export type ImportRow = {
  email: string;
  name: string;
  passwordHash: string | null;
  /** One for each authenticator; none where two-factor is off. */
  totpSecrets: Buffer[];
  /** What their owner calls them, in their order; fewer than secrets where some have no name. */
  totpNames: (string | null)[];
  /** What sign-in asks for a second factor with: apps, passkeys for this host name, or both. */
  isTwoFactorOn: boolean;
  passkeys: (ImportedPasskey & { rpId: string })[];
  /** WebAuthn's user handle, which all of the passkeys carry. */
  passkeyHandle: string | null;
  /** Sign-in is refused until an administrator enables the account. */
  isDisabled: boolean;
  /** They had a second factor that can't come along. */
  lostSecondFactor: boolean;
  /** The address was never confirmed there, so neither password nor second factor came along. */
  isUnproved: boolean;
};

export type RowRules = {
  /** Takes passwords also of addresses that the other system never confirmed. */
  trustsAddresses: boolean;
  /** Takes no password. */
  withoutPasswords: boolean;
  /** The other system may know no name: then it is what stands before the at sign. */
  mayLackName: boolean;
  /** The host name that passkeys belong to here. */
  rpId: string;
  isUsableKey: KeyCheck;
};

const TEXTS = ['email', 'name', 'first_name', 'last_name', 'password_hash', 'totp_secret'] as const;

/** Parses one row; returns the user, or everything that is wrong with it, in words for the administrator. */
export function parseImportRow(
  { fields: row, hashFault }: Pick<FileRow, 'fields' | 'hashFault'>,
  { trustsAddresses, withoutPasswords, mayLackName, rpId, isUsableKey }: RowRules,
): ImportRow | { faults: string[] } {
  const text = (column: Column) => (typeof row[column] === 'string' ? row[column].trim() : '');
  const written = splitNamedAddress(text('email'));
  const email = canonicalEmail(written.address);
  const called = text('name') || `${text('first_name')} ${text('last_name')}`.trim() || written.name;
  const name = parseName(called || (mayLackName && email ? nameFromEmail(email) : ''));
  // Whoever signed up there with an address of someone else must not open the account here (attack A-56).
  const isVerified = readFlag(row.email_verified, true);
  const isUnproved = !trustsAddresses && isVerified === false;
  const password = readPassword(withoutPasswords || isUnproved ? '' : text('password_hash'));
  const totp = readSecrets(isUnproved ? '' : text('totp_secret'));
  const names = readNames(row.totp_names ?? []);
  const own = readPasskeys(isUnproved ? {} : row, isUsableKey);
  const isDisabled = readFlag(row.disabled, false);
  const isEnabled = readFlag(row.enabled, true);
  const faults = [
    // A number in place of a text would be lost silently, and a second factor with it.
    ...TEXTS.filter(
      (column) => row[column] !== undefined && row[column] !== null && typeof row[column] !== 'string',
    ).map((column) => `${column} is not text`),
    ...(email ? [] : [emailFault(written.address)]),
    ...(name.ok ? [] : ['name is empty, too long or contains control characters']),
    // What programs write in place of letters that they couldn't read.
    ...(name.ok && name.value.includes('\uFFFD')
      ? ['name contains the character \uFFFD: it was damaged before it got here']
      : []),
    ...(hashFault && !withoutPasswords && !isUnproved ? [`password_hash ${hashFault}`] : []),
    ...('fault' in password ? [`password_hash ${password.fault}`] : []),
    ...('fault' in totp ? [`totp_secret ${totp.fault}`] : []),
    ...(names ? [] : ['totp_names is not a list of names']),
    ...('fault' in own ? [own.fault] : []),
    ...(isDisabled === null ? ['disabled is neither true nor false'] : []),
    ...(isVerified === null ? ['email_verified is neither true nor false'] : []),
    ...(isEnabled === null ? ['enabled is neither true nor false'] : []),
  ];
  if (faults.length > 0 || !email || !name.ok || 'fault' in password || 'fault' in totp || 'fault' in own || !names)
    return { faults };
  // A passkey for another host name, or who knows which, could confirm no sign-in: two-factor that only it guards would
  // lock its owner out.
  const isAsked = readFlag(row.two_factor, false) === true;
  const isTwoFactorOn = totp.secrets.length > 0 || (isAsked && own.passkeys.some((passkey) => passkey.rpId === rpId));
  // A security key follows a password: without two-factor it does nothing.
  const passkeys = own.passkeys
    .filter(({ kind }) => isTwoFactorOn || kind === 'passkey')
    .map((passkey) => ({ ...passkey, rpId: passkey.rpId ?? rpId }));
  return {
    email,
    name: name.value,
    passwordHash: password.hash,
    totpSecrets: totp.secrets,
    totpNames: names,
    isTwoFactorOn,
    passkeys,
    passkeyHandle: passkeys.length > 0 ? own.handle : null,
    isDisabled: isDisabled === true || isEnabled === false,
    // Exported without --secrets, or one that isn't of our kind.
    lostSecondFactor: isAsked && !isTwoFactorOn,
    isUnproved,
  };
}

/** Reads the secrets of a user's authenticators, with commas between several. */
function readSecrets(written: string): { secrets: Buffer[] } | { fault: string } {
  const read = written === '' ? [] : written.split(',').map((secret) => fromBase32(secret.trim()));
  if (read.length > limits.authenticatorsPerAccount)
    return { fault: `has more than ${limits.authenticatorsPerAccount} secrets` };
  const secrets = read.flatMap((secret) => (secret && isUsableSecret(secret) ? [secret] : []));
  return secrets.length === read.length ? { secrets } : { fault: 'is not a base32 secret of at least 16 characters' };
}

/** Reads what authenticators are called; null where it isn't a list of names. */
function readNames(written: unknown): (string | null)[] | null {
  if (!Array.isArray(written) || written.length > limits.authenticatorsPerAccount) return null;
  const names = written.map((name) => (name === null ? null : parseFactorName(String(name))));
  return names.every((name) => name === null || name.ok) ? names.map((name) => (name?.ok ? name.value : null)) : null;
}

function readPassword(written: string): { hash: string | null } | { fault: string } {
  if (!written) return { hash: null };
  const read = readHash(written);
  const fault = 'hash' in read ? storedHashFault(read.hash) : read.fault;
  return 'hash' in read && fault === null ? read : { fault: fault ?? '' };
}

function emailFault(address: string): string {
  const [local = ''] = address.split('@');
  return /[^\0-\x7f]/.test(local.normalize('NFKC')) && address.includes('@')
    ? 'email has letters beyond ASCII before the @, where few mail servers deliver'
    : 'email is not a valid email address';
}

function readFlag(value: unknown, usual: boolean): boolean | null {
  const text = String(value ?? '')
    .trim()
    .toLowerCase();
  if (text === '') return usual;
  if (['true', 'yes', '1', 't', 'y'].includes(text)) return true;
  return ['false', 'no', '0', 'f', 'n'].includes(text) ? false : null;
}
