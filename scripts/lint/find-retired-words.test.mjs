import { expect, test } from 'vitest';
import { findRetiredWords } from './find-retired-words.mjs';

/** @param {string} text @param {string} [path] */
const words = (text, path = 'docs/page.md') => findRetiredWords(path, text).map(({ word }) => word);

test.each([
  ['Somebody signed in.', 'Somebody'],
  ['You are told by mail.', 'are told', 'by mail'],
  ['Make an account', 'Make an account'],
  ['That was a wrong code.', 'wrong code'],
  ['The code has 6 numbers.', '6 numbers'],
  ['# told only where nobody\n# asks: it comes\n# in late', 'nobody', 'comes in'],
])('finds what is retired in %j', (text, ...found) => {
  expect(words(text)).toEqual(found);
});

test.each([
  'Someone signed in. You will be notified by email.',
  'Something went wrong. The right column is for numbers.',
  '| [nobody gets in with a wrong code][spec], [a mail](../e2e/mail.spec.ts) |',
  'The log says `mails` and ~~somebody~~ says so in [this page](mails.md#nobody).',
  'Each trip-wire comes into play.',
])('passes over %j', (text) => {
  expect(words(text)).toEqual([]);
});

test('reads the changelog down to the newest release, and of the catalogue everything but the names', () => {
  expect(words('## [Unreleased]\nnobody\n## [0.1.0]\nanybody', 'CHANGELOG.md')).toEqual(['nobody']);
  expect(words('  nobody: `Somebody: ${name}`,', 'lib/words/en/sign-in.ts')).toEqual(['Somebody']);
});

test('names the line, and what to write', () => {
  expect(findRetiredWords('README.md', '\nnobody')).toEqual([
    { path: 'README.md', line: 2, word: 'nobody', instead: 'no one' },
  ]);
});
