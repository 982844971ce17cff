import { storedHashFault } from '../password/stored-hash.ts';
import { fromBase32 } from '../two-factor/base32.ts';
import { isUsableSecret } from '../two-factor/totp.ts';
import { parseName } from './display-name.ts';
import { canonicalEmail } from './email-address.ts';

/** A user from another system. `isDisabled`: sign-in is refused until an administrator enables the account. */
export type ImportRow = {
  email: string;
  name: string;
  passwordHash: string | null;
  totpSecret: Buffer | null;
  isDisabled: boolean;
};

/** The columns that are imported. The others of an export are reported as ignored. */
export const importColumns = ['email', 'name', 'password_hash', 'totp_secret', 'disabled'] as const;

/** Parses one row; returns the user, or everything that is wrong with it, in words for the admin. */
export function parseImportRow(row: Readonly<Record<string, unknown>>): ImportRow | { faults: string[] } {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name].trim() : '');
  const email = canonicalEmail(text('email'));
  const name = parseName(text('name'));
  const passwordHash = text('password_hash') || null;
  const hashFault = passwordHash && storedHashFault(passwordHash);
  const written = text('totp_secret');
  const totpSecret = written ? fromBase32(written) : null;
  const isDisabled = readFlag(row['disabled']);
  const faults = [
    // A number in place of a text would be lost silently, and a second factor with it.
    ...(['email', 'name', 'password_hash', 'totp_secret'] as const)
      .filter((column) => row[column] !== undefined && row[column] !== null && typeof row[column] !== 'string')
      .map((column) => `${column} is not text`),
    ...(email ? [] : ['email is not a valid email address']),
    ...(name.ok ? [] : ['name is empty, too long or contains control characters']),
    // What programs write in place of letters that they couldn't read.
    ...(name.ok && name.value.includes('\uFFFD')
      ? ['name contains the character \uFFFD: it was damaged before it got here']
      : []),
    ...(hashFault ? [`password_hash ${hashFault}`] : []),
    ...(written && !(totpSecret && isUsableSecret(totpSecret))
      ? ['totp_secret is not a base32 secret of at least 16 characters']
      : []),
    ...(isDisabled === null ? ['disabled is neither true nor false'] : []),
  ];
  if (faults.length > 0 || !email || !name.ok || isDisabled === null) return { faults };
  return { email, name: name.value, passwordHash, totpSecret, isDisabled };
}

function readFlag(value: unknown): boolean | null {
  const text = String(value ?? '')
    .trim()
    .toLowerCase();
  if (['true', 'yes', '1'].includes(text)) return true;
  return ['', 'false', 'no', '0'].includes(text) ? false : null;
}
