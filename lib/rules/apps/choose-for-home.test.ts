import { expect, test } from 'vitest';
import { chooseForHome } from './choose-for-home.ts';

const apps = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const ids = (uses: Record<string, number>, most: number) => {
  const lastUses = new Map(Object.entries(uses).map(([id, at]) => [id, new Date(at)]));
  return chooseForHome(apps, lastUses, most)
    .map(({ id }) => id)
    .join('');
};

test('what was used last is chosen, and stays where its name puts it', () => {
  expect(ids({ e: 2, c: 3, d: 1 }, 2)).toBe('ce');
  expect(ids({ e: 2, c: 3, d: 1 }, 3)).toBe('cde');
});

test('places that are left go to the first of what was never used', () => {
  expect(ids({ e: 1 }, 3)).toBe('abe');
  expect(ids({}, 2)).toBe('ab');
});

test('nothing is left out, and nothing is moved, where there is room for all', () => {
  expect(ids({ e: 1, b: 2 }, 8)).toBe('abcde');
});
