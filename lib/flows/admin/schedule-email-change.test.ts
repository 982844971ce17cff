import { afterEach, beforeEach, expect, test } from 'vitest';
import { listEvents } from '../../../db/queries/security-events.ts';
import { findUser } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import { en } from '../../words/en.ts';
import { executeDueEmailChanges } from '../account/execute-due-email-changes.ts';
import { secureAccount } from '../account/secure-account.ts';
import { describeUser } from './describe-user.ts';
import { cancelEmailChange, scheduleEmailChange } from './schedule-email-change.ts';

const NEW = 'ada@new.example';
const WAIT = 24 * 60;
let testEnvironment: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['person']>>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  ada = await testEnvironment.person();
  await readMailbox(testEnvironment, 0);
});
afterEach(() => testEnvironment.close());

const onAda = (by = 'command:root') => ({ userId: ada.user.id, reason: 'mailbox gone', by });
const schedule = (to = NEW, by?: string) => scheduleEmailChange(testEnvironment.at(1), onAda(by), to);
const executeAt = (minutes: number) => executeDueEmailChanges(testEnvironment.at(minutes));
const emailNow = async () => (await findUser(testEnvironment.db, ada.user.id))?.email;
const mailTo = async (to: string, minutes: number) =>
  (await readMailbox(testEnvironment, minutes)).filter((mail) => mail.to === to);

test('it waits as long as a reset, is made by itself, and can then be undone by the old address', async () => {
  expect(await schedule(' Ada@New.example ')).toEqual({
    ok: true,
    value: { to: NEW, dueAt: testEnvironment.at(1 + WAIT).now },
  });
  const told = await readMailbox(testEnvironment, 1);
  expect(told.map(({ to, subject }) => [to, subject])).toEqual([
    [ada.user.email, expect.stringContaining('Your email address is about to change')],
  ]);
  await executeAt(WAIT);
  expect(await emailNow()).toBe(ada.user.email);
  await executeAt(1 + WAIT);
  expect(await emailNow()).toBe(NEW);
  const [toOld] = await mailTo(ada.user.email, 1 + WAIT);
  expect(tokenIn(toOld, 'undo-email')).not.toBe('');
  const events = await listEvents(testEnvironment.db, ada.user.id, null, { limit: 2 });
  expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['email-changed', 'command:root'],
    ['email-change-scheduled', 'command:root'],
  ]);
  // Once.
  await executeAt(2 * WAIT);
  expect(await mailTo(NEW, 2 * WAIT)).toEqual([]);
});

test('attack: a deceived administrator: the owner, told at the old address, stops the change', async () => {
  await schedule();
  const [alarm] = await mailTo(ada.user.email, 1);
  expect(await secureAccount(testEnvironment.at(WAIT), tokenIn(alarm, 'not-me'))).toMatchObject({ ok: true });
  await executeAt(1 + WAIT);
  expect(await emailNow()).toBe(ada.user.email);
});

test('an administrator sees it and cancels it, once', async () => {
  await schedule();
  const shown = async () => (await describeUser(testEnvironment.at(2), en, ada.user.id))?.emailChange;
  expect(await shown()).toMatchObject({ to: NEW, by: 'command:root' });
  expect(await cancelEmailChange(testEnvironment.at(2), onAda())).toMatchObject({ ok: true });
  expect(await cancelEmailChange(testEnvironment.at(2), onAda())).toMatchObject({ code: 'already-so' });
  expect(await shown()).toBeNull();
  await executeAt(1 + WAIT);
  expect(await emailNow()).toBe(ada.user.email);
  expect((await mailTo(ada.user.email, 2)).at(-1)?.subject).toContain('Your email address stays the same');
});

test('a server that was down makes it later, but not after a week', async () => {
  await schedule();
  await executeAt(1 + 8 * WAIT);
  expect(await emailNow()).toBe(ada.user.email);
  await scheduleEmailChange(testEnvironment.at(9 * WAIT), onAda(), NEW);
  await executeAt(15 * WAIT);
  expect(await emailNow()).toBe(NEW);
});

test('an address that somebody took in the meantime is left to them, and it is not tried again', async () => {
  await schedule('bob@example.com');
  await testEnvironment.person('bob@example.com');
  await executeAt(1 + WAIT);
  expect(await emailNow()).toBe(ada.user.email);
  expect((await describeUser(testEnvironment.at(1 + WAIT), en, ada.user.id))?.emailChange).toBeNull();
});

test('a taken address, the same one, a broken one and one’s own account change nothing and mail nobody', async () => {
  await testEnvironment.person('bob@example.com');
  await readMailbox(testEnvironment, 1);
  expect(await schedule('bob@example.com')).toMatchObject({ code: 'email-taken' });
  expect(await schedule('ADA@example.com')).toMatchObject({ code: 'already-so' });
  expect(await schedule('nonsense')).toMatchObject({ code: 'email-shape' });
  expect(await schedule(NEW, ada.user.id)).toMatchObject({ code: 'on-oneself' });
  expect(await readMailbox(testEnvironment, 1)).toEqual([]);
});
