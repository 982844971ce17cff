import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

test('a browser has its name the first time and every time after, whatever others call themselves', () => {
  expect(browserName(chrome)).toBe('Chrome on Windows');
  for (let number = 0; number < 1200; number += 1)
    expect(browserName(`made-up/${number}`)).toBe(browserName(`made-up/${number}`));
  expect(browserName(chrome)).toBe('Chrome on Windows');
});

test('no header, an empty one and one that names nothing are an unknown browser', () => {
  for (const header of [null, '', 'x'.repeat(5000)]) expect(browserName(header)).toBe('Unknown browser');
});
