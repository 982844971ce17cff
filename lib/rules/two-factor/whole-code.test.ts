import { expect, test } from 'vitest';
import { isWholeCode } from './whole-code.ts';

test.each([
  '123456',
  '123456-',
  '123 456',
  ' 123-456 ',
  '123\u00a0456',
  '\u2066123456\u2069',
  '١٢٣٤٥٦',
  '１２３４５６',
  '𝟏𝟐𝟑𝟒𝟓𝟔',
])('%s is a whole code', (typed) => expect(isWholeCode(typed, 6)).toBe(true));

test.each(['', '12345', '1234567', '12345a', '1234-56Q2', 'K7M4Q2', 'Your code is 123 456'])('%s is none', (typed) =>
  expect(isWholeCode(typed, 6)).toBe(false),
);
