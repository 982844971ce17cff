import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { deleteSession, findLiveSession } from '../../../db/queries/sessions.ts';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import { folderMailer, type Message } from '../../mail/transport.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { en } from '../../words/en.ts';
import type { Context } from '../context.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { completeFirstFactor } from '../sign-in/complete-first-factor.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { confirmSignUp, readSignUp } from '../sign-up/confirm-sign-up.ts';
import { requestSignUp } from '../sign-up/request-sign-up.ts';
import { findPendingSignUp, resendSignUp } from '../sign-up/steps/pending-sign-up.ts';
import { readEnrolment } from '../two-factor/begin-enrolment.ts';
import { beginMove, completeMove } from '../two-factor/move-authenticator.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { confirmEmailChange, requestEmailChange } from './change-email.ts';
import { deleteAccount } from './delete-account.ts';
import { exportAccount, exportedAs } from './export-account.ts';
import { resetPassword } from './reset-password.ts';
import { secureAccount } from './secure-account.ts';
import { executeDueUndos } from './steps/execute-due-undo.ts';
import { requestPasswordReset } from './steps/request-password-reset.ts';
import { undoAddressChange } from './undo-address.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

/** A mailbox at the end of the outbox: what its owner would find there by `minutes`. */
async function mailbox(minutes: number): Promise<Message[]> {
  const messages: Message[] = [];
  await sendQueuedMail(testEnvironment.at(minutes), { send: async (message) => void messages.push(message) });
  return messages;
}
const tokenIn = (message: Message | undefined, purpose: string) =>
  new RegExp(`/link/${purpose}\\?token=([\\w-]+)`).exec(message?.text ?? '')?.[1] ?? '';
const codeOf = (code: string) => ({ method: 'totp', code }) as const;

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

describe('another address', () => {
  const wanted = { email: 'ada@new.example', password: PASSWORD, submittedCode: null };

  test('counts once it is confirmed; the old one can take it back for seven days', async () => {
    const { user, actor } = await testEnvironment.person();
    expect(await requestEmailChange(testEnvironment.at(0), actor, { ...wanted, password: 'wrong' })).toMatchObject({
      code: 'password-wrong',
    });
    expect(await requestEmailChange(testEnvironment.at(0), actor, wanted)).toMatchObject({ ok: true });
    const [toNew] = await mailbox(0);
    expect(toNew?.to).toBe(wanted.email);
    expect((await findUserByEmail(testEnvironment.db, 'ada@example.com'))?.id).toBe(user.id);
    expect(await confirmEmailChange(testEnvironment.at(1), tokenIn(toNew, 'change-email'))).toMatchObject({ ok: true });
    expect((await findUserByEmail(testEnvironment.db, wanted.email))?.id).toBe(user.id);
    const [toOld] = await mailbox(1);
    expect(toOld?.to).toBe('ada@example.com');
    const undo = tokenIn(toOld, 'undo-email');
    const shown = { submittedCode: null, provider: null };
    expect(await undoAddressChange(testEnvironment.at(60 * 24 * 6), undo, shown)).toMatchObject({ ok: true });
    await executeDueUndos(testEnvironment.at(60 * 24 * 7));
    expect((await findUserByEmail(testEnvironment.db, 'ada@example.com'))?.id).toBe(user.id);
    expect(
      await findLiveSession(testEnvironment.db, actor.sessionIdHash, testEnvironment.at(1).now, new Date(0)),
    ).toBeNull();
  });

  test('that is taken is answered alike, and its owner is notified (attack P-11)', async () => {
    const { actor } = await testEnvironment.person();
    await testEnvironment.person(wanted.email);
    expect(await requestEmailChange(testEnvironment.at(0), actor, wanted)).toMatchObject({ ok: true });
    expect((await mailbox(0)).map(({ to, subject }) => [to, subject])).toEqual([
      [wanted.email, 'This address has an account already'],
    ]);
  });
});

describe('a new phone', () => {
  test('takes over at one moment: the old app works until then, and not after', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf: oldCode, recoveryCodes } = await testEnvironment.enrol(person);
    const begun = await beginMove(testEnvironment.at(2), actor, {
      submittedCode: codeOf(oldCode(2)),
      password: PASSWORD,
    });
    expect(begun).toMatchObject({ ok: true });
    const moving = { ...actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    // Halfway: the old app still opens the account, the new one does not.
    expect(
      await verifySecondFactor(testEnvironment.at(4), (await testEnvironment.challenge(4)) ?? '', codeOf(oldCode(4))),
    ).toMatchObject({
      ok: true,
    });
    const newCode = await testEnvironment.pendingCode(moving);
    expect(
      await verifySecondFactor(testEnvironment.at(5), (await testEnvironment.challenge(5)) ?? '', codeOf(newCode(5))),
    ).toMatchObject({
      code: 'code-wrong',
    });
    expect(await completeMove(testEnvironment.at(6), moving, { code: newCode(6), renewCodes: false })).toMatchObject({
      ok: true,
      value: { recoveryCodes: null },
    });
    expect(
      await verifySecondFactor(testEnvironment.at(8), (await testEnvironment.challenge(8)) ?? '', codeOf(oldCode(8))),
    ).toMatchObject({
      ok: false,
    });
    expect(
      await verifySecondFactor(testEnvironment.at(8), (await testEnvironment.challenge(8)) ?? '', codeOf(newCode(8))),
    ).toMatchObject({
      ok: true,
    });
    const recovery = { method: 'recovery-code', code: recoveryCodes[0]?.replaceAll('-', '') ?? '' } as const;
    expect(
      await verifySecondFactor(testEnvironment.at(9), (await testEnvironment.challenge(9)) ?? '', recovery),
    ).toMatchObject({
      ok: true,
    });
    // The account is guarded since the first phone, not since the second.
    expect(await describeTwoFactor(testEnvironment.at(9), person.user.id)).toMatchObject({
      since: testEnvironment.at(0).now,
    });
  });

  test('is set up in the browser that passed the gate; another one sees and completes nothing', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf: oldCode } = await testEnvironment.enrol(person);
    const elsewhere = await createSession(testEnvironment.at(1), {
      userId: person.user.id,
      methods: ['password', 'totp'],
      passwordFingerprint: null,
    });
    const thief = { ...actor, sessionIdHash: hashToken(elsewhere ?? '') };
    const begun = await beginMove(testEnvironment.at(2), actor, {
      submittedCode: codeOf(oldCode(2)),
      password: PASSWORD,
    });
    const moving = { ...actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    const newCode = await testEnvironment.pendingCode(moving);
    expect(await readEnrolment(testEnvironment.at(3), thief)).toBeNull();
    expect(await completeMove(testEnvironment.at(3), thief, { code: newCode(3), renewCodes: false })).toMatchObject({
      code: 'enrolment-expired',
    });
    expect(await readEnrolment(testEnvironment.at(3), moving)).not.toBeNull();
    // It ends with the session that began it.
    await deleteSession(testEnvironment.db, moving.sessionIdHash);
    expect(await readEnrolment(testEnvironment.at(3), moving)).toBeNull();
  });
});

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

describe('leaving', () => {
  test('takes everything along but the events, which name the email (attack S-05)', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf: code } = await testEnvironment.enrol(person);
    const leave = (change: object) =>
      deleteAccount(testEnvironment.at(2), actor, {
        typedEmail: 'ada@example.com',
        password: PASSWORD,
        submittedCode: codeOf(code(2)),
        ...change,
      });
    expect(await leave({ typedEmail: 'ada@example.org' })).toMatchObject({ code: 'email-differs' });
    expect(await leave({ password: 'wrong' })).toMatchObject({ code: 'password-wrong' });
    expect(await leave({ submittedCode: null })).toMatchObject({ code: 'code-empty' });
    expect(await leave({})).toMatchObject({ ok: true });
    expect((await mailbox(2)).at(-1)).toMatchObject({ to: 'ada@example.com', subject: 'Your account was deleted' });
    const { installation: _, attempts: _counters, securityEvents, mails, ...gone } = testEnvironment.db.tables;
    for (const table of Object.values(gone)) expect(await testEnvironment.db.sql.select().from(table)).toEqual([]);
    const kept = await testEnvironment.db.sql.select().from(securityEvents);
    for (const event of kept) expect(event).toMatchObject({ userId: null, subject: 'ada@example.com' });
    expect(kept.map(({ kind }) => kind)).toContain('account-deleted');
    for (const mail of await testEnvironment.db.sql.select().from(mails)) expect(mail.userId).toBeNull();
  });

  test('data can be exported: what we store, and no secret', async () => {
    const person = await testEnvironment.person();
    const { actor, secret, recoveryCodes } = await testEnvironment.enrol(person);
    const text = JSON.stringify(await exportAccount(testEnvironment.at(1), en, actor));
    expect(text).toContain('ada@example.com');
    expect(text).toContain('Two-factor authentication enabled');
    for (const hidden of [secret.toString('base64url'), '$argon2', ...recoveryCodes])
      expect(text).not.toContain(hidden);
  });

  test('mails about the account go too, from the outbox and its folder, except the one that reports it', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf: code } = await testEnvironment.enrol(person);
    const folder = mkdtempSync(join(tmpdir(), 'accounts-letters-'));
    const at = (minutes: number) => {
      const context = testEnvironment.at(minutes);
      return { ...context, settings: { ...context.settings, mail: { ...context.settings.mail, folder } } };
    };
    await requestEmailChange(at(1), actor, {
      email: 'ada@example.org',
      password: PASSWORD,
      submittedCode: codeOf(code(1)),
    });
    await sendQueuedMail(at(1), folderMailer(folder, { name: '', address: 'no-reply@example.com' }));
    expect(readdirSync(folder).length).toBeGreaterThan(1);
    await requestPasswordReset(at(1), 'ada@example.com');
    const submittedCode = codeOf(code(2));
    const input = { typedEmail: 'ada@example.com', password: PASSWORD, submittedCode };
    expect(await deleteAccount(at(2), actor, input)).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual([]);
    expect((await mailbox(2)).map(({ subject }) => subject)).toEqual(['Your account was deleted']);
    rmSync(folder, { recursive: true });
  });

  test('the export of a user holds what each table has about them, or says why not', async () => {
    const person = await testEnvironment.person();
    const { actor } = await testEnvironment.enrol(person);
    await requestPasswordReset(testEnvironment.at(1), 'ada@example.com');
    await signInWithPassword(testEnvironment.at(1), { email: 'ada@example.com', password: 'wrong' });
    await testEnvironment.challenge(1);
    const now = testEnvironment.at(1).now;
    await upsertDeviceCookie(testEnvironment.db, {
      tokenHash: 'cookie',
      userId: person.user.id,
      createdAt: now,
      lastUsedAt: now,
    });
    const data: Record<string, unknown> = await exportAccount(testEnvironment.at(1), en, actor);
    expect(Object.keys(exportedAs).toSorted()).toEqual(Object.keys(testEnvironment.db.tables).toSorted());
    const said = Object.values(exportedAs).filter((place) => typeof place === 'string');
    expect(Object.keys(data).toSorted()).toEqual(['exportedAt', ...new Set(said)].toSorted());
    expect(data).toMatchObject({
      profile: { role: 'person', disabledAt: null },
      deviceCookies: [{ lastUsedAt: testEnvironment.at(1).now }],
      counters: expect.arrayContaining([
        expect.objectContaining({ of: 'password:ada@example.com', failuresInARow: 1 }),
      ]),
      signInsUnderWay: [{ firstFactor: 'password' }],
      links: expect.arrayContaining([expect.objectContaining({ purpose: 'reset-password', email: 'ada@example.com' })]),
    });
    expect(data['mails']).toHaveLength(
      (await testEnvironment.db.sql.select().from(testEnvironment.db.tables.mails)).length,
    );
    expect(JSON.stringify(data)).not.toMatch(/cookie|v1\.k1\./);
  });
});
