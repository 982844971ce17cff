import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import type { Context } from '../context.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { confirmSignUp, readSignUp } from './confirm-sign-up.ts';
import { requestSignUp } from './request-sign-up.ts';
import { findPendingSignUp, resendSignUp } from './steps/pending-sign-up.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const mailbox = (minutes: number) => readMailbox(testEnvironment, minutes);

describe('signing up with mail', () => {
  /** The browser that signs up: its device cookie says whose a sign-up is. */
  const at = (minutes: number, deviceCookieHash = 'adas browser'): Context => ({
    ...testEnvironment.at(minutes),
    client: { ...testEnvironment.at(minutes).client, deviceCookieHash },
  });
  const ada = { name: 'Ada', email: 'ada@example.com', password: PASSWORD };

  test('makes no account before the email is confirmed, so none can be taken over (attack O-06)', async () => {
    await requestSignUp(at(0), ada);
    expect(await findUserByEmail(testEnvironment.db, ada.email)).toBeNull();
    expect(await signInWithPassword(at(1), ada)).toMatchObject({ code: 'email-unconfirmed' });
    const [message] = await mailbox(1);
    expect(message).toMatchObject({ to: ada.email, subject: 'Confirm your email address' });
    const token = tokenIn(message, 'sign-up');
    expect(await confirmSignUp(at(2), token, null)).toMatchObject({ ok: true, value: ada.email });
    expect(await confirmSignUp(at(2), token, null)).toMatchObject({ code: 'link-dead' });
    expect(await signInWithPassword(at(3), ada)).toMatchObject({ ok: true });
  });

  test('mails the owner of a taken address and changes nothing', async () => {
    const { user } = await testEnvironment.person(ada.email);
    expect(await requestSignUp(at(0), { ...ada, password: 'the password of somebody else' })).toEqual({
      ok: true,
      value: null,
    });
    expect((await mailbox(0)).map((message) => message.subject)).toEqual(['You already have an account']);
    expect(await findUserByEmail(testEnvironment.db, ada.email)).toEqual(user);
  });

  test('counts only the newest link, for a day', async () => {
    await requestSignUp(at(0), ada);
    const first = tokenIn((await mailbox(0))[0], 'sign-up');
    await resendSignUp(at(1), ada.email);
    const second = tokenIn((await mailbox(1))[0], 'sign-up');
    expect(await confirmSignUp(at(2), first, null)).toMatchObject({ code: 'link-dead' });
    expect(await confirmSignUp(at(60 * 24 + 2), second, null)).toMatchObject({ code: 'link-dead' });
    expect(await confirmSignUp(at(2), second, null)).toMatchObject({ ok: true });
  });

  test('cannot be made to flood a mailbox (attack B-15)', async () => {
    await requestSignUp(at(0), ada);
    for (let count = 0; count < 20; count += 1) await resendSignUp(at(0), ada.email);
    expect(await mailbox(0)).toHaveLength(5);
  });

  test('of strangers with the same address stay apart: its owner gets their own password, never a stranger’s (attack A-05)', async () => {
    const stranger = { ...ada, name: 'Mallory', password: 'the password of a stranger' };
    await requestSignUp(at(0), ada);
    await requestSignUp(at(1, 'strangers browser'), stranger);
    const [, newest] = await mailbox(1);
    const token = tokenIn(newest, 'sign-up');
    expect(await readSignUp(at(2, 'strangers browser'), token)).toEqual({ email: ada.email, isOwnBrowser: true });
    // The owner opens the stranger's link, in the browser that signed up.
    expect(await confirmSignUp(at(2), token, null)).toMatchObject({ ok: true });
    expect(await findUserByEmail(testEnvironment.db, ada.email)).toMatchObject({ name: 'Ada' });
    expect(await signInWithPassword(at(3), ada)).toMatchObject({ ok: true });
    expect(await signInWithPassword(at(3), stranger)).toMatchObject({ code: 'sign-in-failed' });
    // Other pending sign-ups are over, for the day when the email is free again.
    expect(await findPendingSignUp(at(3, 'strangers browser'), ada.email)).toBeNull();
  });

  test('in another browser, or in none with a cookie, name and password are chosen where the link is opened (attack A-05)', async () => {
    const stranger = { ...ada, name: 'Mallory', password: 'the password of a stranger' };
    await requestSignUp({ ...testEnvironment.at(0) }, stranger);
    const token = tokenIn((await mailbox(0))[0], 'sign-up');
    for (const context of [at(1), testEnvironment.at(1)]) {
      expect(await readSignUp(context, token)).toEqual({ email: ada.email, isOwnBrowser: false });
      expect(await confirmSignUp(context, token, null)).toMatchObject({ code: 'password-empty' });
    }
    expect(await confirmSignUp(at(2), token, { name: 'Ada', password: ada.password })).toMatchObject({ ok: true });
    expect(await signInWithPassword(at(3), stranger)).toMatchObject({ code: 'sign-in-failed' });
    expect(await signInWithPassword(at(3), ada)).toMatchObject({ ok: true });
  });

  test('again sends the link of this browser, and no other', async () => {
    await requestSignUp(at(0), ada);
    await resendSignUp(at(1, 'strangers browser'), ada.email);
    expect(await mailbox(1)).toHaveLength(1);
  });
});
