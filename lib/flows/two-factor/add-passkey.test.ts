/** Adding, renaming and removing passkeys, and the attacks on each (W-…). */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import { COOKIE, withPasskeys } from '../../../test/passkey-environment.ts';
import { type Forgery, flags, makeAuthenticator } from '../../../test/software-authenticator.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { resetPassword } from '../account/reset-password.ts';
import { secureAccount } from '../account/secure-account.ts';
import { requestPasswordReset } from '../account/steps/request-password-reset.ts';
import { signInWithPasskey } from '../sign-in/sign-in-with-passkey.ts';
import { beginPasskey, completePasskey } from './add-passkey.ts';
import { removePasskey } from './remove-passkey.ts';
import { renamePasskey } from './rename-passkey.ts';
import { describePasskeys } from './steps/describe-passkeys.ts';

const DAY = 24 * 60;

let testEnvironment: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  passkeys = withPasskeys(testEnvironment);
}, 60_000);
afterEach(() => testEnvironment.close());

const stored = (userId: string) => listPasskeys(testEnvironment.db, userId);
const at = (minute: number, deviceCookieHash: string | null = null) => {
  const context = testEnvironment.at(minute);
  return { ...context, client: { ...context.client, deviceCookieHash } };
};
const noCode = { password: PASSWORD, submittedCode: null };

test('a passkey is added with its storage, transports, and the name of what keeps it', async () => {
  const { user, actor } = await testEnvironment.person();
  const synced = flags.UP | flags.UV | flags.BE | flags.BS;
  const manager = makeAuthenticator({ flags: synced, counter: 0, aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd' });
  const added = await passkeys.add(actor, manager);
  await passkeys.add(added.actor, makeAuthenticator(), 2);
  expect(await stored(user.id)).toMatchObject([
    { name: 'iCloud Keychain', storage: 'synced', kind: 'passkey', rpId: 'localhost', transports: ['internal'] },
    { name: 'Chrome on Windows', storage: 'device', counter: 1 },
  ]);
  const [mail] = await readMailbox(testEnvironment, 3);
  expect(mail).toMatchObject({ subject: 'A passkey was added' });
  expect(mail?.text).toContain('The passkey “iCloud Keychain” can now sign you in without your password.');
});

test('the browser is told which passkeys it must not make again, and one handle for all', async () => {
  const { actor } = await testEnvironment.person();
  const first = makeAuthenticator();
  const { options: before, actor: begun } = await passkeys.begin(actor, 1);
  const added = await completePasskey(at(1), begun, first.register(before));
  const next = { ...actor, sessionIdHash: hashToken(added.ok ? added.value.sessionId : '') };
  const { options } = await passkeys.begin(next, 2);
  expect(options.excludeCredentials).toMatchObject([{ id: first.credentialId, transports: ['internal'] }]);
  expect(options.user).toEqual(before.user);
  expect(options.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' });
  expect(options.attestation).toBe('none');
});

describe('attack W-19: a passkey is added in a stolen session', () => {
  test('without the password, with a wrong one, or without a code where two-factor is on', async () => {
    const person = await testEnvironment.person();
    const begin = (actor: typeof person.actor, password: string) =>
      beginPasskey(at(1), actor, { password, submittedCode: null });
    expect(await begin(person.actor, '')).toMatchObject({ code: 'password-empty' });
    expect(await begin(person.actor, 'wrong')).toMatchObject({ code: 'password-wrong' });
    const { actor, codeOf } = await testEnvironment.enrol(person);
    expect(await begin(actor, PASSWORD)).toMatchObject({ code: 'code-empty' });
    const submittedCode = { method: 'totp', code: '000000' } as const;
    expect(await beginPasskey(at(2), actor, { password: PASSWORD, submittedCode })).toMatchObject({ ok: false });
    const code = { method: 'totp', code: codeOf(2) } as const;
    expect(await beginPasskey(at(2), actor, { password: PASSWORD, submittedCode: code })).toMatchObject({ ok: true });
  });

  test('with the challenge of another session of the same person, or an expired one (W-04)', async () => {
    const { user, actor } = await testEnvironment.person();
    const { options, actor: begun } = await passkeys.begin(actor, 1);
    const credential = makeAuthenticator().register(options);
    const elsewhere = { ...actor, sessionIdHash: 'another session' };
    expect(await completePasskey(at(2), elsewhere, credential)).toMatchObject({ code: 'passkey-expired' });
    expect(await completePasskey(at(6), begun, credential)).toMatchObject({ code: 'passkey-expired' });
    expect(await stored(user.id)).toHaveLength(0);
  });

  test('with a challenge of the sign-in page, which asks for no proof', async () => {
    const { user, actor } = await testEnvironment.person();
    const handle = Buffer.alloc(32, 1).toString('base64url');
    for (const cookie of [COOKIE, actor.sessionIdHash]) {
      const { challenge } = await passkeys.options(1, cookie);
      const credential = makeAuthenticator().register({ challenge, user: { id: handle } });
      expect(await completePasskey(at(1), actor, credential)).toMatchObject({ code: 'passkey-expired' });
    }
    expect(await stored(user.id)).toHaveLength(0);
  });
});

const rsa = (bits: number) => {
  const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(modulus.length);
  const head = Buffer.from('a401030339010020', 'hex');
  return Buffer.concat([
    head,
    Buffer.from('59', 'hex'),
    length,
    modulus,
    Buffer.from('2143', 'hex'),
    Buffer.from(e, 'base64url'),
  ]);
};
const point = (alg: string) =>
  Buffer.concat([
    Buffer.from(`a50102${alg}2001215820`, 'hex'),
    Buffer.alloc(32, 7),
    Buffer.from('225820', 'hex'),
    Buffer.alloc(32, 7),
  ]);

const forged: [string, Forgery, string][] = [
  ['W-07: made on another site', { origin: 'https://localhost.evil.test' }, 'passkey-failed'],
  ['W-08: made for another site', { rpId: 'evil.test' }, 'passkey-failed'],
  ['W-09: made inside another site', { crossOrigin: true }, 'passkey-failed'],
  ['W-10: by a key that was only touched', { flags: flags.UP }, 'passkey-unfit'],
  ['W-11: with nobody there', { flags: flags.UV }, 'passkey-failed'],
  ['W-14: backed up but not eligible', { flags: flags.UP | flags.UV | flags.BS }, 'passkey-failed'],
  ['W-15: under the id of another', { id: 'AAAA' }, 'passkey-failed'],
  ['W-17: an algorithm that was not offered (ES384)', { publicKey: point('033822') }, 'passkey-failed'],
  ['W-17: a key that is on no curve', { publicKey: point('0326') }, 'passkey-failed'],
  ['W-17: RSA of 512 bits', { publicKey: rsa(512) }, 'passkey-failed'],
  ['W-17: no key at all', { publicKey: Buffer.from('a0', 'hex') }, 'passkey-failed'],
  ['an answer to a sign-in', { type: 'webauthn.get' }, 'passkey-failed'],
  ['one that cannot be found without a name', { rk: false }, 'passkey-unfit'],
];
test.each(forged)('attack: a passkey is added, %s', async (_name, forgery, code) => {
  const { user, actor } = await testEnvironment.person();
  const { options, actor: begun } = await passkeys.begin(actor, 1);
  const authenticator = makeAuthenticator();
  expect(await completePasskey(at(1), begun, authenticator.register(options, forgery))).toMatchObject({
    ok: false,
    code,
  });
  expect(await stored(user.id)).toHaveLength(0);
  // Nothing was spent by what was refused.
  expect(await completePasskey(at(1), begun, authenticator.register(options))).toMatchObject({ ok: true });
});

test('an RSA key of 2048 bits is added: Windows makes them', async () => {
  const { actor } = await testEnvironment.person();
  const { options, actor: begun } = await passkeys.begin(actor, 1);
  const credential = makeAuthenticator().register(options, { publicKey: rsa(2048) });
  expect(await completePasskey(at(1), begun, credential)).toMatchObject({ ok: true });
});

describe('attack W-15: the id of a credential', () => {
  test('of another account is not added to this one, and stays that one’s', async () => {
    const ada = await testEnvironment.person();
    const eve = await testEnvironment.person('eve@example.com');
    const authenticator = makeAuthenticator();
    await passkeys.add(ada.actor, authenticator);
    const { options, actor } = await passkeys.begin(eve.actor, 2);
    expect(await completePasskey(at(2), actor, authenticator.register(options))).toMatchObject({
      code: 'passkey-taken',
    });
    expect(await stored(eve.user.id)).toHaveLength(0);
    expect(await stored(ada.user.id)).toHaveLength(1);
  });

  test.each([0, 1024, 2000])('of %i bytes is refused', async (idBytes) => {
    const { user, actor } = await testEnvironment.person();
    const { options, actor: begun } = await passkeys.begin(actor, 1);
    const credential = makeAuthenticator({ idBytes }).register(options);
    expect(await completePasskey(at(1), begun, credential)).toMatchObject({ code: 'passkey-failed' });
    expect(await stored(user.id)).toHaveLength(0);
  });
});

test('attack W-16: the same passkey is added twice at once: one row', async () => {
  const { user, actor } = await testEnvironment.person();
  const { options, actor: begun } = await passkeys.begin(actor, 1);
  const credential = makeAuthenticator().register(options);
  const context = at(1);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      completePasskey(index % 2 ? context : { ...context, db: testEnvironment.otherDb }, begun, credential),
    ),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await stored(user.id)).toHaveLength(1);
});

test('attack: transports that are none, or are not even words, are not stored', async () => {
  const { user, actor } = await testEnvironment.person();
  const { options, actor: begun } = await passkeys.begin(actor, 1);
  const transports = ['<script>', 'x'.repeat(999), 7, null, 'usb', 'usb', 'hybrid'];
  const credential = makeAuthenticator().register(options, { transports });
  expect(await completePasskey(at(1), begun, credential)).toMatchObject({ ok: true });
  expect(await stored(user.id)).toMatchObject([{ transports: ['usb', 'hybrid'] }]);
});

test('the twenty-first passkey is refused, also when it was begun before the twentieth', async () => {
  const { user, actor: first } = await testEnvironment.person();
  let actor = first;
  for (let count = 1; count < limits.passkeysPerAccount; count += 1)
    ({ actor } = await passkeys.add(actor, makeAuthenticator(), 1));
  const { options, actor: begun } = await passkeys.begin(actor, 2);
  ({ actor } = await passkeys.add(begun, makeAuthenticator(), 2));
  const late = { ...actor, sessionIdHash: begun.sessionIdHash };
  expect(await completePasskey(at(2), late, makeAuthenticator().register(options))).toMatchObject({
    code: 'passkeys-full',
  });
  expect(await beginPasskey(at(3), actor, noCode)).toMatchObject({ code: 'passkeys-full' });
  expect(await stored(user.id)).toHaveLength(limits.passkeysPerAccount);
}, 60_000);

test('attack W-20: adding a passkey turns two-factor neither on nor off', async () => {
  const { user, actor } = await testEnvironment.person();
  await passkeys.add(actor, makeAuthenticator());
  const { sql, tables } = testEnvironment.db;
  expect((await sql.select().from(tables.users)).find(({ id }) => id === user.id)).toMatchObject({
    twoFactorSince: null,
  });
});

test('where the site has an IP address, no passkey can be added', async () => {
  const { actor } = await testEnvironment.person();
  const context = { ...at(1), settings: { ...at(1).settings, origin: 'http://127.0.0.1:3000' } };
  expect(await beginPasskey(context, actor, noCode)).toMatchObject({ code: 'passkeys-off' });
});

describe('a name', () => {
  test('is given to one’s own passkey only', async () => {
    const ada = await testEnvironment.person();
    const eve = await testEnvironment.person('eve@example.com');
    const { id } = await passkeys.add(ada.actor, makeAuthenticator());
    expect(await renamePasskey(at(2), eve.actor, { id, name: 'Mine' })).toMatchObject({ code: 'passkey-gone' });
    expect(await renamePasskey(at(2), ada.actor, { id, name: '  Work   laptop ' })).toMatchObject({ ok: true });
    expect(await describePasskeys(at(3), ada.user.id)).toMatchObject([{ name: 'Work laptop', otherHost: null }]);
  });

  test.each([
    ['', 'factor-name-empty'],
    ['x'.repeat(61), 'factor-name-long'],
    ['\u202Egnp.exe', 'factor-name-shape'],
  ])('attack W-27: %j is refused', async (name, code) => {
    const { actor } = await testEnvironment.person();
    const { id } = await passkeys.add(actor, makeAuthenticator());
    expect(await renamePasskey(at(2), actor, { id, name })).toMatchObject({ ok: false, code });
  });
});

describe('a passkey is removed', () => {
  test('with the sessions that it opened, except the one that acts', async () => {
    const { user, actor } = await testEnvironment.person();
    const authenticator = makeAuthenticator();
    const added = await passkeys.add(actor, authenticator);
    const passed = await passkeys.signIn(authenticator, 2);
    const acting = await passkeys.signIn(authenticator, 3);
    if (!passed.ok || !acting.ok) throw new Error('not signed in');
    const own = { ...actor, sessionIdHash: hashToken(acting.value.sessionId) };
    const removed = await removePasskey(at(4), own, { id: added.id, ...noCode });
    const left = (await listSessions(testEnvironment.db, user.id)).map(({ idHash }) => idHash);
    expect(left).toHaveLength(2);
    expect(left).toContain(hashToken(removed.ok ? removed.value.sessionId : ''));
    expect(left).toContain(added.actor.sessionIdHash);
    expect(await passkeys.signIn(authenticator, 5)).toMatchObject({ code: 'passkey-unknown' });
  });

  test('attack: of somebody else, or without a proof: it stays', async () => {
    const ada = await testEnvironment.person();
    const eve = await testEnvironment.person('eve@example.com');
    const { id, actor } = await passkeys.add(ada.actor, makeAuthenticator());
    expect(await removePasskey(at(2), eve.actor, { id, ...noCode })).toMatchObject({ code: 'passkey-gone' });
    expect(await removePasskey(at(2), actor, { id, password: '', submittedCode: null })).toMatchObject({ ok: false });
    expect(await stored(ada.user.id)).toHaveLength(1);
  });

  test('attack: where two-factor is on, a code is asked', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf } = await testEnvironment.enrol(person);
    const added = await passkeys.add(actor, makeAuthenticator(), 2, { method: 'totp', code: codeOf(2) });
    expect(await removePasskey(at(4), added.actor, { id: added.id, ...noCode })).toMatchObject({ code: 'code-empty' });
    const submittedCode = { method: 'totp', code: codeOf(4) } as const;
    const removing = { id: added.id, password: PASSWORD, submittedCode };
    expect(await removePasskey(at(4), added.actor, removing)).toMatchObject({ ok: true });
  });

  test('attack: an old one, by a thief with the password and a browser of yesterday: it stays', async () => {
    const { user, actor } = await testEnvironment.person();
    const authenticator = makeAuthenticator();
    const added = await passkeys.add(actor, authenticator);
    const later = 8 * DAY;
    const know = (tokenHash: string, minute: number) => {
      const since = testEnvironment.at(minute).now;
      return upsertDeviceCookie(testEnvironment.db, {
        tokenHash,
        userId: user.id,
        createdAt: since,
        lastUsedAt: since,
      });
    };
    await know('of the thief', later - DAY);
    await know('of the owner', 0);
    const removing = { id: added.id, ...noCode };
    expect(await removePasskey(at(later, 'of the thief'), added.actor, removing)).toMatchObject({
      code: 'passkey-old',
    });
    expect(await removePasskey(at(later), added.actor, removing)).toMatchObject({ code: 'passkey-old' });
    expect(await removePasskey(at(later, 'of the owner'), added.actor, removing)).toMatchObject({ ok: true });
  });

  test('an old one, in a session that it opened', async () => {
    const { actor } = await testEnvironment.person();
    const authenticator = makeAuthenticator();
    const added = await passkeys.add(actor, authenticator);
    const passed = await passkeys.signIn(authenticator, 8 * DAY);
    const own = { ...actor, sessionIdHash: hashToken(passed.ok ? passed.value.sessionId : '') };
    expect(await removePasskey(at(8 * DAY), own, { id: added.id, ...noCode })).toMatchObject({ ok: true });
  });
});

describe('attack W-25: a thief adds a passkey', () => {
  test('and the owner presses the link of the mail about it: it goes, with its sessions, and two-factor stays', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf } = await testEnvironment.enrol(person);
    const own = makeAuthenticator();
    const ownAdded = await passkeys.add(actor, own, 2, { method: 'totp', code: codeOf(2) });
    const thief = makeAuthenticator();
    await passkeys.add(ownAdded.actor, thief, 10 * DAY, { method: 'totp', code: codeOf(10 * DAY) });
    expect(await passkeys.signIn(thief, 10 * DAY + 1)).toMatchObject({ ok: true });
    const mails = await readMailbox(testEnvironment, 10 * DAY + 1);
    const secret = tokenIn(mails.filter(({ subject }) => subject === 'A passkey was added').at(-1), 'not-me');
    // In a browser that the account knew before; elsewhere it would stay as a security key (unticked-passkeys.test.ts).
    const known = { tokenHash: 'old', userId: person.user.id, createdAt: at(0).now, lastUsedAt: at(10 * DAY).now };
    await upsertDeviceCookie(testEnvironment.db, known);
    const context = at(10 * DAY + 2);
    const inOwnBrowser = { ...context, client: { ...context.client, deviceCookieHash: 'old' } };
    expect(await secureAccount(inOwnBrowser, secret)).toMatchObject({ ok: true });
    expect(await listSessions(testEnvironment.db, person.user.id)).toHaveLength(0);
    expect((await stored(person.user.id)).map(({ credentialId }) => credentialId)).toEqual([own.credentialId]);
    expect(await passkeys.signIn(thief, 10 * DAY + 3)).toMatchObject({ code: 'passkey-unknown' });
    // Until the new password is set, nobody signs in, whose passkey it ever is.
    expect(await passkeys.signIn(own, 10 * DAY + 3)).toMatchObject({ code: 'account-locked-down' });
    expect(await testEnvironment.challenge(10 * DAY + 3)).toBeNull();
  });

  test('and the owner sets a new password by a mailed link: what is not kept is gone, also one added since', async () => {
    const { user, actor } = await testEnvironment.person();
    const [own, thief, late] = [makeAuthenticator(), makeAuthenticator(), makeAuthenticator()];
    const ownAdded = await passkeys.add(actor, own);
    const added = await passkeys.add(ownAdded.actor, thief, 8 * DAY);
    await requestPasswordReset(at(8 * DAY + 1), user.email);
    await passkeys.add(added.actor, late, 8 * DAY + 2);
    const mails = await readMailbox(testEnvironment, 8 * DAY + 2);
    const secret = mails.map((mail) => tokenIn(mail, 'reset-password')).find(Boolean) ?? '';
    const chosen = 'another four word phrase';
    expect(await resetPassword(at(8 * DAY + 3), secret, { chosen, kept: [ownAdded.id] })).toMatchObject({ ok: true });
    for (const gone of [thief, late])
      expect(await passkeys.signIn(gone, 8 * DAY + 4)).toMatchObject({ code: 'passkey-unknown' });
    expect(await passkeys.signIn(own, 8 * DAY + 4)).toMatchObject({ ok: true });
  });
});

test('a passkey of another host name is listed as such, and opens nothing here', async () => {
  const { user, actor } = await testEnvironment.person();
  const authenticator = makeAuthenticator();
  await passkeys.add(actor, authenticator);
  const moved = { ...at(2), settings: { ...at(2).settings, origin: 'https://connect.example.com' } };
  expect(await describePasskeys(moved, user.id)).toMatchObject([{ otherHost: 'localhost' }]);
  const assertion = authenticator.assert(await passkeys.options(2));
  expect(await signInWithPasskey(moved, { assertion, secret: COOKIE, before: null })).toMatchObject({
    code: 'passkey-failed',
  });
});
