import { expect, test } from 'vitest';
import { axisTop, sinceFirst } from './adoption-weeks.ts';

test.each([
  [0, 2],
  [1, 2],
  [2, 2],
  [3, 4],
  [9, 10],
  [10, 20],
  [62, 80],
  [99, 100],
  [302, 400],
  [1_000_000, 2_000_000],
])('an axis up to %i ends at %i', (most, top) => {
  expect(axisTop(most)).toBe(top);
});

test('weeks before anyone was there are left out; today stays', () => {
  const weeks = (...users: number[]) => users.map((number) => ({ users: number }));
  expect(sinceFirst(weeks(0, 0, 3, 3, 5))).toEqual(weeks(3, 3, 5));
  expect(sinceFirst(weeks(1, 2))).toEqual(weeks(1, 2));
  expect(sinceFirst(weeks(0, 0))).toEqual(weeks(0));
});
