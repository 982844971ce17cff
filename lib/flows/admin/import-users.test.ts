import { createHmac } from 'node:crypto';
import { argon2d, argon2i, argon2id, hash } from 'argon2';
import { hashSync } from 'bcryptjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listEvents } from '../../../db/queries/security-events.ts';
import { findUserByEmail, insertUser } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { importRows } from '../../../test/import-rows.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';

const PASSWORD = 'correct horse battery';
let testEnvironment: TestEnvironment;
let count = 0;
beforeAll(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterAll(() => testEnvironment.close());

/** Imports one user; returns their email, or the faults of their row. */
async function bring(fields: Record<string, string>): Promise<{ email: string; faults: string[] }> {
  count += 1;
  const email = `person${count}@example.com`;
  const { faults } = await importRows(testEnvironment.at(0), [{ line: 1, fields: { email, name: 'Wu', ...fields } }]);
  return { email, faults };
}

async function signIn(email: string, password = PASSWORD, minutes = 1): Promise<boolean> {
  return (await signInWithPassword(testEnvironment.at(minutes), { email, password })).ok;
}

/** RFC 4226 §5.3, written out: what an app shows, whatever library we use. */
function appCode(secret: Buffer, minutes: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(testEnvironment.at(minutes).now.getTime() / 30_000)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('a secret that is taken in opens the account at the next sign-in (attack A-51)', () => {
  const ten = Buffer.from('48656c6c6f21deadbeef', 'hex');
  test.each([
    ['80 bits', 'JBSWY3DPEHPK3PXP', ten],
    ['lower case, in groups, with hyphens', 'jbsw y3dp-ehpk 3pxp', ten],
    ['padded', 'JBSWY3DPEHPK3PXPAA======', Buffer.concat([ten, Buffer.alloc(1)])],
    ['bits left over that apps drop', 'JBSWY3DPEHPK3PXPAB', Buffer.concat([ten, Buffer.alloc(1)])],
    ['128 bits', 'GEZDGNBVGY3TQOJQGEZDGNBVGY', Buffer.from('1234567890123456')],
    ['160 bits', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', Buffer.from('12345678901234567890')],
    ['a whole block of SHA-1 and more', 'A'.repeat(128), Buffer.alloc(80)],
  ])('%s', async (_shape, totp_secret, bytes) => {
    const { email, faults } = await bring({ totp_secret, password_hash: hashSync(PASSWORD, 4) });
    expect(faults).toEqual([]);
    const verify = async (code: string) =>
      verifySecondFactor(testEnvironment.at(1), (await testEnvironment.challenge(1, email)) ?? '', {
        method: 'totp',
        code,
      });
    const right = appCode(bytes, 1);
    expect(await verify(right === '000000' ? '111111' : '000000')).toMatchObject({ ok: false });
    expect(await verify(right)).toMatchObject({ ok: true });
  });

  test.each([
    'JBSWY3DPEHPK3PX',
    'JBSWY3DP',
    'JBSWY3DPEHPK3PXP1',
    'JBSWY3DPEHPK3PXPA',
    'A'.repeat(208),
    'ÄBSWY3DPEHPK3PXP',
  ])('%s is refused', async (totp_secret) => {
    expect((await bring({ totp_secret })).faults).toEqual([
      'totp_secret is not a base32 secret of at least 16 characters',
    ]);
  });
});

describe('a hash that is taken in lets its password in', () => {
  const argon = (type: 0 | 1 | 2, salt = 16, hashLength = 32) =>
    hash(PASSWORD, { type, memoryCost: 64, timeCost: 2, parallelism: 2, salt: Buffer.alloc(salt, 7), hashLength });
  const bcrypt = hashSync(PASSWORD, 4).slice(4);
  test.each([
    ['argon2id', () => argon(argon2id)],
    ['argon2i', () => argon(argon2i)],
    ['argon2d', () => argon(argon2d)],
    [
      'argon2i at our own cost',
      () => hash(PASSWORD, { type: argon2i, memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    ],
    ['argon2 with the shortest salt and hash', () => argon(argon2id, 8, 16)],
    ['argon2 with the longest', () => argon(argon2id, 64, 64)],
    ['bcrypt 2a', async () => `$2a$${bcrypt}`],
    ['bcrypt 2b', async () => `$2b$${bcrypt}`],
    ['bcrypt 2y', async () => `$2y$${bcrypt}`],
  ])('%s', async (_shape, make) => {
    const { email, faults } = await bring({ password_hash: await make() });
    expect(faults).toEqual([]);
    expect(await signIn(email, 'correct horse staple')).toBe(false);
    expect(await signIn(email)).toBe(true);
    expect((await findUserByEmail(testEnvironment.db, email))?.passwordHash).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
    );
    expect(await signIn(email)).toBe(true);
  });

  test('made of é as another system composed it, however it is typed here', async () => {
    const apart = 'cafe\u0301 on the corner';
    const { email } = await bring({ password_hash: hashSync(apart, 4) });
    expect(await signIn(email, apart)).toBe(true);
    expect(await signIn(email, apart.normalize('NFC'))).toBe(true);
  });

  const part = '$c29tZXNhbHRzb21l$aaaaaaaaaaaaaaaaaaaaaa';
  test.each([
    [`$argon2id$v=19$m=0,t=0,p=0${part}`, 'is not an argon2 hash of version 19'],
    [`$argon2id$v=19$m=1500000,t=1,p=1${part}`, 'has m=1500000, above 131072 (KiB)'],
    [`$argon2id$v=19$m=64,t=99,p=1${part}`, 'has t=99, above 10'],
    [`$argon2id$v=19$m=4096,t=1,p=99${part}`, 'has p=99, above 16'],
    [`$argon2id$v=19$m=8,t=1,p=2${part}`, 'has m=8, below 16 (8 times p)'],
    [`$argon2id$v=16$m=64,t=1,p=1${part}`, 'is not an argon2 hash of version 19'],
    [`$argon2id$m=64,t=1,p=1${part}`, 'is not an argon2 hash of version 19'],
    [`$argon2id$v=19$m=064,t=1,p=1${part}`, 'is not an argon2 hash of version 19'],
    ['$argon2id$v=19$m=64,t=1,p=1$c29tZQ$aaaaaaaaaaaaaaaaaaaaaa', 'has a salt of 4 bytes, not 8 to 64'],
    ['$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21l$aaaa', 'has a hash of 3 bytes, not 16 to 64'],
    ['$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lA$aaaaaaaaaaaaaaaaaaaaaa', 'has a salt that is not base64'],
    [`$pbkdf2-sha256$i=1000000000,l=16${part}`, 'has 1000000000 iterations, above 2000000'],
    [`$2b$31$${bcrypt.slice(3)}`, 'has the bcrypt cost 31, not 4 to 14'],
    [`$2x$${bcrypt}`, 'is neither argon2, bcrypt nor PBKDF2'],
    [`$2b$${bcrypt.slice(0, 24)}z${bcrypt.slice(25)}`, 'is neither argon2, bcrypt nor PBKDF2'],
    ['5f4dcc3b5aa765d61d8327deb882cf99', 'is neither argon2, bcrypt nor PBKDF2'],
  ])(
    '%s is refused, and where it is stored already it lets no user in and nothing breaks (attack A-50)',
    async (stored, fault) => {
      expect((await bring({ password_hash: stored })).faults.join()).toContain(`password_hash ${fault}`);
      const email = `stored${count}@example.com`;
      await insertUser(testEnvironment.db, {
        id: email,
        email,
        name: 'Wu',
        passwordHash: stored,
        createdAt: testEnvironment.at(0).now,
      });
      expect(await signIn(email)).toBe(false);
    },
  );
});

test('what was typed behind the 72 bytes that bcrypt reads does not become the password (attack A-52)', async () => {
  const right = 'x'.repeat(72);
  const { email } = await bring({ password_hash: hashSync(right, 4) });
  expect(await signIn(email, `${right} and more`)).toBe(true);
  expect(await signIn(email, right)).toBe(true);
  expect(await signIn(email, right)).toBe(true);
});

test('a user who is disabled elsewhere is disabled here', async () => {
  const { email } = await bring({ password_hash: hashSync(PASSWORD, 4), disabled: 'true' });
  expect((await findUserByEmail(testEnvironment.db, email))?.disabledAt).not.toBeNull();
  expect((await bring({ disabled: 'maybe' })).faults).toEqual(['disabled is neither true nor false']);
});

test('a number in place of a text is refused, not ignored', async () => {
  const rows = [{ line: 1, fields: { email: 'a@example.com', name: 'A', totp_secret: 234567 } }];
  expect((await importRows(testEnvironment.at(0), rows)).faults).toEqual(['totp_secret is not text']);
});

test('each user has an event that says so, and by whom; a second run adds none', async () => {
  const rows = ['one', 'two'].map((name, line) => ({ line, fields: { email: `${name}@example.com`, name } }));
  const run = async () => (await importRows(testEnvironment.at(0), rows)).imported;
  expect(await run()).toEqual({ made: 2, alreadyThere: 0, reserved: 0 });
  expect(await run()).toEqual({ made: 0, alreadyThere: 2, reserved: 0 });
  const { id = '' } = (await findUserByEmail(testEnvironment.db, 'two@example.com')) ?? {};
  const events = await listEvents(testEnvironment.db, id, null, { limit: 9 });
  expect(events).toMatchObject([{ kind: 'account-imported', details: { of: 2 }, actor: 'command:root' }]);
});
