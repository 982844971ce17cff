/** Security keys: asked for after a password, in place of a code, and good for nothing else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { withPasskeys } from '../../../test/passkey-environment.ts';
import { flags, makeAuthenticator } from '../../../test/software-authenticator.ts';
import { beginKey, signedByKey } from '../sign-in/confirm-by-key.ts';
import { beginProof } from '../sign-in/prove-by-passkey.ts';
import { beginPasskey, completePasskey } from './add-passkey.ts';
import { disableTwoFactor } from './disable-two-factor.ts';
import { removeAuthenticator } from './remove-authenticator.ts';
import { removePasskey } from './remove-passkey.ts';
import { findTwoFactorSince } from './steps/two-factor-since.ts';

let testEnvironment: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  passkeys = withPasskeys(testEnvironment);
}, 60_000);
afterEach(() => testEnvironment.close());

/** Plugged in and touched, as cheap ones are: it verifies no one, and stores no handle. */
const touched = { flags: flags.UP, counter: 1 };
const NO_HANDLE = { userHandle: null };

async function protect() {
  const person = await testEnvironment.person();
  const enrolled = await testEnvironment.enrol(person);
  const spent = (index: number) =>
    ({ method: 'recovery-code', code: enrolled.recoveryCodes[index]?.replaceAll('-', '') ?? '' }) as const;
  return { ...person, ...enrolled, spent };
}
async function protectWithKey() {
  const ada = await protect();
  const key = makeAuthenticator(touched);
  const { id, actor } = await passkeys.add(ada.actor, key, 2, ada.spent(0), 'security-key');
  return { ...ada, actor, key, id };
}
const held = (userId: string) => listPasskeys(testEnvironment.db, userId);
async function challengeAt(minute: number) {
  const secret = await testEnvironment.challenge(minute);
  if (!secret) throw new Error('Nothing is asked');
  return secret;
}

test('a key that is only touched confirms a sign-in by password', async () => {
  const { user, key, id } = await protectWithKey();
  const challenge = await challengeAt(10);
  expect(await passkeys.secondOptions(10, challenge)).toMatchObject({
    userVerification: 'discouraged',
    hints: ['security-key'],
    allowCredentials: [{ id: key.credentialId }],
  });
  const passed = await passkeys.confirm(key, 10, challenge, NO_HANDLE);
  expect(passed).toMatchObject({ ok: true, value: { methods: ['password', 'security-key'] } });
  expect((await listSessions(testEnvironment.db, user.id))[0]).toMatchObject({ passkeyId: id });
});

test('the browser is asked for a key, and for nothing that only a passkey needs', async () => {
  const ada = await protect();
  const { options } = await passkeys.begin(ada.actor, 1, { submittedCode: ada.spent(0), kind: 'security-key' });
  expect(options).toMatchObject({
    hints: ['security-key'],
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
    attestation: 'none',
  });
});

test('attack W-12: neither password nor code is replaced by it: alone it signs nobody in, even where it verified', async () => {
  const { key, user } = await protectWithKey();
  const handle = (await testEnvironment.db.sql.select().from(testEnvironment.db.tables.users)).find(
    ({ id }) => id === user.id,
  )?.passkeyHandle;
  for (const forged of [{}, { flags: flags.UP | flags.UV, userHandle: handle ?? '' }])
    expect(await passkeys.signIn(key, 10, forged)).toMatchObject({ ok: false });
  expect(await passkeys.signIn(key, 11, { flags: flags.UP | flags.UV })).toMatchObject({ code: 'passkey-second-only' });
});

test('one that verified its user is still a security key behind the password', async () => {
  const { key } = await protectWithKey();
  const verified = { flags: flags.UP | flags.UV };
  expect(await passkeys.confirm(key, 10, await challengeAt(10), verified)).toMatchObject({
    ok: true,
    value: { methods: ['password', 'security-key'] },
  });
});

describe('in place of the code of an act', () => {
  type Ada = Awaited<ReturnType<typeof protectWithKey>>;
  async function optionsOf(actor: Ada['actor'], minute = 10) {
    const options = await beginKey(testEnvironment.at(minute), actor);
    if (!options) throw new Error('No key to confirm it with');
    return options;
  }
  const disable = (actor: Ada['actor'], assertion: string, password = PASSWORD, minute = 10) =>
    disableTwoFactor(testEnvironment.at(minute), actor, { password, submittedCode: signedByKey(actor, assertion) });
  const isOn = async (ada: Ada) => (await findTwoFactorSince(testEnvironment.db, ada.user.id)) !== null;

  test('a touch beside the password is enough, and no one-time password is spent', async () => {
    const ada = await protectWithKey();
    const options = await optionsOf(ada.actor);
    expect(options).toMatchObject({ userVerification: 'discouraged', hints: ['security-key'] });
    expect(await disable(ada.actor, ada.key.assert(options, NO_HANDLE))).toMatchObject({ ok: true });
    expect(await isOn(ada)).toBe(false);
  });

  test('only security keys are asked: a passkey does more, and has its own button', async () => {
    const ada = await protectWithKey();
    const passkey = makeAuthenticator();
    const added = await passkeys.add(ada.actor, passkey, 3, ada.spent(1));
    const actor = { ...ada.actor, ...added.actor };
    expect((await optionsOf(actor)).allowCredentials?.map(({ id }) => id)).toEqual([ada.key.credentialId]);
    expect(await beginKey(testEnvironment.at(10), { ...actor, userId: 'somebody' })).toBeNull();
  });

  test('attack W-46: without the password, or with a wrong one, it proves nothing', async () => {
    const ada = await protectWithKey();
    const options = await optionsOf(ada.actor);
    for (const [password, code] of [
      ['', 'password-empty'],
      ['wrong', 'password-wrong'],
    ] as const)
      expect(await disable(ada.actor, ada.key.assert(options, NO_HANDLE), password)).toMatchObject({ code });
    expect(await isOn(ada)).toBe(true);
  });

  test('attack W-46: with what was signed to sign in, for another session, for a passkey’s proof, or too late: refused', async () => {
    const ada = await protectWithKey();
    const signing = ada.key.assert(await passkeys.secondOptions(10, await challengeAt(10)), NO_HANDLE);
    const elsewhere = ada.key.assert(await optionsOf({ ...ada.actor, sessionIdHash: 'of another session' }), NO_HANDLE);
    const late = ada.key.assert(await optionsOf(ada.actor, 1), NO_HANDLE);
    for (const assertion of [signing, elsewhere, late])
      expect(await disable(ada.actor, assertion)).toMatchObject({ ok: false, code: 'passkey-expired' });
    const passkey = makeAuthenticator();
    const added = await passkeys.add(ada.actor, passkey, 11, ada.spent(1));
    const actor = { ...ada.actor, ...added.actor };
    const proof = await beginProof(testEnvironment.at(12), actor);
    if (!proof) throw new Error('No passkey to prove it with');
    expect(await disable(actor, passkey.assert(proof), PASSWORD, 12)).toMatchObject({ code: 'passkey-expired' });
    expect(await isOn(ada)).toBe(true);
  });

  test('attack W-46: twice, by a key that was copied, or by somebody else’s: refused', async () => {
    const ada = await protectWithKey();
    const begin = { password: PASSWORD };
    const once = ada.key.assert(await optionsOf(ada.actor), NO_HANDLE);
    const spend = (assertion: string, minute: number) =>
      beginPasskey(testEnvironment.at(minute), ada.actor, {
        ...begin,
        submittedCode: signedByKey(ada.actor, assertion),
      });
    const eve = makeAuthenticator(touched);
    expect(await spend(eve.assert(await optionsOf(ada.actor), NO_HANDLE), 10)).toMatchObject({
      code: 'passkey-failed',
    });
    const forged = eve.assert(await optionsOf(ada.actor), { ...NO_HANDLE, id: ada.key.credentialId });
    expect(await spend(forged, 10)).toMatchObject({ code: 'passkey-failed' });
    const outcomes = await Promise.all([spend(once, 10), spend(once, 10)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('adding one', () => {
  test('needs two-factor to be on: otherwise it would guard nothing', async () => {
    const { actor } = await testEnvironment.person();
    const input = { password: PASSWORD, submittedCode: null, kind: 'security-key' } as const;
    expect(await beginPasskey(testEnvironment.at(1), actor, input)).toMatchObject({ code: 'two-factor-off' });
  });

  test('attack W-19: in a stolen session without the password, or without a code: refused', async () => {
    const ada = await protect();
    const begin = (password: string, code: ReturnType<typeof ada.spent> | null) =>
      beginPasskey(testEnvironment.at(1), ada.actor, { password, submittedCode: code, kind: 'security-key' });
    expect(await begin('not the right one', ada.spent(0))).toMatchObject({ code: 'password-wrong' });
    expect(await begin(PASSWORD, null)).toMatchObject({ code: 'code-empty' });
    expect(await held(ada.user.id)).toHaveLength(0);
  });

  test('attack W-02: what was begun for a key becomes one, also where it could be a passkey', async () => {
    const ada = await protect();
    const begun = await passkeys.begin(ada.actor, 1, { submittedCode: ada.spent(0), kind: 'security-key' });
    const made = makeAuthenticator().register(begun.options);
    expect(await completePasskey(testEnvironment.at(1), begun.actor, made)).toMatchObject({
      ok: true,
      value: { kind: 'security-key' },
    });
  });

  test('a passkey that cannot be found without the name becomes one, and is refused while two-factor is off', async () => {
    const ada = await protect();
    const begun = await passkeys.begin(ada.actor, 1, { submittedCode: ada.spent(0) });
    const made = makeAuthenticator().register(begun.options, { rk: false });
    expect(await completePasskey(testEnvironment.at(1), begun.actor, made)).toMatchObject({
      ok: true,
      value: { kind: 'security-key' },
    });
    const eve = await testEnvironment.person('eve@example.com');
    const other = await passkeys.begin(eve.actor, 1);
    const refused = makeAuthenticator().register(other.options, { rk: false });
    expect(await completePasskey(testEnvironment.at(1), other.actor, refused)).toMatchObject({ code: 'passkey-unfit' });
    expect(await held(eve.user.id)).toHaveLength(0);
  });

  test('a passkey that was only touched is refused', async () => {
    const ada = await protect();
    const begun = await passkeys.begin(ada.actor, 1, { submittedCode: ada.spent(0) });
    const made = makeAuthenticator(touched).register(begun.options);
    expect(await completePasskey(testEnvironment.at(1), begun.actor, made)).toMatchObject({ code: 'passkey-unfit' });
  });
});

describe('what guards an account with two-factor on', () => {
  const remove = (ada: Awaited<ReturnType<typeof protectWithKey>>, id: string, index: number) =>
    removePasskey(testEnvironment.at(20), ada.actor, { id, password: PASSWORD, submittedCode: ada.spent(index) });
  const removeApp = async (ada: Awaited<ReturnType<typeof protectWithKey>>, index: number) =>
    removeAuthenticator(testEnvironment.at(20), ada.actor, {
      authenticatorId: await testEnvironment.authenticatorId(ada.user.id),
      password: PASSWORD,
      submittedCode: ada.spent(index),
    });

  test('a key is removed while the app stays, and the app while the key stays', async () => {
    const ada = await protectWithKey();
    expect(await remove(ada, ada.id, 1)).toMatchObject({ ok: true, value: { kind: 'security-key' } });
    expect(await held(ada.user.id)).toHaveLength(0);
  });

  test('attack W-21: the last of them stays, whatever it is', async () => {
    const ada = await protectWithKey();
    const moved = await removeApp(ada, 1);
    expect(moved).toMatchObject({ ok: true });
    expect(await remove(ada, ada.id, 2)).toMatchObject({ ok: false, code: 'last-factor' });
    expect(await held(ada.user.id)).toHaveLength(1);
  });

  test('attack W-21: app and key removed at once in two processes: one of them stays', async () => {
    const ada = await protectWithKey();
    const elsewhere = { ...testEnvironment.at(20), db: testEnvironment.otherDb };
    const outcomes = await Promise.all([
      removeApp(ada, 1),
      removePasskey(elsewhere, ada.actor, { id: ada.id, password: PASSWORD, submittedCode: ada.spent(2) }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: 'last-factor' });
  });

  test('a passkey for another host name guards nothing, so the last one here stays', async () => {
    const ada = await protectWithKey();
    const { sql, tables } = testEnvironment.db;
    await sql.update(tables.passkeys).set({ rpId: 'old.example.com' });
    expect(await removeApp(ada, 1)).toMatchObject({ code: 'last-factor' });
    expect(await remove(ada, ada.id, 2)).toMatchObject({ ok: true });
  });
});
