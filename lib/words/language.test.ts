import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Language, namedLanguage, preferredLanguage } from './language.ts';

const all: readonly Language[] = ['en', 'en-XA', 'ar-XB'];

describe('the language of a browser', () => {
  test.each([
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['de-DE,de;q=0.9', null],
    ['de, en;q=0.1', 'en'],
    ['EN-xa', 'en-XA'],
    ['en-XA-x-more', 'en-XA'],
    ['ar', 'ar-XB'],
    ['en;q=0.1, ar-XB ; q=0.2', 'ar-XB'],
    ['de,*', 'en'],
    ['*', 'en'],
    ['en;q=0', null],
    ['*;q=0', null],
    ['', null],
    [null, null],
  ])('%s leads to %s', (header, language) => {
    expect(preferredLanguage(header, all)).toBe(language);
  });

  test('the earlier one of two that are worth the same comes first', () => {
    expect(preferredLanguage('ar-XB;q=0.5,en;q=0.5', all)).toBe('ar-XB');
  });

  test.each([
    ['a weight above one', 'ar-XB;q=9,en;q=0.1', 'en'],
    ['a negative weight', 'ar-XB;q=-1,en', 'en'],
    ['a weight that is no number', 'ar-XB;q=NaN,en', 'en'],
    ['a bidi control', '\u202Ear-XB,en', 'en'],
    ['a NUL', 'ar-XB\0,en', 'en'],
    ['markup', '"><script>,en', 'en'],
    ['a name of every object', '__proto__,constructor,en', 'en'],
    ['the eleventh entry', `${'de,'.repeat(10)}en`, null],
    ['10 kB of one name', 'e'.repeat(10_240), null],
    ['10 kB of commas', ','.repeat(10_240), null],
    ['what stands behind 200 characters', `${' '.repeat(200)},en`, null],
    ['10 kB of subtags', `de${'-a'.repeat(5000)}`, null],
  ])('attack: %s counts for nothing', (_what, header, language) => {
    expect(preferredLanguage(header, all)).toBe(language);
  });

  test('attack: whatever is sent, the answer is one of ours or none', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(fc.constantFrom('en', 'ar', '-', ';', 'q=', '0.5', '9', ',', '*', ' ', '\0', '\u2066'), {
        maxLength: 80,
      }),
    );
    fc.assert(
      fc.property(anything, fc.subarray([...all]), (sent, offered) => {
        const found = preferredLanguage([sent].flat().join(''), offered);
        expect([...offered, null]).toContain(found);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each(['en ', 'EN', 'en-GB', '', '__proto__', 'toString', '\0', 'ar-XB\u202E', null])(
  'attack: a cookie of %j names no language',
  (name) => expect(namedLanguage(name, all)).toBeNull(),
);

test('a language that is not offered cannot be named', () => {
  expect(namedLanguage('en-XA', ['en'])).toBeNull();
  expect(namedLanguage('en-XA', all)).toBe('en-XA');
});
