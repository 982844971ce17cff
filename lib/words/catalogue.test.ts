import { describe, expect, test } from 'vitest';
import { languageOf, languages, wordsOf } from './catalogue.ts';

type Sentence = { key: string; text: string; asked: string[] };

/** Stands for any argument: a text, a number (5), an element or what makes one. It is seen wherever it ends up. */
function sentinel(name: string): unknown {
  const mark = `«${name}»`;
  const element = (text = '') => `${mark}${text}`;
  return Object.assign(element, { [Symbol.toPrimitive]: (hint: string) => (hint === 'number' ? 5 : mark) });
}

/** What a sentence says: a text, its parts, or the few texts that belong together (subject and body). */
function textOf(said: unknown): string {
  if (Array.isArray(said)) return said.map(textOf).join('');
  return typeof said === 'object' && said !== null ? Object.values(said).map(textOf).join(' · ') : String(said);
}

/** Every sentence of a catalogue, said with sentinels, and which arguments it asked for. */
function sentencesOf(words: unknown, key = ''): Sentence[] {
  if (typeof words === 'string') return [{ key, text: words, asked: [] }];
  if (typeof words === 'function') {
    const asked = new Set<string>();
    const get = (_target: object, name: string) => {
      asked.add(name);
      return sentinel(name);
    };
    const said: unknown = words(new Proxy({}, { get }));
    // A choice between whole sentences (isAdmin) is in none of them.
    return [{ key, text: textOf(said), asked: [...asked].filter((name) => !/^is[A-Z]/.test(name)) }];
  }
  if (typeof words !== 'object' || words === null) throw new Error(`${key} is no sentence`);
  return Object.entries(words).flatMap(([name, part]) => sentencesOf(part, key ? `${key}.${name}` : name));
}

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
