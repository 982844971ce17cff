import { afterEach, beforeEach, expect, test } from 'vitest';
import { findUser } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import { confirmEmailChange } from '../account/change-email.ts';
import { secureAccount } from '../account/secure-account.ts';
import { sendEmailChange } from './send-email-change.ts';

let testEnvironment: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['person']>>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  ada = await testEnvironment.person();
});
afterEach(() => testEnvironment.close());

const NEW = 'ada@new.example';
const onAda = (by = 'command:root') => ({ userId: ada.user.id, reason: 'married', by });
const send = (to: string, by?: string) => sendEmailChange(testEnvironment.at(1), onAda(by), to);
const emailNow = async () => (await findUser(testEnvironment.db, ada.user.id))?.email;
const mailTo = async (to: string, minutes: number) =>
  (await readMailbox(testEnvironment, minutes)).filter((mail) => mail.to === to);

test('an address from an administrator counts once it is confirmed there, and the old one can undo it', async () => {
  expect(await send(' Ada@New.example ')).toEqual({ ok: true, value: NEW });
  const mails = await readMailbox(testEnvironment, 1);
  expect(mails.map(({ to }) => to).toSorted()).toEqual([ada.user.email, NEW].toSorted());
  expect(await emailNow()).toBe(ada.user.email);
  const link = tokenIn(
    mails.find(({ to }) => to === NEW),
    'change-email',
  );
  expect(await confirmEmailChange(testEnvironment.at(2), link)).toMatchObject({ ok: true });
  expect(await emailNow()).toBe(NEW);
  const [toOld] = await mailTo(ada.user.email, 2);
  expect(tokenIn(toOld, 'undo-email')).not.toBe('');
});

test('attack: a deceived administrator: the owner, told at the old address, ends the link before it is opened', async () => {
  await send(NEW);
  const mails = await readMailbox(testEnvironment, 1);
  const [link, alarm] = [
    tokenIn(
      mails.find(({ to }) => to === NEW),
      'change-email',
    ),
    tokenIn(
      mails.find(({ to }) => to === ada.user.email),
      'not-me',
    ),
  ];
  expect(await secureAccount(testEnvironment.at(2), alarm)).toMatchObject({ ok: true });
  expect(await confirmEmailChange(testEnvironment.at(3), link)).toMatchObject({ code: 'link-dead' });
  expect(await emailNow()).toBe(ada.user.email);
});

test('a taken address, the same one, a broken one and one’s own account change nothing and mail nobody', async () => {
  await testEnvironment.person('bob@example.com');
  await readMailbox(testEnvironment, 1);
  expect(await send('bob@example.com')).toMatchObject({ code: 'email-taken' });
  expect(await send('ADA@example.com')).toMatchObject({ code: 'already-so' });
  expect(await send('nonsense')).toMatchObject({ code: 'email-shape' });
  expect(await send(NEW, ada.user.id)).toMatchObject({ code: 'on-oneself' });
  expect(await readMailbox(testEnvironment, 1)).toEqual([]);
});
