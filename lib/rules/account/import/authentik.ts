import { readHash } from '../../password/foreign-hash.ts';
import type { FileRow } from './file-row.ts';
import { objectIn, textIn } from './json-values.ts';

/**
 * Reads one user of authentik: of `ak dumpdata authentik_core.user` (a list of records with `fields`), of its API
 * (`results`, without hashes), or of the table authentik_core_user as CSV. Its hashes are Django's.
 */
export function fromAuthentik(written: Readonly<Record<string, unknown>>): Omit<FileRow, 'line'> {
  const user = written['fields'] === undefined ? written : objectIn(written['fields']);
  if (/service_account/.test(textIn(user, 'type'))) return { fields: {}, leftOut: 'program' };
  const email = textIn(user, 'email');
  if (!email) return { fields: {}, leftOut: 'without-email' };
  const password = textIn(user, 'password');
  // Django: a password that can't be used begins like this.
  const hash = password && !password.startsWith('!') ? readHash(password) : null;
  return {
    fields: {
      email,
      name: textIn(user, 'name') || textIn(user, 'username'),
      password_hash: hash && 'hash' in hash ? hash.hash : '',
      enabled: user['is_active'] ?? user['enabled'],
    },
    ...(hash && 'fault' in hash && { hashFault: hash.fault }),
  };
}
