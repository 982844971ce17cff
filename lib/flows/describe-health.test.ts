import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliverMails } from './deliver-mails.ts';
import { describeHealth } from './describe-health.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { makeScene, type Scene } from './scene.fixture.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.close());

test('tells how long the oldest mail waits, until it is sent', async () => {
  const { user } = await scene.person();
  await deliverMails(scene.at(0), { send: async () => {} });
  expect(await describeHealth(scene.at(1))).toEqual({ isReady: true, mailWaits: null });
  await requestPasswordReset(scene.at(1), user.email);
  expect(await describeHealth(scene.at(8))).toEqual({ isReady: true, mailWaits: 7 });
  await deliverMails(scene.at(8), { send: async () => {} });
  expect(await describeHealth(scene.at(8))).toEqual({ isReady: true, mailWaits: null });
});

test('a database that is gone is told, not thrown', async () => {
  const { at, close } = await makeScene();
  const context = at(0);
  await close();
  expect(await describeHealth(context)).toEqual({ isReady: false });
});
