import { afterEach, beforeEach, expect, test } from 'vitest';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { findUser, setRole } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox } from '../../../test/mailbox.ts';
import { en } from '../../words/en.ts';
import { executeDueDeletions } from '../account/execute-due-deletions.ts';
import { disableAccount, enableAccount } from './account-status.ts';
import { scheduleDeletion } from './schedule-deletion.ts';

const DAY = 24 * 60;
let testEnvironment: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['person']>>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  ada = await testEnvironment.person();
  await testEnvironment.person('bob@example.com');
});
afterEach(() => testEnvironment.close());

const onAda = (by = 'command:root') => ({ userId: ada.user.id, reason: 'left', by });
const user = () => findUser(testEnvironment.db, ada.user.id);
const subjects = async (minutes: number) => (await readMailbox(testEnvironment, minutes)).map(({ subject }) => subject);

test('where a page asks for the email, another one deletes nothing (attack M-03)', async () => {
  const order = (typed: string) => scheduleDeletion(testEnvironment.at(0), onAda(), typed);
  for (const typed of ['', 'bob@example.com', 'ada@example.co'])
    expect(await order(typed), typed).toMatchObject({ code: 'email-differs' });
  expect(await user()).toMatchObject({ deletionDueAt: null, disabledAt: null });
  expect(await order(' ADA@example.com ')).toMatchObject({ ok: true });
});

test('disabled at once and told, there for seven days, then gone; the event names who ordered it', async () => {
  const due = testEnvironment.at(7 * DAY).now;
  expect(await scheduleDeletion(testEnvironment.at(0), onAda())).toEqual({ ok: true, value: due });
  expect(await listSessions(testEnvironment.db, ada.user.id)).toEqual([]);
  expect(await user()).toMatchObject({ deletionDueAt: due, disabledAt: testEnvironment.at(0).now });
  expect(await subjects(0)).toContain('Your account is about to be deleted');
  expect(await scheduleDeletion(testEnvironment.at(1), onAda())).toMatchObject({ code: 'already-so' });
  await executeDueDeletions(testEnvironment.at(7 * DAY - 1));
  expect(await user()).not.toBeNull();
  await executeDueDeletions(testEnvironment.at(7 * DAY));
  expect(await user()).toBeNull();
  expect(await subjects(7 * DAY)).toContain(en.events.accountDeleted.subject);
  const [event] = await listAllEvents(testEnvironment.db, { userId: null, subject: ada.user.email }, { limit: 1 });
  expect(event).toMatchObject({ kind: 'account-deleted', actor: 'command:root' });
});

test('enabling takes it back for good: nothing is deleted when the day comes, nor when it is disabled again', async () => {
  await scheduleDeletion(testEnvironment.at(0), onAda());
  expect(await enableAccount(testEnvironment.at(DAY), onAda())).toMatchObject({ ok: true });
  expect(await user()).toMatchObject({ deletionDueAt: null, disabledAt: null });
  await disableAccount(testEnvironment.at(2 * DAY), onAda());
  await executeDueDeletions(testEnvironment.at(30 * DAY));
  expect(await user()).not.toBeNull();
});

test('an account that is disabled already can be deleted; the last administrator and oneself cannot', async () => {
  await disableAccount(testEnvironment.at(0), onAda());
  expect(await scheduleDeletion(testEnvironment.at(1), onAda())).toMatchObject({ ok: true });
  await enableAccount(testEnvironment.at(2), onAda());
  await setRole(testEnvironment.db, ada.user.id, 'admin');
  expect(await scheduleDeletion(testEnvironment.at(3), onAda())).toMatchObject({ code: 'last-admin' });
  expect(await scheduleDeletion(testEnvironment.at(3), onAda(ada.user.id))).toMatchObject({ code: 'on-oneself' });
  expect(await user()).toMatchObject({ deletionDueAt: null, disabledAt: null });
});
