import { afterEach, beforeEach, expect, test } from 'vitest';
import { findUser, findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { issueToken } from '../mail/steps/issue-token.ts';
import { findOrCreateProviderAccount } from '../providers/find-or-create-provider-account.ts';
import { signUp } from '../sign-up/sign-up.ts';
import { confirmEmailChange } from './change-email.ts';
import { resetPassword } from './reset-password.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const since = async (id: string) => (await findUser(testEnvironment.db, id))?.emailVerifiedAt ?? null;

test('attack: an address counts as verified only when its own mailbox or a provider that asks has said so', async () => {
  const { db } = testEnvironment;
  const at = (minutes: number) => testEnvironment.at(minutes);
  // Without mail no one confirms anything.
  await signUp(at(0), { email: 'eve@example.com', name: 'Eve', password: 'a long and odd passphrase' });
  expect((await findUserByEmail(db, 'eve@example.com'))?.emailVerifiedAt).toBeNull();

  const ada = (await testEnvironment.person('ada@example.com')).user;
  expect(await since(ada.id)).toBeNull();
  const link = (purpose: 'reset-password' | 'change-email', payload?: unknown) =>
    db.transaction((tx) =>
      issueToken(at(0), tx, {
        purpose: purpose as 'not-me',
        owner: ada.id,
        email: 'ada@example.com',
        lifeMs: 9e5,
        payload,
      }),
    );
  const reset = await link('reset-password');
  expect(await resetPassword(at(1), reset, { chosen: 'another four word phrase', kept: [] })).toMatchObject({
    ok: true,
  });
  expect(await since(ada.id)).toEqual(at(1).now);
  const change = await link('change-email', { from: 'ada@example.com', to: 'ada@example.net' });
  expect(await confirmEmailChange(at(2), change)).toMatchObject({ ok: true });
  expect(await since(ada.id)).toEqual(at(2).now);

  // Only for the address that the account has when it's opened.
  const own = await link('change-email', { from: 'ada@example.net', to: 'ada@example.net' });
  expect(await confirmEmailChange(at(4), own)).toMatchObject({ ok: true, value: 'ada@example.net' });
  expect(await since(ada.id)).toEqual(at(4).now);
  const late = await link('change-email', { from: 'ada@example.com', to: 'ada@example.com' });
  expect(await confirmEmailChange(at(5), late)).toMatchObject({ ok: false, code: 'link-dead' });

  for (const [provider, isVerified] of [
    ['google', true],
    ['github', true],
    ['facebook', false],
  ] as const) {
    const identity = { provider, subject: '1', verifiedEmail: `${provider}@example.com`, name: 'Someone' };
    const made = await findOrCreateProviderAccount(at(3), identity);
    if (!made.ok) throw new Error(made.code);
    expect((await since(made.value.userId)) !== null, provider).toBe(isVerified);
  }
});
