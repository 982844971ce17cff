import { describe, expect, test } from 'vitest';
import { sentencesOf } from '../../test/catalogue-sentences.ts';
import { languageOf, languages, wordsOf } from './catalogue.ts';

/** Not the pseudo-languages: they are made from English. */
const written = languages.filter((language) => !/-X[AB]$/.test(language));

describe.each(written)('the catalogue of %s', (language) => {
  const sentences = sentencesOf(wordsOf(language));

  test('is read whole', () => {
    expect(sentences.length).toBeGreaterThan(100);
  });

  test('drops no argument: each that a sentence asks for is in it', () => {
    const dropped = sentences.filter(({ text, asked }) => !asked.every((name) => text.includes(`«${name}»`)));
    expect(dropped).toEqual([]);
  });

  test.each([
    ['an empty sentence', /^\s*$/],
    ['two spaces', / {2}/],
    ['three dots for an ellipsis', /\.\.\./],
    ['a typewriter’s apostrophe or quotation mark', /['"]/],
    ['a value that is missing', /undefined|null|NaN|\[object/],
    ['a bidi control', /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/],
  ])('holds no sentence with %s', (_what, pattern) => {
    expect(sentences.filter(({ text }) => pattern.test(text))).toEqual([]);
  });
});

test.each([
  [null, 'en'],
  ['en', 'en'],
  ['en-XA', 'en-XA'],
  ['en-GB', 'en'],
  ['xx\u0000', 'en'],
])('a row that says %j is spoken to in %s', (stored, language) => {
  expect(languageOf(stored)).toBe(language);
});
