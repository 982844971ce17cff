import { expect, test } from 'vitest';
import { limits } from '../../../config/limits.ts';
import { base32 } from '../../two-factor/base32.ts';
import { parseImportRow } from './row.ts';

const rules = {
  trustsAddresses: true,
  withoutPasswords: false,
  mayLackName: false,
  rpId: 'localhost',
  isUsableKey: () => true,
};
const secret = (byte: number) => Buffer.alloc(20, byte);
const read = (totp_secret: string) =>
  parseImportRow({ fields: { email: 'ada@example.com', name: 'Ada', totp_secret } }, rules);

test('the secrets of several authenticators are read as an export writes them, with commas', () => {
  expect(read('')).toMatchObject({ totpSecrets: [] });
  expect(read(base32(secret(1)))).toMatchObject({ totpSecrets: [secret(1)] });
  expect(read(`${base32(secret(1))}, ${base32(secret(2))}`)).toMatchObject({ totpSecrets: [secret(1), secret(2)] });
});

test('a broken secret among them, or one more than an account may have, refuses the row', () => {
  const fault = 'totp_secret is not a base32 secret of at least 16 characters';
  expect(read(`${base32(secret(1))},nonsense`)).toEqual({ faults: [fault] });
  expect(read(`${base32(secret(1))},`)).toEqual({ faults: [fault] });
  const many = Array.from({ length: limits.authenticatorsPerAccount + 1 }, (_, index) => base32(secret(index)));
  expect(read(many.join(','))).toEqual({
    faults: [`totp_secret has more than ${limits.authenticatorsPerAccount} secrets`],
  });
});
