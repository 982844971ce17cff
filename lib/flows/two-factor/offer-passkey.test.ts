import { afterEach, beforeEach, expect, test } from 'vitest';
import { demotePasskey, insertPasskey } from '../../../db/queries/passkeys.ts';
import { findUser } from '../../../db/queries/users.ts';
import { statementsOf } from '../../../test/count-statements.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { withPasskeys } from '../../../test/passkey-environment.ts';
import { samplePasskey } from '../../../test/sample-passkey.ts';
import { makeAuthenticator } from '../../../test/software-authenticator.ts';
import { limits } from '../../config/limits.ts';
import type { Context } from '../context.ts';
import { declinePasskeyOffer, isPasskeyOffered } from './offer-passkey.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
}, 60_000);
afterEach(() => testEnvironment.close());

/** What Home decides for this user, as the database has them now. */
async function offered(userId: string, change: Partial<Context['settings']> = {}): Promise<boolean> {
  const { db, settings } = testEnvironment.at(5);
  const user = await findUser(db, userId);
  if (!user) throw new Error('No such user');
  const { passkeyHandle, passkeyOfferDeclinedAt } = user;
  const owner = { userId, mayHavePasskeys: passkeyHandle !== null, passkeyOfferDeclinedAt };
  return isPasskeyOffered({ db, settings: { ...settings, ...change } }, owner);
}

test('a passkey is offered to someone without one, and no longer once they have one that signs in here', async () => {
  const { user, actor } = await testEnvironment.person();
  expect(await statementsOf(async () => void (await offered(user.id)))).toHaveLength(1); // The user, and nothing else.
  expect(await offered(user.id)).toBe(true);
  const { id } = await withPasskeys(testEnvironment).add(actor, makeAuthenticator(), 1);
  expect(await offered(user.id)).toBe(false);
  // What became a security key signs no one in.
  await demotePasskey(testEnvironment.db, user.id, id);
  expect(await offered(user.id)).toBe(true);
});

test('one for another host name is none, and where there is no room for another nothing is offered', async () => {
  const { user, actor } = await testEnvironment.person();
  const { db } = testEnvironment;
  const { id } = await withPasskeys(testEnvironment).add(actor, makeAuthenticator(), 1);
  await demotePasskey(db, user.id, id);
  const old = { ...samplePasskey, userId: user.id, rpId: 'old.example.com' };
  for (let number = 2; number < limits.passkeysPerAccount; number += 1)
    await insertPasskey(db, { ...old, id: `old-${number}`, credentialId: `old-${number}` });
  expect(await offered(user.id)).toBe(true);
  await insertPasskey(db, { ...old, id: 'last', credentialId: 'last' });
  expect(await offered(user.id)).toBe(false);
});

test('nothing is offered where passkeys are turned off, or browsers keep none at this address', async () => {
  const { user } = await testEnvironment.person();
  const { passkeys } = testEnvironment.at(5).settings;
  expect(await offered(user.id, { passkeys: { ...passkeys, isOn: false } })).toBe(false);
  expect(await offered(user.id, { origin: 'http://192.0.2.1:3000' })).toBe(false);
});

test('"Don’t ask again" holds for good and for this account only, from the first time on', async () => {
  const [ada, eve] = [await testEnvironment.person(), await testEnvironment.person('eve@example.com')];
  await declinePasskeyOffer(testEnvironment.at(5), ada.user.id);
  await declinePasskeyOffer(testEnvironment.at(60), ada.user.id);
  expect(await findUser(testEnvironment.db, ada.user.id)).toMatchObject({
    passkeyOfferDeclinedAt: testEnvironment.at(5).now,
  });
  expect(await offered(ada.user.id)).toBe(false);
  expect(await offered(eve.user.id)).toBe(true);
});
