import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalRecoveryCode, generateRecoveryCodes } from './recovery-codes.ts';

test('ten codes of four groups in Crockford letters', () => {
  const codes = generateRecoveryCodes(randomBytes);
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
});

test('a draw of digits alone, or one drawn before, is drawn again (attack R-13)', () => {
  const draws = [
    Buffer.alloc(10),
    Buffer.alloc(10, 255),
    Buffer.alloc(10, 255),
    ...Array.from({ length: 9 }, (_, index) => Buffer.alloc(10, 200 + index)),
  ];
  const codes = generateRecoveryCodes(() => draws.shift() ?? Buffer.alloc(10));
  expect(codes[0]).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  expect(new Set(codes).size).toBe(10);
});

test('all 80 bits are in the code: each of 5,000 codes is new and every sign is as frequent as the next (R-07)', () => {
  const codes = Array.from({ length: 500 }, () => generateRecoveryCodes(randomBytes)).flat();
  expect(new Set(codes).size).toBe(5000);
  const counts = new Map<string, number>();
  for (const sign of codes.join('').replaceAll('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const expected = (5000 * 16) / 32;
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(counts.size).toBe(32);
  // 31 degrees of freedom: above 80 one run in half a million.
  expect(chiSquare).toBeLessThan(80);
});

test('a code has one canonical spelling, whatever case, dashes or look-alikes were typed (R-02)', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...generateRecoveryCodes(randomBytes)),
      fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
      (code, choices) => {
        const choose = () => choices.next().value ?? 0;
        const spell = (sign: string) => {
          if (sign === '-') return ['', ' ', '-', '–', '  ', '-'][choose()] ?? '-';
          const twin = sign === '0' ? 'O' : sign === '1' ? (choose() > 2 ? 'I' : 'l') : sign;
          return choose() > 2 ? twin.toLowerCase() : sign;
        };
        expect(canonicalRecoveryCode([...code].map(spell).join(''))).toBe(code.replaceAll('-', ''));
      },
    ),
  );
});

test.each(['', 'K7M4-Q2XT-9RHD', 'K7M4-Q2XT-9RHD-3WZC-1', 'K7M4-Q2XT-9RHD-3WZU', '!7M4-Q2XT-9RHD-3WZC'])(
  '%j is no code',
  (typed) => {
    expect(canonicalRecoveryCode(typed)).toBeNull();
  },
);
