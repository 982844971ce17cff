import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox, tokenIn } from '../../../test/mailbox.ts';
import { limits } from '../../config/limits.ts';
import { describeInvitations } from './describe-invitations.ts';
import { invite } from './invite.ts';
import { resendInvitation } from './resend-invitation.ts';
import { resendMany } from './resend-many.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

const BY = 'command:root';
const emails = ['ada@example.com', 'bob@example.com', 'eve@example.com'];
let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  for (const email of emails) await invite(testEnvironment.at(0), email, BY);
});
afterEach(() => testEnvironment.close());

const shown = async (minute: number) =>
  (await describeInvitations(testEnvironment.at(minute), 1)).rows.map(({ email, createdAt }) => ({
    email,
    sentAt: createdAt.getTime(),
  }));

test('each gets a new link, and only the newest works', async () => {
  const before = await readMailbox(testEnvironment, 0);
  expect(await resendMany(testEnvironment.at(1), await shown(1), BY)).toEqual({ ok: true, value: 3 });
  const mails = await readMailbox(testEnvironment, 1);
  expect(mails.map(({ to }) => to).sort()).toEqual(emails);
  const tokens = [...before, ...mails].map((mail) => tokenIn(mail, 'invitation'));
  expect(new Set(tokens).size).toBe(6);
});

test('attack: of a selection, one was withdrawn and one sent again since: they’re named, no one gets a mail (M-22)', async () => {
  const chosen = await shown(0);
  await withdrawInvitation(testEnvironment.at(1), 'bob@example.com', BY);
  await resendInvitation(testEnvironment.at(1), 'eve@example.com', BY);
  await readMailbox(testEnvironment, 1);
  expect(await resendMany(testEnvironment.at(2), chosen, BY)).toMatchObject({
    code: 'people-changed',
    facts: { emails: 'bob@example.com, eve@example.com' },
  });
  expect(await readMailbox(testEnvironment, 2)).toEqual([]);
});

test('attack: two administrators send one selection again at once: each gets one mail (M-23)', async () => {
  const chosen = await shown(0);
  await readMailbox(testEnvironment, 0);
  const both = await Promise.all([
    resendMany(testEnvironment.at(1), chosen, BY),
    resendMany({ ...testEnvironment.at(1), db: testEnvironment.otherDb }, chosen.toReversed(), BY),
  ]);
  expect(both.map((result) => (result.ok ? 'done' : result.code)).sort()).toEqual(['done', 'people-changed']);
  expect(await readMailbox(testEnvironment, 1)).toHaveLength(3);
});

test('no one, or more than a page, gets a sentence', async () => {
  const many = Array.from({ length: limits.peopleAtOnce + 1 }, (_, n) => ({ email: `${n}@example.com`, sentAt: 0 }));
  expect(await resendMany(testEnvironment.at(1), [], BY)).toMatchObject({ code: 'people-none' });
  expect(await resendMany(testEnvironment.at(1), many, BY)).toMatchObject({ code: 'people-many' });
});
