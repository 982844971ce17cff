import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertPasskey } from '../../../db/queries/passkeys.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { samplePasskey } from '../../../test/sample-passkey.ts';
import { requestPasswordReset } from '../account/steps/request-password-reset.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { describeTotals } from './describe-metrics.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

test('users, those with two-factor on or a passkey, and waiting mails are counted', async () => {
  const { user } = await testEnvironment.person();
  await testEnvironment.enrol(await testEnvironment.person('eve@example.com'));
  const mine = { ...samplePasskey, userId: user.id };
  for (const id of ['laptop', 'phone']) await insertPasskey(testEnvironment.db, { ...mine, id, credentialId: id });
  await sendQueuedMail(testEnvironment.at(0), { send: async () => {} });
  await requestPasswordReset(testEnvironment.at(1), user.email);
  expect(await describeTotals(testEnvironment.at(3))).toEqual({
    users: 2,
    withTwoFactor: 1,
    withPasskey: 1,
    logoutNoticesWaiting: 0,
    logoutNoticesFailed: 0,
    webhookEventsWaiting: null,
    webhookEventsFailed: null,
    mailsWaiting: 1,
    oldestMailSeconds: 120,
  });
});

test('a database that is gone has no numbers', async () => {
  const { at, close } = await makeTestEnvironment();
  const context = at(0);
  await close();
  expect(await describeTotals(context)).toBeNull();
});
