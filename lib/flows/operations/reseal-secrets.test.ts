import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { resealSecrets } from './reseal-secrets.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

test('rotation: every secret moves to the first key, codes work before and after, a second run finds nothing (attack D-05)', async () => {
  const person = await testEnvironment.person();
  const { codeOf } = await testEnvironment.enrol(person);
  const newKey = { id: 'k2', key: randomBytes(32) };
  const [oldKey] = testEnvironment.at(0).settings.encryptionKeys;
  const both = [newKey, ...(oldKey ? [oldKey] : [])];
  const under = (keys: typeof both, minutes: number) => ({
    ...testEnvironment.at(minutes),
    settings: { ...testEnvironment.at(minutes).settings, encryptionKeys: keys },
  });

  expect(
    await verifySecondFactor(under(both, 2), (await testEnvironment.challenge(2)) ?? '', {
      method: 'totp',
      code: codeOf(2),
    }),
  ).toMatchObject({ ok: true });
  expect(await resealSecrets(testEnvironment.db, both)).toEqual({ resealed: 1, unreadable: 0 });
  expect((await findConfirmedAuthenticator(testEnvironment.db, person.user.id))?.sealedSecret).toMatch(/^v1\.k2\./);
  expect(await resealSecrets(testEnvironment.db, both)).toEqual({ resealed: 0, unreadable: 0 });
  expect(
    await verifySecondFactor(under([newKey], 4), (await testEnvironment.challenge(4)) ?? '', {
      method: 'totp',
      code: codeOf(4),
    }),
  ).toMatchObject({ ok: true });
});

test('a key that is gone fails closed: the code is refused, the row stays, a one-time password still works', async () => {
  const person = await testEnvironment.person();
  const { codeOf, recoveryCodes } = await testEnvironment.enrol(person);
  const stranger = [{ id: 'k9', key: randomBytes(32) }];
  expect(await resealSecrets(testEnvironment.db, stranger)).toEqual({ resealed: 0, unreadable: 1 });
  const context = {
    ...testEnvironment.at(2),
    settings: { ...testEnvironment.at(2).settings, encryptionKeys: stranger },
  };
  const challenge = (await testEnvironment.challenge(2)) ?? '';
  expect(await verifySecondFactor(context, challenge, { method: 'totp', code: codeOf(2) })).toMatchObject({
    code: 'authenticator-unreadable',
  });
  expect(
    await verifySecondFactor(context, challenge, {
      method: 'recovery-code',
      code: recoveryCodes[0]?.replaceAll('-', '') ?? '',
    }),
  ).toMatchObject({ ok: true });
});
