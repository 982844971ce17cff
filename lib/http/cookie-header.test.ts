import { expect, test } from 'vitest';
import { cookiesIn } from './cookie-header.ts';

test('attack G-64: only spaces and tabs of ASCII stand between two cookies', () => {
  expect(cookiesIn('a=1; b=2;c=3; \t d=4')).toEqual(['a=1', 'b=2', 'c=3', 'd=4']);
  // What a browser sends of a neighbour's `Set-Cookie: \xa0__Host-session=…; Domain=example.com`, as Node reads it.
  for (const space of ['\u00a0', '\u0085', '\u2000', '\u3000', '\ufeff', '\u2028', '\v', '\f'])
    expect(cookiesIn(`x=1; ${space}__Host-session=y`)).toEqual(['x=1', `${space}__Host-session=y`]);
});
