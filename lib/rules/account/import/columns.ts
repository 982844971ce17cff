/** What a column of a file is taken for. The first five are also how our exports call them (lib/cli/transfer). */
export type Column =
  | 'email'
  | 'name'
  | 'password_hash'
  | 'totp_secret'
  | 'totp_names'
  | 'passkeys'
  | 'passkey_handle'
  | 'disabled'
  | 'enabled'
  | 'first_name'
  | 'last_name'
  | 'two_factor'
  | 'email_verified';

/** How other programs head the same column, after `columnName`. */
const synonyms: Readonly<Record<Column, readonly string[]>> = {
  email: ['e_mail', 'mail', 'email_address', 'e_mail_address', 'mail_address', 'primary_email', 'user_email'],
  name: ['full_name', 'fullname', 'display_name', 'displayname'],
  password_hash: ['passwordhash', 'hash', 'hashed_password', 'encrypted_password', 'password_digest'],
  totp_secret: ['totpsecret', 'totp', 'otp_secret', 'mfa_secret'],
  totp_names: [],
  passkeys: [],
  passkey_handle: [],
  disabled: ['is_disabled', 'blocked', 'suspended'],
  enabled: ['is_enabled', 'active', 'is_active'],
  first_name: ['firstname', 'given_name', 'givenname', 'forename'],
  last_name: ['lastname', 'family_name', 'familyname', 'surname'],
  two_factor: ['twofactor', 'mfa_enabled'],
  email_verified: ['emailverified', 'is_email_verified'],
};

const columnOf = new Map<string, Column>(
  Object.entries(synonyms).flatMap(([column, others]) =>
    [column, ...others].map((name) => [name, column as Column] as const),
  ),
);

/** Columns of our own exports that only we decide. */
const DECIDED_HERE = ['created_at', 'role'];

const WANTED =
  'Wanted: email, and name or first_name and last_name; also password_hash, totp_secret, disabled (the guide lists other names).';

/** The columns of a file: what each is taken for (null: nothing), and which names mean nothing to us. */
export type Columns = { taken: readonly (Column | null)[]; ignored: readonly string[] };

/** Reads the header of a file: names in any case, with spaces or hyphens, and as other programs call them. */
export function readColumns(written: readonly string[]): Columns | { fault: string } {
  const names = written.map(columnName);
  const taken = names.map((name) => columnOf.get(name) ?? null);
  const twice = taken.find((column, index) => column && taken.indexOf(column) !== index);
  if (twice) {
    const alike = written.filter((_name, index) => taken[index] === twice).map((name) => shorten(name));
    return { fault: `The columns ${alike.join(' and ')} both mean ${twice}. Keep one.` };
  }
  const hasName = taken.includes('name') || taken.includes('first_name') || taken.includes('last_name');
  if (!taken.includes('email') || !hasName)
    return { fault: `The columns found are: ${written.slice(0, 40).map(shorten).join(', ')}. ${WANTED}` };
  return { taken, ignored: names.filter((name, index) => name && !taken[index] && !DECIDED_HERE.includes(name)) };
}

function columnName(written: string): string {
  return written
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function shorten(name: string): string {
  return name.trim().slice(0, 40);
}
