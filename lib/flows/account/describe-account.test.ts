import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { recordEvent } from '../record-event.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { describeSignIns } from './describe-account.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const signIn = (minutes: number, userId: string) =>
  createSession(testEnvironment.at(minutes), { userId, methods: ['password'], passwordFingerprint: null });

test('three wrong codes are reported until the sign-in after next', async () => {
  const { user, actor } = await testEnvironment.person();
  const told = async (minutes: number) => (await describeSignIns(testEnvironment.at(minutes), actor)).codesRefusedAt;
  expect(await told(1)).toBeNull();
  await testEnvironment.db.transaction((db) =>
    recordEvent(testEnvironment.at(2), db, { userId: user.id, kind: 'codes-refused' }),
  );
  await signIn(3, user.id);
  expect(await told(3)).toEqual(testEnvironment.at(2).now);
  await signIn(4, user.id);
  expect(await told(4)).toBeNull();
});

test('the sign-in before this one, and how many others are signed in', async () => {
  const { user, actor } = await testEnvironment.person();
  expect(await describeSignIns(testEnvironment.at(1), actor)).toMatchObject({ previous: null, otherBrowsers: 0 });
  await signIn(2, user.id);
  expect(await describeSignIns(testEnvironment.at(3), actor)).toMatchObject({
    previous: { at: testEnvironment.at(0).now, browser: 'Chrome on Windows' },
    otherBrowsers: 1,
  });
});
