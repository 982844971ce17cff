import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeSignIns } from './describe-account.ts';
import { noteEvent } from './note-event.ts';
import { openSession } from './open-session.ts';
import { makeScene, type Scene } from './scene.fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.close());

const signIn = (minutes: number, userId: string) =>
  openSession(scene.at(minutes), { userId, methods: ['password'], passwordStamp: null });

test('three wrong codes are told of until the sign-in after next', async () => {
  const { user, actor } = await scene.person();
  const told = async (minutes: number) => (await describeSignIns(scene.at(minutes), actor)).codesRefusedAt;
  expect(await told(1)).toBeNull();
  await scene.db.atomically((db) => noteEvent(scene.at(2), db, { userId: user.id, kind: 'codes-refused' }));
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
