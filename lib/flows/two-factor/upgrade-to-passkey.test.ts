/** A passkey that a password manager saves unasked after a sign-in by password (PASSKEY_UPGRADE). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox } from '../../../test/mailbox.ts';
import { withPasskeys } from '../../../test/passkey-environment.ts';
import { flags, makeAuthenticator } from '../../../test/software-authenticator.ts';
import { completePasskey } from './add-passkey.ts';
import { declinePasskeyOffer } from './offer-passkey.ts';
import { findTwoFactorSince } from './steps/two-factor-since.ts';
import { beginUpgrade } from './upgrade-to-passkey.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
}, 60_000);
afterEach(() => testEnvironment.close());

function at(minute: number, isUpgrading = true) {
  const context = testEnvironment.at(minute);
  const { settings } = context;
  return { ...context, settings: { ...settings, passkeys: { ...settings.passkeys, isUpgrading } } };
}
async function signedIn() {
  const { user, actor } = await testEnvironment.person();
  const signed = { ...actor, email: user.email, name: user.name };
  return { user, signed: { ...signed, mayHavePasskeys: false, passkeyOfferDeclinedAt: null as Date | null } };
}
type Signed = Awaited<ReturnType<typeof signedIn>>['signed'];
async function begun(signed: Signed, minute = 1) {
  const options = await beginUpgrade(at(minute), signed);
  if (!options) throw new Error('No upgrade is due');
  return options;
}
/** As password managers make them then: no one was there. */
const unasked = { flags: 0 };
const stored = (userId: string) => listPasskeys(testEnvironment.db, userId);

test('it is saved without anyone there, turns nothing on, and its owner is told', async () => {
  const { user, signed } = await signedIn();
  const options = await begun(signed);
  expect(options.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'preferred' });
  const manager = makeAuthenticator({ counter: 0 });
  const saved = await completePasskey(at(1), signed, manager.register(options, unasked));
  expect(saved).toMatchObject({ ok: true, value: { kind: 'passkey' } });
  expect(await findTwoFactorSince(testEnvironment.db, user.id)).toBeNull();
  const [mail] = await readMailbox(testEnvironment, 3);
  expect(mail).toMatchObject({ subject: 'A passkey was added' });
  // At each use it has to verify its user all the same.
  const passkeys = withPasskeys(testEnvironment);
  expect(await passkeys.signIn(manager, 10, { flags: flags.UP })).toMatchObject({ ok: false });
  expect(await passkeys.signIn(manager, 11)).toMatchObject({ ok: true });
});

describe('nothing is begun', () => {
  test('where the administrator doesn’t allow it', async () => {
    const { signed } = await signedIn();
    expect(await beginUpgrade(at(1, false), signed)).toBeNull();
    expect(await beginUpgrade(testEnvironment.at(1), signed)).toBeNull();
  });

  test('after a sign-in by a provider or by passkey, or one that is minutes old', async () => {
    const { signed } = await signedIn();
    for (const method of ['google', 'passkey'] as const)
      expect(await beginUpgrade(at(1), { ...signed, methods: [method] })).toBeNull();
    expect(await beginUpgrade(at(6), signed)).toBeNull();
  });

  test('for someone who said "Don’t ask again", or has a passkey', async () => {
    const { user, signed } = await signedIn();
    await declinePasskeyOffer(at(1), user.id);
    expect(await beginUpgrade(at(1), { ...signed, passkeyOfferDeclinedAt: at(1).now })).toBeNull();
    const passkeys = withPasskeys(testEnvironment);
    await passkeys.add(signed, makeAuthenticator());
    expect(await beginUpgrade(at(2), { ...signed, mayHavePasskeys: true })).toBeNull();
  });
});

describe('attack W-47: a passkey is added without a proof', () => {
  test('with what an upgrade was begun with, by another session, or after the five minutes', async () => {
    const { user, signed } = await signedIn();
    const made = makeAuthenticator().register(await begun(signed, 4), unasked);
    const elsewhere = { ...signed, sessionIdHash: 'another session' };
    expect(await completePasskey(at(4), elsewhere, made)).toMatchObject({ code: 'passkey-expired' });
    expect(await completePasskey(at(5), signed, made)).toMatchObject({ code: 'passkey-expired' });
    expect(await stored(user.id)).toHaveLength(0);
  });

  test('twice, in two tabs: one is saved', async () => {
    const { user, signed } = await signedIn();
    const [one, other] = [await begun(signed), await begun(signed)];
    const saved = await Promise.all(
      [one, other].map((options) => completePasskey(at(1), signed, makeAuthenticator().register(options, unasked))),
    );
    expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await stored(user.id)).toHaveLength(1);
  });

  test('a security key, or one that was asked for and not verified: refused', async () => {
    const { user, signed } = await signedIn();
    const key = makeAuthenticator().register(await begun(signed), { ...unasked, rk: false });
    expect(await completePasskey(at(1), signed, key)).toMatchObject({ code: 'passkey-unfit' });
    const asked = await withPasskeys(testEnvironment).begin(signed, 2);
    const untouched = makeAuthenticator().register(asked.options, unasked);
    expect(await completePasskey(at(2), asked.actor, untouched)).toMatchObject({ ok: false });
    expect(await stored(user.id)).toHaveLength(0);
  });
});
