import { describe, expect, test } from 'vitest';
import { readHash } from './foreign-hash.ts';
import { storedHashFault } from './stored-hash.ts';

const [salt, hash] = [Buffer.alloc(16, 7), Buffer.alloc(32, 9)].map((bytes) =>
  bytes.toString('base64').replace(/=+$/, ''),
);
const long = Buffer.alloc(64, 9).toString('base64').replace(/=+$/, '');

describe('PBKDF2 of another system', () => {
  test.each([
    ['with its length', `$pbkdf2-sha256$i=600000,l=32$${salt}$${hash}`],
    ['without it', `$pbkdf2-sha256$i=600000$${salt}$${hash}`],
    ['padded', `$pbkdf2-sha256$i=600000,l=32$${salt}==$${hash}=`],
  ])('is stored in one form: %s', (_shape, written) => {
    expect(readHash(written)).toEqual({ hash: `$pbkdf2-sha256$i=600000,l=32$${salt}$${hash}` });
  });

  test.each([
    [`$pbkdf2-sha256$i=2000001,l=32$${salt}$${hash}`, 'has 2000001 iterations, above 2000000'],
    [`$pbkdf2-sha256$i=1000000000,l=32$${salt}$${hash}`, 'has 1000000000 iterations, above 2000000'],
    [`$pbkdf2-sha256$i=1000001,l=64$${salt}$${long}`, 'has 1000001 iterations, above 1000000'],
    [`$pbkdf2-sha1$i=600000,l=64$${salt}$${long}`, 'has 600000 iterations, above 500000'],
    [`$pbkdf2-sha256$i=99999999999,l=32$${salt}$${hash}`, 'is not a PBKDF2 hash'],
    [`$pbkdf2-sha256$i=0,l=32$${salt}$${hash}`, 'is not a PBKDF2 hash'],
    [`$pbkdf2-md5$i=1000,l=16$${salt}$${hash}`, 'is not a PBKDF2 hash'],
    [`$pbkdf2-sha256$i=1000,l=31$${salt}$${hash}`, 'has l=31, and a hash of 32 bytes'],
    [`$pbkdf2-sha256$i=1000,l=32$AAAA$${hash}`, 'has a salt of 3 bytes, not 8 to 64'],
    [`$pbkdf2-sha256$i=1000,l=3$${salt}$AAAA`, 'has a hash of 3 bytes, not 16 to 64'],
  ])('beyond the bounds is refused: %s (attack A-57)', (stored, said) => {
    expect(storedHashFault(stored)).toContain(said);
  });

  test('as dear as the bounds allow is taken', () => {
    expect(storedHashFault(`$pbkdf2-sha512$i=2000000,l=64$${salt}$${long}`)).toBeNull();
  });
});
