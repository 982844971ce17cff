import { expect, test } from 'vitest';
import { cancelsReset, resetStage } from './reset.ts';

const DAY = 86_400_000;
const dueAt = new Date('2026-11-24T12:00:00Z');
const after = (ms: number) => new Date(dueAt.getTime() + ms);

test.each([
  [-1, 'waiting'],
  [0, 'due'],
  [7 * DAY - 1, 'due'],
  [7 * DAY, 'over'],
])('a reset is, %i ms after its time, %s', (ms, stage) => {
  expect(resetStage({ dueAt }, after(ms))).toBe(stage);
});

test.each([
  ['of a week before the order', -7 * DAY, true],
  ['a millisecond younger', -7 * DAY + 1, false],
  ['moved after the order', DAY, false],
])('attack: a factor %s cancels it: %s', (_, since, cancels) => {
  expect(cancelsReset(after(since), { scheduledAt: dueAt })).toBe(cancels);
});
