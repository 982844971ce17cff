import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import { en } from '../../words/en.ts';
import { confirmEmailChange, readEmailChange, requestEmailChange } from './change-email.ts';
import { executeDueUndos } from './steps/execute-due-undo.ts';
import { undoAddressChange } from './undo-address.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const mailbox = (minutes: number) => readMailbox(testEnvironment, minutes);

describe('another email', () => {
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
    const link = tokenIn(toNew, 'change-email');
    expect(await readEmailChange(testEnvironment.at(1), link)).toEqual({ from: 'ada@example.com', to: wanted.email });
    expect(await confirmEmailChange(testEnvironment.at(1), link)).toMatchObject({ ok: true });
    expect(await readEmailChange(testEnvironment.at(1), link)).toBeNull();
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
      [wanted.email, en.linkMails.addressTaken.subject],
    ]);
  });
});
