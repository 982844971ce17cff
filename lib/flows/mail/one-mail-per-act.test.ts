import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import type { Message } from '../../mail/transport.ts';
import { en } from '../../words/en.ts';
import { resetPassword } from '../account/reset-password.ts';
import { secureAccount } from '../account/secure-account.ts';
import { requestPasswordReset } from '../account/steps/request-password-reset.ts';
import { sendResetLink } from '../admin/send-reset-link.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { requestSignUp } from '../sign-up/request-sign-up.ts';
import { disableTwoFactor } from '../two-factor/disable-two-factor.ts';

let scene: TestEnvironment;
beforeEach(async () => {
  scene = await makeTestEnvironment();
});
afterEach(() => scene.close());

const { notices } = en.events;
const inBrowser = (minutes: number, deviceCookieHash: string): Context => ({
  ...scene.at(minutes),
  client: { ...scene.at(minutes).client, deviceCookieHash },
});
const typed = (code = '') => ({ method: 'recovery-code', code: code.replaceAll('-', '') }) as const;

describe('one act is told in one mail', () => {
  test('a sign-in with a one-time password on a new browser', async () => {
    const ada = await scene.person();
    const { recoveryCodes } = await scene.enrol(ada);
    const known = { tokenHash: 'known', userId: ada.user.id, createdAt: scene.at(0).now, lastUsedAt: scene.at(0).now };
    await upsertDeviceCookie(scene.db, known);
    await readMailbox(scene, 0);
    const challenge = (await scene.challenge(1)) ?? '';
    expect(await verifySecondFactor(inBrowser(1, 'new'), challenge, typed(recoveryCodes[2]))).toMatchObject({
      ok: true,
    });
    const mails = await readMailbox(scene, 1);
    expect(mails.map(({ subject }) => subject)).toEqual(['New sign-in from Chrome on Windows']);
    expect(mails[0]?.text).toContain('One-time password 3 was used. You have 9 left.');
  });

  test('a new password that disconnects a provider and takes two-factor off', async () => {
    const ada = await scene.person();
    await scene.enrol(ada);
    const { now } = scene.at(-30 * 24 * 60);
    await upsertDeviceCookie(scene.db, { tokenHash: 'old', userId: ada.user.id, createdAt: now, lastUsedAt: now });
    await insertLinkedIdentity(scene.db, {
      id: 'github',
      userId: ada.user.id,
      provider: 'github',
      subject: '1',
      email: ada.user.email,
      createdAt: now,
    });
    await requestPasswordReset(scene.at(1), ada.user.email);
    const [asked] = (await readMailbox(scene, 1)).filter(
      ({ subject }) => subject === en.linkMails.resetPassword.subject,
    );
    const chosen = { chosen: 'another four word phrase', kept: [] };
    expect(await resetPassword(inBrowser(2, 'old'), tokenIn(asked, 'reset-password'), chosen)).toMatchObject({
      ok: true,
    });
    const mails = await readMailbox(scene, 2);
    expect(mails.map(({ subject }) => subject)).toEqual([notices['password-reset'].subject]);
    expect(mails[0]?.text).toContain(notices['two-factor-disabled'].sentence);
    expect(mails[0]?.text).toContain('You can no longer sign in with GitHub.');
    expect(await secureAccount(scene.at(3), tokenIn(mails[0], 'not-me'))).toMatchObject({ ok: true });
  });

  test('two-factor turned off with a one-time password', async () => {
    const { recoveryCodes, actor } = await scene.enrol(await scene.person());
    await readMailbox(scene, 0);
    const disabled = await disableTwoFactor(scene.at(1), actor, {
      password: PASSWORD,
      submittedCode: typed(recoveryCodes[0]),
    });
    expect(disabled).toMatchObject({ ok: true });
    const mails = await readMailbox(scene, 1);
    expect(mails.map(({ subject }) => subject)).toEqual([notices['two-factor-disabled'].subject]);
    expect(mails[0]?.text).toContain('One-time password 1 was used.');
  });

  test('a password reset that an administrator sends: by whom, why, and the link', async () => {
    const { user } = await scene.person();
    await sendResetLink(scene.at(1), { userId: user.id, reason: 'Called back', by: 'command:root' });
    const mails = await readMailbox(scene, 1);
    expect(mails.map(({ subject }) => subject)).toEqual([en.linkMails.resetByAdmin.subject]);
    expect(mails[0]?.text).toContain('Done by: An administrator\nReason: Called back\n');
    expect(tokenIn(mails[0], 'reset-password')).not.toBe('');
    expect(await secureAccount(scene.at(2), tokenIn(mails[0], 'not-me'))).toMatchObject({ ok: true });
  });

  test('and what was rolled back takes no later mail with it', async () => {
    const { user } = await scene.person();
    const record = (isLost: boolean) =>
      scene.db.transaction(function* (tx) {
        yield* recordEvent(scene.at(1), tx, { userId: user.id, kind: isLost ? 'password-set' : 'password-changed' });
        if (isLost) throw new Error('rolled back');
      });
    await expect(record(true)).rejects.toThrow('rolled back');
    await record(false);
    const mails = await readMailbox(scene, 1);
    expect(mails.map(({ subject }) => subject)).toEqual([notices['password-changed'].subject]);
    expect(mails[0]?.text).not.toContain(notices['password-set'].sentence);
  });
});

describe('a mail speaks the language of whoever reads it', () => {
  const speaking = (language: 'en' | 'en-XA'): Context => ({
    ...scene.at(1),
    client: { ...scene.at(1).client, language },
  });
  const subjectOf = async () => (await readMailbox(scene, 1)).map(({ subject }: Message) => subject);

  test('of the account, whatever the browser speaks that caused it', async () => {
    const { user } = await scene.person();
    await requestPasswordReset(speaking('en-XA'), user.email);
    expect(await subjectOf()).toEqual([en.linkMails.resetPassword.subject]);
    const { users } = scene.db.tables;
    await scene.db.sql.update(users).set({ language: 'en-XA' });
    await requestPasswordReset(speaking('en'), user.email);
    expect(await subjectOf()).toEqual([expect.stringMatching(/^⟦/)]);
  });

  test('of the browser, where there is no account', async () => {
    const visitor = { name: 'Ada', email: 'new@example.com', password: PASSWORD };
    await requestSignUp(speaking('en-XA'), visitor);
    expect(await subjectOf()).toEqual([expect.stringMatching(/^⟦/)]);
  });
});
