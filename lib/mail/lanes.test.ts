import { expect, test } from 'vitest';
import { makeLanes } from './lanes.ts';

const endless = () => new Promise<void>(() => {});

test('slow work frees its place for the next, until too much of it runs at once', async () => {
  const lanes = makeLanes({ atOnce: 2, patienceMs: 20, most: 3 });
  void lanes.run(endless);
  expect(await lanes.room()).toBe(1);
  let finish = () => {};
  void lanes.run(() => new Promise<void>((done) => (finish = done)));
  // Both places are taken by work that never ends; there is room for one more all the same, and for no fourth.
  expect(await lanes.room()).toBe(1);
  void lanes.run(endless);
  let hasRoom = false;
  const room = lanes.room().then(() => {
    hasRoom = true;
  });
  await new Promise((resume) => setTimeout(resume, 60));
  expect(hasRoom).toBe(false);
  finish();
  await room;
});

test('quick work takes turns, and failed work frees its place', async () => {
  const lanes = makeLanes({ atOnce: 1, patienceMs: 60_000, most: 10 });
  const broken = lanes.run(() => Promise.reject(new Error('no')));
  await lanes.room();
  await expect(broken).rejects.toThrow('no');
  expect(await lanes.run(async () => 'next')).toBe('next');
});
