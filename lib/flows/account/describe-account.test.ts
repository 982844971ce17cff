import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { recordEvent } from '../record-event.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { describeSignIns } from './describe-account.ts';

let scene: TestEnvironment;
beforeEach(async () => {
  scene = await makeTestEnvironment();
});
afterEach(() => scene.close());

const signIn = (minutes: number, userId: string) =>
  createSession(scene.at(minutes), { userId, methods: ['password'], passwordFingerprint: null });

test('three wrong codes are told of until the sign-in after next', async () => {
  const { user, actor } = await scene.person();
  const told = async (minutes: number) => (await describeSignIns(scene.at(minutes), actor)).codesRefusedAt;
  expect(await told(1)).toBeNull();
  await scene.db.transaction((db) => recordEvent(scene.at(2), db, { userId: user.id, kind: 'codes-refused' }));
  await signIn(3, user.id);
  expect(await told(3)).toEqual(scene.at(2).now);
  await signIn(4, user.id);
  expect(await told(4)).toBeNull();
});

test('the sign-in before this one, and how many others are signed in', async () => {
  const { user, actor } = await scene.person();
  expect(await describeSignIns(scene.at(1), actor)).toMatchObject({ previous: null, otherBrowsers: 0 });
  await signIn(2, user.id);
  expect(await describeSignIns(scene.at(3), actor)).toMatchObject({
    previous: { at: scene.at(0).now, browser: 'Chrome on Windows' },
    otherBrowsers: 1,
  });
});
