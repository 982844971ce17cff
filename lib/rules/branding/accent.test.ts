import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accentOf, accentRule } from './accent.ts';
import { contrast, toHex, toOklch } from './oklch.ts';

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('an accent', () => {
  test('is readable in both themes, whatever its colour', () => {
    fc.assert(
      fc.property(colours, (hex) => {
        const { light, dark } = accentOf(hex);
        for (const { fill, strong } of [light, dark]) {
          expect(contrast('#ffffff', fill)).toBeGreaterThanOrEqual(4.5);
          expect(contrast('#ffffff', strong)).toBeGreaterThanOrEqual(4.5);
        }
        for (const surface of ['#ffffff', '#f6f7fa', light.tint])
          expect(contrast(light.ink, surface)).toBeGreaterThanOrEqual(4.5);
        for (const surface of ['#111725', '#192133', '#0a0e17', dark.tint])
          expect(contrast(dark.ink, surface)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(dark.fill, '#111725')).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 500 },
    );
  });

  test('stays as it was given where it can carry white words', () => {
    expect(accentOf('#0B5FFF')).toMatchObject({ light: { fill: '#0b5fff' }, moved: null });
  });

  test('moves where it is too pale, and says to what', () => {
    const { light, moved } = accentOf('#ffd400');
    expect(moved).toBe(light.fill);
    expect(moved).not.toBe('#ffd400');
  });

  test('attack: the rule for the page holds colours and nothing else', () => {
    fc.assert(
      fc.property(colours, (hex) => {
        expect(accentRule(accentOf(hex))).toMatch(
          /^:root\{(--color-accent(-\w+)?:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\);?){4}\}$/,
        );
      }),
      { numRuns: 100 },
    );
  });
});

test('a colour goes to OKLCH and back', () => {
  fc.assert(
    fc.property(colours, (hex) => {
      expect(toHex(toOklch(hex))).toBe(hex);
    }),
  );
});
