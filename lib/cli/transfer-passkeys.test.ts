import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqlite } from '../../db/engines/sqlite/sqlite.ts';
import { selectConfirmedAuthenticators } from '../../db/queries/authenticators.ts';
import { insertPasskey, listPasskeys, setPasskeyHandle } from '../../db/queries/passkeys.ts';
import { findUserByEmail } from '../../db/queries/users.ts';
import type { Store } from '../../db/store.ts';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { COOKIE, withPasskeys } from '../../test/passkey-environment.ts';
import { samplePasskey } from '../../test/sample-passkey.ts';
import { flags, makeAuthenticator } from '../../test/software-authenticator.ts';
import { signInWithPasskey } from '../flows/sign-in/sign-in-with-passkey.ts';
import { renameAuthenticator } from '../flows/two-factor/rename-authenticator.ts';

let place: Awaited<ReturnType<typeof makeAdminCommand>>;
const synced = makeAuthenticator({ flags: flags.UP | flags.UV | flags.BE | flags.BS, counter: 0 });
const onDevice = makeAuthenticator({ counter: 7 });
beforeAll(async () => {
  place = await makeAdminCommand();
  const { testEnvironment } = place;
  const passkeys = withPasskeys(testEnvironment);
  const ada = await testEnvironment.person('ada@example.com');
  const { actor } = await passkeys.add(ada.actor, synced, 1);
  await passkeys.add(actor, onDevice, 2);
  const bob = await testEnvironment.person('bob@example.com');
  await testEnvironment.enrol(bob);
  const [app] = await selectConfirmedAuthenticators(place.db, bob.user.id);
  await renameAuthenticator(testEnvironment.at(1), bob.user.id, { authenticatorId: app?.id ?? '', name: 'Pixel 8' });
  const key = { ...samplePasskey, userId: bob.user.id, publicKey: makeAuthenticator().publicKey };
  await setPasskeyHandle(place.db, bob.user.id, 'Ym9i');
  await insertPasskey(place.db, { ...key, id: 'key', credentialId: 'a2V5', kind: 'security-key', name: 'YubiKey' });
});
afterAll(() => place.close());

/** Signs in at another installation: the same database module, another file. */
function signInAt(db: Store, authenticator: ReturnType<typeof makeAuthenticator>, forged = {}) {
  const context = { ...place.testEnvironment.at(10), db };
  return withPasskeys({ ...place.testEnvironment, at: () => context })
    .options(10)
    .then((options) =>
      signInWithPasskey(context, { assertion: authenticator.assert(options, forged), secret: COOKIE, before: null }),
    );
}

async function elsewhere<T>(name: string, look: (db: Store) => Promise<T>): Promise<T> {
  const db = openSqlite(`file:${join(place.folder, name, 'app.db')}`);
  return look(db).finally(() => db.close());
}
const at = (name: string) => ({ DATABASE_URL: `file:${join(place.folder, name, 'app.db')}` });

describe.each(['json', 'jsonl'])('an export as .%s is imported into an empty installation', (ending) => {
  beforeAll(async () => {
    const file = join(place.folder, `people.${ending}`);
    expect((await place.admin(['export', '--to', file, '--secrets', '--yes'])).code).toBe(0);
    expect(await place.admin(['import', file], at(ending))).toMatchObject({ code: 0, err: '' });
  });

  test('and passkeys sign in there, synced or not, as they did here', () =>
    elsewhere(ending, async (db) => {
      const ada = await findUserByEmail(db, 'ada@example.com');
      expect(await signInAt(db, synced)).toMatchObject({ ok: true, value: { userId: ada?.id, methods: ['passkey'] } });
      expect(await signInAt(db, onDevice)).toMatchObject({ ok: true });
      expect((await listPasskeys(db, ada?.id ?? '')).map(({ storage }) => storage).sort()).toEqual([
        'device',
        'synced',
      ]);
    }));

  test('and what protects them comes along: the counter, the name of each app, security keys', () =>
    elsewhere(ending, async (db) => {
      const before = await signInAt(db, onDevice, { counter: 7 });
      expect(before).toMatchObject({ ok: false, code: 'passkey-failed' });
      const bob = await findUserByEmail(db, 'bob@example.com');
      const apps = await selectConfirmedAuthenticators(db, bob?.id ?? '');
      expect(apps.map(({ name }) => name)).toEqual(['Pixel 8']);
      expect(await listPasskeys(db, bob?.id ?? '')).toMatchObject([{ kind: 'security-key', name: 'YubiKey' }]);
    }));
});

test('public keys are no secrets: an export without them takes passkeys and security keys along, and two-factor stays on', async () => {
  const file = join(place.folder, 'plain.jsonl');
  await place.admin(['export', '--to', file]);
  expect(readFileSync(file, 'utf8')).not.toMatch(/argon2|totp_/);
  expect(await place.admin(['import', file], at('plain'))).toMatchObject({ code: 0, err: '' });
  await elsewhere('plain', async (db) => {
    expect(await signInAt(db, synced)).toMatchObject({ ok: true });
    const bob = await findUserByEmail(db, 'bob@example.com');
    expect(bob?.twoFactorSince).toBeInstanceOf(Date);
    expect(await listPasskeys(db, bob?.id ?? '')).toMatchObject([{ kind: 'security-key' }]);
  });
});

test('a table has no place for lists: .csv holds none', async () => {
  const file = join(place.folder, 'people.csv');
  await place.admin(['export', '--to', file, '--secrets', '--yes']);
  expect(readFileSync(file, 'utf8')).not.toContain('passkey');
});

const row = (change: object = {}, passkey: object = {}) => {
  const { credentialId, publicKey } = makeAuthenticator();
  const one = {
    ...{ credential_id: credentialId, public_key: publicKey, rp_id: 'localhost', counter: 0, name: 'Laptop' },
    ...{ kind: 'passkey', storage: 'device', transports: ['internal', 'magic'], ...passkey },
  };
  return { email: 'eve@example.com', name: 'Eve', passkey_handle: 'aGFuZGxl', passkeys: [one], ...change };
};
const importing = (rows: object[], into: string) =>
  place.admin(['import', place.write(`${into}.json`, JSON.stringify(rows))], at(into));

test('two-factor that only a passkey guards stays on, unless that passkey is for another host name', async () => {
  const asked = { two_factor: true };
  const rows = [
    row({ ...asked, email: 'here@example.com', passkey_handle: 'aGVyZQ' }),
    row({ ...asked, email: 'old@example.com', passkey_handle: 'b2xk' }, { rp_id: 'old.example.com' }),
    row({ email: 'off@example.com', passkey_handle: 'b2Zm' }),
  ];
  expect((await importing(rows, 'guarded')).out).toContain('1 row has a second factor that can’t be imported');
  await elsewhere('guarded', async (db) => {
    const since = async (email: string) => (await findUserByEmail(db, email))?.twoFactorSince ?? null;
    expect(await since('here@example.com')).toBeInstanceOf(Date);
    expect(await since('old@example.com')).toBeNull();
    expect(await since('off@example.com')).toBeNull();
    const [passkey] = await db.sql.select().from(db.tables.passkeys).where(eq(db.tables.passkeys.rpId, 'localhost'));
    expect(passkey?.transports).toEqual(['internal']);
  });
});

const broken: [string, object, object, RegExp][] = [
  ['without the handle', { passkey_handle: undefined }, {}, /passkeys need passkey_handle/],
  ['with a handle of 65 bytes', { passkey_handle: 'A'.repeat(87) }, {}, /passkeys need passkey_handle/],
  ['that are no list', { passkeys: 'AAAA' }, {}, /passkeys is not a list/],
  ['in a list of 21', { passkeys: Array.from({ length: 21 }, () => ({})) }, {}, /passkeys has more than 20/],
  ['that are no objects', { passkeys: [null] }, {}, /passkey 1: it is missing or can’t be read/],
  ['with an id in another alphabet', {}, { credential_id: 'a+b/' }, /passkey 1: credential_id/],
  ['with an id of 1,024 bytes', {}, { credential_id: 'A'.repeat(1366) }, /passkey 1: credential_id/],
  ['with a key on no curve', {}, { public_key: 'pQECAyYgASFYIAAAAAAA' }, /passkey 1: public_key is no key/],
  ['with a counter of 2^32', {}, { counter: 2 ** 32 }, /passkey 1: counter/],
  ['of a kind of their own', {}, { kind: 'master-key' }, /passkey 1: kind/],
  ['with a name that turns', {}, { name: 'a\u202Eb' }, /passkey 1: name/],
];
test.each(broken)('attack W-60: passkeys %s refuse the whole file', async (_what, change, passkey, fault) => {
  const answer = await importing([row(change, passkey)], 'refused');
  expect(answer.code).toBe(1);
  expect(answer.err).toMatch(fault);
});

test('attack W-60: one passkey or one handle of two people, and one that an account here has already', async () => {
  const first = row();
  const alike = { ...row(), email: 'mallory@example.com' };
  expect((await importing([first, alike], 'alike')).err).toMatch(/passkey_handle is already in line/);
  const stolen = { ...first, email: 'mallory@example.com', passkey_handle: 'bWFsbG9yeQ' };
  expect((await importing([first, stolen], 'alike')).err).toMatch(/credential_id is already in line/);
  expect((await importing([first], 'owned')).code).toBe(0);
  expect((await importing([stolen], 'owned')).code).toBe(0);
  await elsewhere('owned', async (db) => {
    const [eve, mallory] = [
      await findUserByEmail(db, 'eve@example.com'),
      await findUserByEmail(db, 'mallory@example.com'),
    ];
    expect(await listPasskeys(db, eve?.id ?? '')).toHaveLength(1);
    expect(await listPasskeys(db, mallory?.id ?? '')).toHaveLength(0);
  });
});

describe('a realm of Keycloak', () => {
  const realmOf = (credentials: object[], change: object = {}) =>
    JSON.stringify({
      realm: 'acme',
      users: [
        {
          id: '0c9e5e7e-3b6c-4e0a-9d51-8f7d3a1b2c4d',
          ...{ username: 'kai', email: 'kai@kc.example', emailVerified: true, firstName: 'Kai', lastName: 'C' },
          ...{ enabled: true, credentials },
          ...change,
        },
      ],
    });
  const credentialOf = (authenticator: ReturnType<typeof makeAuthenticator>, type = 'webauthn-passwordless') => ({
    ...{ id: 'c1', type, userLabel: 'Kai’s laptop', createdDate: 1715772305123, secretData: '{}' },
    credentialData: JSON.stringify({
      aaguid: '00000000-0000-0000-0000-000000000000',
      credentialId: Buffer.from(authenticator.credentialId, 'base64url').toString('base64'),
      counter: 0,
      credentialPublicKey: authenticator.publicKey,
      attestationStatementFormat: 'none',
      transports: ['internal'],
    }),
  });
  const import_ = (name: string, text: string) =>
    place.admin(['import', place.write(`${name}.json`, text), '--format', 'keycloak'], at(name));
  const userHandle = Buffer.from('0c9e5e7e-3b6c-4e0a-9d51-8f7d3a1b2c4d').toString('base64url');

  test.each([
    ['that stays on its device', flags.UP | flags.UV, 'device'],
    ['that is synced', flags.UP | flags.UV | flags.BE | flags.BS, 'synced'],
  ])('a passkey %s signs in here, and from then on says where it is kept', async (_what, use, storage) => {
    const authenticator = makeAuthenticator({ flags: use, counter: 0 });
    expect(await import_(`kc-${storage}`, realmOf([credentialOf(authenticator)]))).toMatchObject({ code: 0, err: '' });
    await elsewhere(`kc-${storage}`, async (db) => {
      const kai = await findUserByEmail(db, 'kai@kc.example');
      const passkeys = () => listPasskeys(db, kai?.id ?? '');
      expect(await passkeys()).toMatchObject([{ name: 'Kai’s laptop', storage: 'unknown', rpId: 'localhost' }]);
      expect(await signInAt(db, authenticator, { userHandle })).toMatchObject({ ok: true });
      expect(await passkeys()).toMatchObject([{ storage }]);
      // From now on the flag is known, and one that changes is refused.
      expect(
        await signInAt(db, authenticator, { userHandle, flags: use ^ (flags.BE | (use & flags.BS)) }),
      ).toMatchObject({ ok: false });
    });
  });

  test('a security key can’t come along, and an address that was never confirmed brings no passkey (attack A-56)', async () => {
    const [key, own] = [makeAuthenticator(), makeAuthenticator()];
    const both = [credentialOf(key, 'webauthn'), credentialOf(own)];
    expect((await import_('kc-key', realmOf(both))).out).toContain('1 row has a second factor that can’t be imported');
    await elsewhere('kc-key', async (db) => {
      const kai = await findUserByEmail(db, 'kai@kc.example');
      // Nothing says for which host name it was made: it must not be all that two-factor can be passed with.
      expect(kai?.twoFactorSince).toBeNull();
      expect(await listPasskeys(db, kai?.id ?? '')).toMatchObject([{ credentialId: own.credentialId }]);
    });
    await import_('kc-squat', realmOf([credentialOf(own)], { emailVerified: false }));
    await elsewhere('kc-squat', async (db) => {
      expect(await signInAt(db, own, { userHandle })).toMatchObject({ ok: false, code: 'passkey-unknown' });
    });
  });
});
