import { expect, test } from 'vitest';
import { parseSignInAge, smallerAge } from './sign-in-age.ts';

test('an age is typed in minutes, and left out for none', () => {
  expect(parseSignInAge(' 60 ')).toEqual({ ok: true, value: 3_600_000 });
  expect(parseSignInAge('')).toEqual({ ok: true, value: null });
  for (const odd of ['0', '4', '-60', '1e3', '60.5', 'an hour', '999999', '43201'])
    expect(parseSignInAge(odd).ok, odd).toBe(false);
});

test('attack: an app can’t ask for a larger age than its administrators allow', () => {
  expect(smallerAge(undefined, null)).toBeUndefined();
  expect(smallerAge('86400', 900_000)).toBe(900);
  expect(smallerAge(60, 900_000)).toBe(60);
  expect(smallerAge(0, 900_000)).toBe(0);
  expect(smallerAge(undefined, 900_000)).toBe(900);
  expect(smallerAge(60, null)).toBe(60);
});
