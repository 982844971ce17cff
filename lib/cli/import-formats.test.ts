import { pbkdf2Sync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argon2id, hash } from 'argon2';
import { hashSync } from 'bcryptjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findUserByEmail } from '../../db/queries/users.ts';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { signInWithPassword } from '../flows/sign-in/sign-in-with-password.ts';
import { verifySecondFactor } from '../flows/sign-in/verify-second-factor.ts';
import { codeAt, stepAt } from '../rules/two-factor/totp.ts';

const PASSWORD = 'tulip anvil copper moon';
const SALT = Buffer.from('0123456789abcdef');
let place: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  place = await makeAdminCommand();
});
afterAll(() => place.close());

const signIn = async (email: string, password = PASSWORD) =>
  (await signInWithPassword(place.testEnvironment.at(1), { email, password })).ok;
const storedHash = async (email: string) => (await findUserByEmail(place.db, email))?.passwordHash ?? null;

/** The password of another system opens the account, a wrong one doesn't, and from then on the hash is ours. */
async function expectSignInAndRehash(email: string) {
  expect(await storedHash(email)).not.toMatch(/^\$argon2id\$v=19\$m=19456,/);
  expect(await signIn(email, 'tulip anvil copper sun')).toBe(false);
  expect(await signIn(email)).toBe(true);
  expect(await storedHash(email)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await signIn(email)).toBe(true);
}

const derived = (digest: string, iterations: number, length: number, salt: Uint8Array = SALT) =>
  pbkdf2Sync(PASSWORD, salt, iterations, length, digest);
const phc = (digest: string, iterations: number, length: number) =>
  `$pbkdf2-${digest}$i=${iterations},l=${length}$${unpadded(SALT)}$${unpadded(derived(digest, iterations, length))}`;
const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const django = (iterations: number) =>
  `pbkdf2_sha256$${iterations}$abcdefgh12345678$${derived('sha256', iterations, 32, Buffer.from('abcdefgh12345678')).toString('base64')}`;
const argon = () =>
  hash(PASSWORD, { type: argon2id, memoryCost: 7168, timeCost: 5, parallelism: 1, salt: SALT, raw: true });

describe('a realm of Keycloak', () => {
  /** As `kc.sh export --users realm_file` writes a user. */
  const userOf = (username: string, algorithm: string, iterations: number, value: string, more: object = {}) => ({
    id: `0c9e5e7e-${username}`,
    username,
    email: `${username}@kc.example`,
    emailVerified: true,
    firstName: 'Ada',
    lastName: username,
    enabled: true,
    createdTimestamp: 1715772305000,
    totp: false,
    credentials: [
      {
        id: 'b8333a40',
        type: 'password',
        createdDate: 1715772305123,
        secretData: JSON.stringify({ value, salt: SALT.toString('base64'), additionalParameters: {} }),
        credentialData: JSON.stringify({ hashIterations: iterations, algorithm, additionalParameters: {}, ...more }),
      },
    ],
    disableableCredentialTypes: [],
    requiredActions: [],
    realmRoles: ['default-roles-acme'],
    notBefore: 0,
    groups: [],
  });
  const realmOf = (users: object[]) =>
    `${JSON.stringify({ id: 'acme', realm: 'acme', clients: [{ users: ['none'] }], users, scopes: [] }, null, 2)}\n`;
  const parameters = {
    additionalParameters: { hashLength: ['32'], memory: ['7168'], type: ['id'], version: ['1.3'], parallelism: ['1'] },
  };

  test.each([
    ['argon2', 5, async () => (await argon()).toString('base64'), parameters],
    ['pbkdf2-sha512', 2100, async () => derived('sha512', 2100, 64).toString('base64'), {}],
    ['pbkdf2-sha256', 2750, async () => derived('sha256', 2750, 64).toString('base64'), {}],
    ['pbkdf2', 2000, async () => derived('sha1', 2000, 64).toString('base64'), {}],
    ['bcrypt', 4, async () => hashSync(PASSWORD, 4), {}],
  ])('a password that it hashed with %s opens the account here', async (algorithm, iterations, value, more) => {
    const file = place.write(
      `${algorithm}-realm.json`,
      realmOf([userOf(algorithm, algorithm, iterations, await value(), more)]),
    );
    expect(await place.admin(['import', file, '--format', 'keycloak'])).toMatchObject({ code: 0, err: '' });
    expect((await findUserByEmail(place.db, `${algorithm}@kc.example`))?.name).toBe(`Ada ${algorithm}`);
    await expectSignInAndRehash(`${algorithm}@kc.example`);
  });

  test.each([
    ['letters whose bytes are the key', 'Zk3Rwq8LpT5mB2vXc9Yd', Buffer.from('Zk3Rwq8LpT5mB2vXc9Yd'), {}],
    ['base32', 'GEZDGNBVGY3TQOJQ', Buffer.from('1234567890'), { secretEncoding: 'BASE32' }],
  ])('codes of its authenticator app go on, with %s', async (_shape, value, key, more) => {
    const name = `otp${Object.keys(more).length}`;
    const user = userOf(name, 'bcrypt', 4, hashSync(PASSWORD, 4));
    const totp = { subType: 'totp', digits: 6, counter: 0, period: 30, algorithm: 'HmacSHA1', ...more };
    const otp = { type: 'otp', secretData: JSON.stringify({ value }), credentialData: JSON.stringify(totp) };
    const file = place.write('otp.json', realmOf([{ ...user, totp: true, credentials: [...user.credentials, otp] }]));
    expect(await place.admin(['import', file, '--format', 'keycloak'])).toMatchObject({ code: 0 });
    const challenge = (await place.testEnvironment.challenge(1, `${name}@kc.example`)) ?? '';
    const code = codeAt(key, stepAt(place.testEnvironment.at(1).now));
    expect(await verifySecondFactor(place.testEnvironment.at(1), challenge, { method: 'totp', code })).toMatchObject({
      ok: true,
    });
  });

  test('says who comes without a second factor, is no person, has no address, or never confirmed it', async () => {
    const known = userOf('known', 'bcrypt', 4, hashSync(PASSWORD, 4));
    const users = [
      { ...known, credentials: [...known.credentials, { type: 'webauthn', secretData: '{}', credentialData: '{}' }] },
      { ...userOf('cli', 'bcrypt', 4, ''), email: undefined, serviceAccountClientId: 'cli', credentials: [] },
      { ...userOf('root', 'bcrypt', 4, hashSync(PASSWORD, 4)), email: undefined },
      { ...userOf('nobody', 'bcrypt', 4, hashSync(PASSWORD, 4)), emailVerified: false, enabled: false },
    ];
    const file = place.write('odd.json', realmOf(users));
    const { out } = await place.admin(['import', file, '--format', 'keycloak']);
    expect(out.split('\n')).toEqual([
      'Imported 2. Skipped 0 existing accounts.',
      '1 address was never confirmed there, so its password wasn’t taken. To take it, add --trust-addresses.',
      expect.stringMatching(/^1 row has no password/),
      '1 row has a second factor that can’t be imported: this person will sign in without a code.',
      'Left out 1 user without an email address.',
      'Left out 1 service account.',
      '',
    ]);
    expect(await findUserByEmail(place.db, 'nobody@kc.example')).toMatchObject({
      passwordHash: null,
      disabledAt: expect.any(Date),
    });
  });

  test('attack: who signed up there with somebody else’s address opens nothing here (attack A-56)', async () => {
    const squatter = { ...userOf('squatted', 'bcrypt', 4, hashSync(PASSWORD, 4)), emailVerified: false };
    const file = place.write('squatted.json', realmOf([squatter]));
    await place.admin(['import', file, '--format', 'keycloak']);
    expect(await signIn('squatted@kc.example')).toBe(false);
    const trusted = { ...squatter, email: 'trusted@kc.example' };
    place.write('squatted.json', realmOf([trusted]));
    await place.admin(['import', file, '--format', 'keycloak', '--trust-addresses']);
    expect(await signIn('trusted@kc.example')).toBe(true);
  });

  test('the folder that it exports to by default, with fifty users a file', async () => {
    const folder = join(place.folder, 'export');
    mkdirSync(folder);
    writeFileSync(join(folder, 'acme-realm.json'), realmOf([]));
    for (const part of [0, 1])
      writeFileSync(
        join(folder, `acme-users-${part}.json`),
        JSON.stringify({ realm: 'acme', users: [userOf(`part${part}`, 'bcrypt', 4, hashSync(PASSWORD, 4))] }, null, 2),
      );
    expect((await place.admin(['import', folder, '--format', 'keycloak'])).out).toContain('Imported 2.');
    expect(await signIn('part1@kc.example')).toBe(true);
    const twice = { realm: 'acme', users: [userOf('part0', 'bcrypt', 4, hashSync(PASSWORD, 4))] };
    writeFileSync(join(folder, 'acme-users-1.json'), JSON.stringify(twice, null, 2));
    expect((await place.admin(['import', folder, '--format', 'keycloak'])).err).toContain(
      'acme-users-1.json, line 4: email is already in line 4 of acme-users-0.json',
    );
    expect((await place.admin(['import', folder])).err).toContain('is a folder');
  });

  test('a hash of another kind, one beyond the bounds and a cut file are refused by their line', async () => {
    const import_ = (text: string) =>
      place.admin(['import', place.write('bad.json', text), '--format', 'keycloak', '--dry-run']);
    const users = [
      userOf('fine', 'bcrypt', 4, hashSync(PASSWORD, 4)),
      userOf('scrypt', 'scrypt', 1, 'AAAA'),
      userOf('dear', 'pbkdf2-sha256', 1_000_000_000, derived('sha256', 1, 32).toString('base64')),
    ];
    const { code, err } = await import_(realmOf(users));
    expect(code).toBe(1);
    expect(err).toMatch(/^line \d+: password_hash is scrypt, which can’t be checked here$/m);
    expect(err).toMatch(/^line \d+: password_hash has 1000000000 iterations, above 2000000$/m);
    expect(err).toContain('2 of 3 rows have errors. Nothing was imported.');
    expect((await import_(realmOf(users).slice(0, -900))).err).toMatch(/the file ends too early/);
    expect((await import_('email,name\n')).err).toContain('It is no Keycloak export');
    const without = ['import', place.write('bad.json', realmOf(users)), '--format', 'keycloak', '--without-passwords'];
    expect((await place.admin(without)).out).toContain('Imported 3.');
    expect(await storedHash('fine@kc.example')).toBeNull();
  });
});

describe('users of Auth0', () => {
  test('the export of password hashes: a line each, names unknown, addresses among the identifiers', async () => {
    const lineOf = (email: string, more: object) =>
      JSON.stringify({
        _id: { $oid: '60425dc43519d90068f82973' },
        email_verified: true,
        email,
        passwordHash: hashSync(PASSWORD, 4).replace('$2b$', '$2b$'),
        password_set_date: { $date: '2026-03-05T16:35:16.775Z' },
        tenant: 'acme',
        connection: 'Username-Password-Authentication',
        _tmp_is_unique: true,
        ...more,
      });
    const identifiers = [{ type: 'email', value: 'listed@a0.example', verified: true }];
    const file = place.write(
      'auth0.ndjson',
      `${lineOf('plain@a0.example', {})}\n${lineOf('', { email: undefined, email_verified: undefined, identifiers })}\n`,
    );
    expect(await place.admin(['import', file, '--format', 'auth0'])).toMatchObject({
      code: 0,
      out: 'Imported 2. Skipped 0 existing accounts.\n',
    });
    expect((await findUserByEmail(place.db, 'listed@a0.example'))?.name).toBe('listed');
    for (const name of ['plain', 'listed']) await expectSignInAndRehash(`${name}@a0.example`);
  });

  test.each([
    ['argon2', () => hash(PASSWORD, { type: argon2id, memoryCost: 8192, timeCost: 2, parallelism: 1 }), {}],
    ['bcrypt', async () => hashSync(PASSWORD, 4), { encoding: 'utf8' }],
    ['pbkdf2', async () => phc('sha512', 1000, 64), { encoding: 'utf8' }],
    ['pbkdf2-sha1', async () => phc('sha1', 1000, 20), {}],
  ])('the list for its bulk import, hashed with %s', async (kind, make, more) => {
    const email = `${kind}@a0.example`;
    const [algorithm] = kind.split('-');
    const users = [
      {
        email,
        email_verified: true,
        given_name: 'Ada',
        family_name: 'Lovelace',
        custom_password_hash: { algorithm, hash: { value: await make(), ...more } },
      },
    ];
    const file = place.write('bulk.json', JSON.stringify(users, null, 2));
    expect(await place.admin(['import', file, '--format', 'auth0'])).toMatchObject({ code: 0 });
    expect((await findUserByEmail(place.db, email))?.name).toBe('Ada Lovelace');
    await expectSignInAndRehash(email);
  });

  test('takes codes of an authenticator app and what is blocked; says who comes without a factor', async () => {
    const user = (name: string, more: object) => ({
      email: `${name}@a0.example`,
      email_verified: true,
      name: `${name}@a0.example`,
      nickname: name,
      password_hash: hashSync(PASSWORD, 4),
      ...more,
    });
    const users = [
      user('app', {
        mfa_factors: [
          { totp: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' } },
          { totp: { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' } },
        ],
      }),
      user('sms', { mfa_factors: [{ phone: { value: '+15551112233' } }], blocked: true }),
    ];
    const file = place.write('factors.json', JSON.stringify(users));
    expect((await place.admin(['import', file, '--format', 'auth0'])).out).toContain('1 row has a second factor');
    const code = codeAt(Buffer.from('12345678901234567890'), stepAt(place.testEnvironment.at(1).now));
    const challenge = (await place.testEnvironment.challenge(1, 'app@a0.example')) ?? '';
    expect(await verifySecondFactor(place.testEnvironment.at(1), challenge, { method: 'totp', code })).toMatchObject({
      ok: true,
    });
    const blocked = await findUserByEmail(place.db, 'sms@a0.example');
    expect(blocked).toMatchObject({ name: 'sms', disabledAt: expect.any(Date) });
  });

  test.each([
    ['md5', { algorithm: 'md5', hash: { value: 'x' } }, 'password_hash is md5, which can’t be checked here'],
    [
      'bytes',
      { algorithm: 'bcrypt', hash: { value: 'eA==', encoding: 'base64' } },
      'password_hash is bcrypt in pieces, not in one text (utf8)',
    ],
    [
      'another encoding',
      { algorithm: 'bcrypt', hash: { value: hashSync('x', 4) }, password: { encoding: 'utf16le' } },
      'password_hash is of a password in utf16le, not in utf8',
    ],
  ])('a hash as %s is refused', async (_what, custom_password_hash, said) => {
    const users = [{ email: 'md5@a0.example', email_verified: true, custom_password_hash }];
    const file = place.write('md5.json', JSON.stringify(users));
    expect((await place.admin(['import', file, '--format', 'auth0'])).err).toContain(`line 1: ${said}`);
  });
});

describe('users of authentik', () => {
  const fields = (name: string, more: object = {}) => ({
    password: django(1000),
    last_login: '2026-11-01T10:00:00Z',
    username: name,
    name: `${name} Lovelace`,
    email: `${name}@ak.example`,
    is_active: true,
    type: 'internal',
    ...more,
  });

  test('as its database dumps them, with Django’s hashes', async () => {
    const users = [
      fields('one'),
      fields('two', { password: `bcrypt$${hashSync(PASSWORD, 4)}` }),
      fields('three', {
        password: `argon2${await hash(PASSWORD, { type: argon2id, memoryCost: 8192, timeCost: 2, parallelism: 1 })}`,
      }),
      fields('four', { password: '!aJ3kUnusable', is_active: false }),
      fields('outpost', { type: 'internal_service_account' }),
    ];
    const records = users.map((one, index) => ({ model: 'authentik_core.user', pk: index + 1, fields: one }));
    const file = place.write('dump.json', JSON.stringify(records));
    const { code, out } = await place.admin(['import', file, '--format', 'authentik']);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Imported 4\.[\s\S]*1 row has no password[\s\S]*Left out 1/),
    ]);
    for (const name of ['one', 'two', 'three']) await expectSignInAndRehash(`${name}@ak.example`);
    expect((await findUserByEmail(place.db, 'four@ak.example'))?.disabledAt).not.toBeNull();
  });

  test('as a table, and as its API lists them', async () => {
    const { username, name, email, password } = fields('table');
    const table = place.write(
      'users.csv',
      `username,name,email,password,is_active,type\n${username},${name},${email},${password},t,external\n`,
    );
    expect(await place.admin(['import', table, '--format', 'authentik'])).toMatchObject({
      code: 0,
      out: 'Imported 1. Skipped 0 existing accounts.\n',
    });
    await expectSignInAndRehash('table@ak.example');
    const { password: _, ...listed } = fields('listed');
    const list = place.write('list.json', JSON.stringify({ pagination: { next: 0 }, results: [{ pk: 7, ...listed }] }));
    expect((await place.admin(['import', list, '--format', 'authentik'])).out).toContain('1 row has no password');
  });

  test('bcrypt_sha256 is refused', async () => {
    const users = [{ fields: fields('old', { password: `bcrypt_sha256$${hashSync(PASSWORD, 4)}` }) }];
    const file = place.write('old.json', JSON.stringify(users));
    expect((await place.admin(['import', file, '--format', 'authentik'])).err).toContain(
      'password_hash is bcrypt_sha256, which can’t be checked here',
    );
  });
});
