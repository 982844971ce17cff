import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import { findOrCreateProviderAccount } from '../providers/find-or-create-provider-account.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { choosePassword } from './choose-password.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const google = { provider: 'google', subject: '123', verifiedEmail: 'ada@example.com', name: 'Ada' } as const;

describe('changing the password', () => {
  test('ends every other session and rotates this one (attacks S-02, S-04)', async () => {
    const { user, actor } = await testEnvironment.person('ada@example.com');
    const other = await createSession(testEnvironment.at(0), {
      userId: user.id,
      methods: ['password'],
      passwordFingerprint: null,
    });
    const changed = await choosePassword(testEnvironment.at(1), actor, {
      current: PASSWORD,
      chosen: 'another four word phrase',
    });
    const isLive = async (idHash: string) =>
      (await findLiveSession(testEnvironment.db, idHash, testEnvironment.at(1).now, new Date(0))) !== null;
    expect(await isLive(hashToken(other ?? ''))).toBe(false);
    expect(await isLive(actor.sessionIdHash)).toBe(false);
    expect(changed.ok && (await isLive(hashToken(changed.value)))).toBe(true);
  });

  test('requires the current one, and a different one', async () => {
    const { actor } = await testEnvironment.person('ada@example.com');
    expect(
      await choosePassword(testEnvironment.at(1), actor, { current: 'wrong', chosen: 'another four word phrase' }),
    ).toMatchObject({ code: 'password-wrong' });
    expect(await choosePassword(testEnvironment.at(1), actor, { current: PASSWORD, chosen: PASSWORD })).toMatchObject({
      code: 'password-same',
    });
  });

  test('of a user without one requires a provider sign-in of the last ten minutes', async () => {
    const made = await findOrCreateProviderAccount(testEnvironment.at(0), google);
    const userId = made.ok ? made.value.userId : '';
    const session = await createSession(testEnvironment.at(0), {
      userId,
      methods: ['google'],
      passwordFingerprint: null,
    });
    const actor = { userId, sessionIdHash: hashToken(session ?? ''), reauthenticatedAt: testEnvironment.at(0).now };
    expect(await choosePassword(testEnvironment.at(11), actor, { current: '', chosen: PASSWORD })).toMatchObject({
      code: 'proof-missing',
    });
    expect(await choosePassword(testEnvironment.at(9), actor, { current: '', chosen: PASSWORD })).toMatchObject({
      ok: true,
    });
  });
});
