import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox } from '../../../test/mailbox.ts';
import { folderMailer } from '../../mail/transport.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { requestEmailChange } from './change-email.ts';
import { deleteAccount } from './delete-account.ts';
import { requestPasswordReset } from './steps/request-password-reset.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const mailbox = (minutes: number) => readMailbox(testEnvironment, minutes);
const codeOf = (code: string) => ({ method: 'totp', code }) as const;

describe('deleting an account', () => {
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
});
