import { type ReadHash, readAuth0Hash, readHash } from '../../password/foreign-hash.ts';
import type { FileRow } from './file-row.ts';
import { objectIn, textIn } from './json-values.ts';

type Written = Readonly<Record<string, unknown>>;

/**
 * Reads one user of Auth0: of its export of password hashes (a line each, with `passwordHash`), of an export job, or of
 * the list that its bulk import takes (`password_hash` or `custom_password_hash`, `mfa_factors`).
 */
export function fromAuth0(user: Written): Omit<FileRow, 'line'> {
  const identifiers = (Array.isArray(user['identifiers']) ? user['identifiers'] : []).map(objectIn);
  const listed = identifiers.find(({ type }) => type === 'email');
  const email = textIn(user, 'email') || (listed ? textIn(listed, 'value') : '');
  if (!email) return { fields: {}, leftOut: 'without-email' };
  const hash = hashOf(user);
  const factors = (Array.isArray(user['mfa_factors']) ? user['mfa_factors'] : []).map(objectIn);
  const totp = factors.map((factor) => textIn(objectIn(factor['totp']), 'secret')).filter(Boolean);
  const [first, last] = [textIn(user, 'given_name'), textIn(user, 'family_name')];
  // Auth0 puts the email in place of a name that it doesn't know.
  const name = textIn(user, 'name') === email ? '' : textIn(user, 'name');
  return {
    fields: {
      email,
      name: name || (first || last ? '' : textIn(user, 'nickname') || textIn(user, 'username')),
      first_name: first,
      last_name: last,
      password_hash: hash && 'hash' in hash ? hash.hash : '',
      totp_secret: totp.join(','),
      two_factor: factors.length > 0,
      disabled: user['blocked'] === true,
      email_verified: (user['email_verified'] ?? listed?.['verified']) === true,
    },
    ...(hash && 'fault' in hash && { hashFault: hash.fault }),
  };
}

function hashOf(user: Written): ReadHash | null {
  const plain = textIn(user, 'passwordHash') || textIn(user, 'password_hash');
  if (plain) return readHash(plain);
  const custom = objectIn(user['custom_password_hash']);
  const algorithm = textIn(custom, 'algorithm');
  if (!algorithm) return null;
  const hash = objectIn(custom['hash']);
  return readAuth0Hash({
    algorithm,
    value: textIn(hash, 'value'),
    encoding: textIn(hash, 'encoding') || 'utf8',
    passwordEncoding: textIn(objectIn(custom['password']), 'encoding') || 'utf8',
    hasSalt: textIn(objectIn(custom['salt']), 'value') !== '',
  });
}
