import { fromBase32 } from './base32.ts';
import { canonicalEmail } from './email-address.ts';
import { readName } from './person-name.ts';

/** A person from another system. */
export type ImportRow = { email: string; name: string; passwordHash: string | null; totpSecret: Buffer | null };

/** What counts as a hash that we can check: argon2 and bcrypt, as PHC and modular crypt strings write them. */
const HASH =
  /^(\$argon2(id|i|d)\$v=19\$m=\d{1,7},t=\d{1,3},p=\d{1,2}\$[\w+/]{8,}\$[\w+/]{16,}|\$2[aby]\$(0[4-9]|1[0-6])\$[./\w]{53})$/;
/** Some systems still hand out 80 bits; RFC 4226 R6 wants 128 of new secrets. */
const FEWEST_SECRET_BYTES = 10;

/** Reads one row; answers the person, or everything that is wrong with it, in words for the admin. */
export function readImportRow(row: Readonly<Record<string, unknown>>): ImportRow | { faults: string[] } {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name].trim() : '');
  const email = canonicalEmail(text('email'));
  const name = readName(text('name'));
  const passwordHash = text('password_hash') || null;
  const written = text('totp_secret');
  const totpSecret = written ? fromBase32(written) : null;
  const faults = [
    ...(email ? [] : ['email is no email address']),
    ...(name.ok ? [] : ['name is empty, too long or holds control characters']),
    ...(passwordHash && !HASH.test(passwordHash) ? ['password_hash is neither argon2 nor bcrypt'] : []),
    ...(written && (totpSecret?.length ?? 0) < FEWEST_SECRET_BYTES
      ? ['totp_secret is no base32 of 16 letters or more']
      : []),
  ];
  return faults.length > 0 || !email || !name.ok ? { faults } : { email, name: name.value, passwordHash, totpSecret };
}
