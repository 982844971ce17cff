import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { disableAccount, enableAccount, revokeAllSessions } from './account-status.ts';
import { hasJustActed } from './has-just-acted.ts';
import { cancelReset, scheduleReset } from './schedule-reset.ts';
import { sendResetLink } from './send-reset-link.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

test('every act of an administrator is news for a minute, to the one who did it', async () => {
  const ada = await testEnvironment.person();
  const { user: admin } = await testEnvironment.person('margaret@example.com');
  await testEnvironment.enrol(ada);
  const act = { userId: ada.user.id, reason: 'Called back', by: admin.id };
  expect(await hasJustActed(testEnvironment.at(0), act)).toBe(false);
  const acts = [scheduleReset, cancelReset, sendResetLink, revokeAllSessions, disableAccount, enableAccount];
  for (const [index, perform] of acts.entries()) {
    const minute = 10 * (index + 1);
    expect(await perform(testEnvironment.at(minute), act), perform.name).toMatchObject({ ok: true });
    expect(await hasJustActed(testEnvironment.at(minute + 1), act), perform.name).toBe(true);
    expect(await hasJustActed(testEnvironment.at(minute + 2), act), perform.name).toBe(false);
    expect(await hasJustActed(testEnvironment.at(minute), { ...act, by: 'another' }), perform.name).toBe(false);
  }
});
