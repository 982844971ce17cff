import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { confirmSignUp } from '../sign-up/confirm-sign-up.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { confirmEmailChange } from './change-email.ts';
import { resetPassword } from './reset-password.ts';
import { secureAccount } from './secure-account.ts';
import { requestPasswordReset } from './steps/request-password-reset.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const mailbox = (minutes: number) => readMailbox(testEnvironment, minutes);
const codeOf = (code: string) => ({ method: 'totp', code }) as const;

describe('a forgotten password', () => {
  test('is replaced by a link that works once, for half an hour, and only the newest (attacks P-04, P-05)', async () => {
    await testEnvironment.person();
    await requestPasswordReset(testEnvironment.at(0), 'ada@example.com');
    const first = tokenIn((await mailbox(0))[0], 'reset-password');
    await requestPasswordReset(testEnvironment.at(1), 'ada@example.com');
    const second = tokenIn((await mailbox(1))[0], 'reset-password');
    expect(
      await resetPassword(testEnvironment.at(2), first, { chosen: 'another four word phrase', kept: [] }),
    ).toMatchObject({
      code: 'link-dead',
    });
    expect(
      await resetPassword(testEnvironment.at(32), second, { chosen: 'another four word phrase', kept: [] }),
    ).toMatchObject({
      code: 'link-dead',
    });
    expect(
      await resetPassword(testEnvironment.at(30), second, { chosen: 'another four word phrase', kept: [] }),
    ).toMatchObject({
      ok: true,
    });
    expect(
      await resetPassword(testEnvironment.at(30), second, { chosen: 'yet another word phrase', kept: [] }),
    ).toMatchObject({
      code: 'link-dead',
    });
    expect(
      await signInWithPassword(testEnvironment.at(31), {
        email: 'ada@example.com',
        password: 'another four word phrase',
      }),
    ).toMatchObject({ ok: true });
  });

  test('is won once by twenty at a time (attack X-10)', async () => {
    await testEnvironment.person();
    await requestPasswordReset(testEnvironment.at(0), 'ada@example.com');
    const token = tokenIn((await mailbox(0))[0], 'reset-password');
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        resetPassword(testEnvironment.at(1), token, { chosen: `another four word phrase ${index}`, kept: [] }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  test('never skips the second factor, and ends every session (attacks P-01, O-08)', async () => {
    const person = await testEnvironment.person();
    const { actor } = await testEnvironment.enrol(person);
    await mailbox(0);
    await requestPasswordReset(testEnvironment.at(1), 'ada@example.com');
    await resetPassword(testEnvironment.at(2), tokenIn((await mailbox(1))[0], 'reset-password'), {
      chosen: 'another four word phrase',
      kept: [],
    });
    expect(
      await findLiveSession(testEnvironment.db, actor.sessionIdHash, testEnvironment.at(2).now, new Date(0)),
    ).toBeNull();
    expect(await describeTwoFactor(testEnvironment.at(2), person.user.id)).toMatchObject({ isOn: true });
    expect(await testEnvironment.challenge(3)).not.toBeNull();
  });

  test('without an account sends nothing; a link opens nothing else (attack S-10)', async () => {
    await testEnvironment.person();
    await requestPasswordReset(testEnvironment.at(0), 'nobody@example.com');
    expect(await mailbox(0)).toEqual([]);
    await requestPasswordReset(testEnvironment.at(0), 'ada@example.com');
    const token = tokenIn((await mailbox(0))[0], 'reset-password');
    expect(await confirmSignUp(testEnvironment.at(1), token, null)).toMatchObject({ code: 'link-dead' });
    expect(await confirmEmailChange(testEnvironment.at(1), token)).toMatchObject({ code: 'link-dead' });
    expect(await secureAccount(testEnvironment.at(1), token)).toMatchObject({ code: 'link-dead' });
    expect(await verifySecondFactor(testEnvironment.at(1), token, codeOf('123456'))).toMatchObject({
      code: 'challenge-expired',
    });
  });
});
