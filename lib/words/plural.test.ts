import { expect, test } from 'vitest';
import { pluralForms, plurals } from './plural.ts';

test.each(Object.entries(pluralForms))('%s has the forms that CLDR asks for', (language, forms) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  expect([...forms].sort()).toEqual([...pluralCategories].sort());
});

test('a number chooses its form', () => {
  const english = plurals('en');
  const say = (n: number) => english(n, { one: `${n} code is left`, other: `${n} codes are left` });
  expect([0, 1, 2].map(say)).toEqual(['0 codes are left', '1 code is left', '2 codes are left']);
});

test('Polish tells two from five, and Arabic none from one', () => {
  const polish = plurals('pl');
  const polishForms = { one: 'kod', few: 'kody', many: 'kodów', other: 'kodu' };
  expect([1, 2, 5].map((n) => polish(n, polishForms))).toEqual(['kod', 'kody', 'kodów']);
  const arabic = plurals('ar');
  const arabicForms = { zero: 'zero', one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' };
  expect([0, 1, 2, 3, 11, 100].map((n) => arabic(n, arabicForms))).toEqual([
    'zero',
    'one',
    'two',
    'few',
    'many',
    'other',
  ]);
});

test('a form that is missing does not compile', () => {
  // @ts-expect-error few and many are missing
  expect(plurals('pl')(1, { one: 'kod', other: 'kodu' })).toBe('kod');
});
