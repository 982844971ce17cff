import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import { completeFirstFactor } from '../sign-in/complete-first-factor.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { requestSignUp } from '../sign-up/request-sign-up.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { resetPassword } from './reset-password.ts';
import { secureAccount } from './secure-account.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const mailbox = (minutes: number) => readMailbox(testEnvironment, minutes);
const codeOf = (code: string) => ({ method: 'totp', code }) as const;

describe('notices', () => {
  test('go to the owner about each change, with a way to secure the account and no secret (attack E-17)', async () => {
    const { recoveryCodes } = await testEnvironment.enrol(await testEnvironment.person());
    const recovery = { method: 'recovery-code', code: recoveryCodes[2]?.replaceAll('-', '') ?? '' } as const;
    await verifySecondFactor(testEnvironment.at(1), (await testEnvironment.challenge(1)) ?? '', recovery);
    const messages = await mailbox(1);
    expect(messages.map((message) => message.subject)).toEqual([
      'Two-factor authentication is on',
      'One-time password 3 was used (9 left)',
    ]);
    expect(messages[1]?.text).toContain('You have 9 left.');
    for (const message of messages) {
      expect(message.subject.length).toBeLessThanOrEqual(60);
      expect(message.text).toContain('/link/not-me?token=');
      for (const code of recoveryCodes) expect(message.text + message.html).not.toContain(code);
    }
  });

  test('come after three wrong codes behind a right password, once (attack C-22)', async () => {
    await testEnvironment.enrol(await testEnvironment.person());
    await mailbox(0);
    for (let count = 0; count < 5; count += 1)
      await verifySecondFactor(testEnvironment.at(2), (await testEnvironment.challenge(2)) ?? '', codeOf('000000'));
    expect((await mailbox(2)).map((message) => message.subject)).toEqual([
      'Incorrect codes were entered for your account',
    ]);
  });

  test('report a new browser, not the first one nor a known one', async () => {
    const { user } = await testEnvironment.person();
    const open = (deviceCookieHash: string, minutes: number) =>
      createSession(
        {
          ...testEnvironment.at(minutes),
          client: { ...testEnvironment.at(minutes).client, deviceCookieHash },
        } satisfies Context,
        {
          userId: user.id,
          methods: ['password'],
          passwordFingerprint: null,
        },
      );
    await open('one', 0);
    await open('one', 1);
    expect(await mailbox(1)).toEqual([]);
    await open('two', 2);
    expect((await mailbox(2)).map((message) => message.subject)).toEqual(['New sign-in from Chrome on Windows']);
  });

  test('lead to a page that locks the account down; the new password goes by a new mail, and lifts that (attack A-01)', async () => {
    const person = await testEnvironment.person();
    const { actor } = await testEnvironment.enrol(person);
    const secured = await secureAccount(testEnvironment.at(1), tokenIn((await mailbox(0))[0], 'not-me'));
    expect(
      await findLiveSession(testEnvironment.db, actor.sessionIdHash, testEnvironment.at(1).now, new Date(0)),
    ).toBeNull();
    expect(await describeTwoFactor(testEnvironment.at(1), person.user.id)).toMatchObject({ isOn: true });
    expect(secured).toEqual({ ok: true, value: 'ada@example.com' });
    const passed = {
      userId: person.user.id,
      firstFactor: 'password',
      passwordFingerprint: null,
      returnTo: '/',
    } as const;
    expect(await completeFirstFactor(testEnvironment.at(1), passed)).toEqual({ next: 'locked-down' });
    const both = { userId: person.user.id, methods: ['google', 'totp'] as Method[], passwordFingerprint: null };
    expect(await createSession(testEnvironment.at(1), both)).toBeNull();

    const [message] = await mailbox(1);
    expect(message).toMatchObject({ subject: 'Your account is locked down' });
    const fresh = { chosen: 'another four word phrase', kept: [] };
    expect(await resetPassword(testEnvironment.at(32), tokenIn(message, 'reset-password'), fresh)).toMatchObject({
      ok: false,
    });
    expect(await resetPassword(testEnvironment.at(30), tokenIn(message, 'reset-password'), fresh)).toMatchObject({
      ok: true,
    });
    expect(await completeFirstFactor(testEnvironment.at(30), passed)).toMatchObject({ next: 'challenge' });
    expect(await createSession(testEnvironment.at(30), both)).not.toBeNull();
  });

  test('escape what strangers wrote (attack P-16)', async () => {
    await requestSignUp(testEnvironment.at(0), {
      name: '<a href=//evil>claim</a>',
      email: 'ada@example.com',
      password: PASSWORD,
    });
    expect((await mailbox(0))[0]?.html).not.toContain('<a href=//evil');
  });
});
