import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { say } from './messages.ts';

const catalogue = readFileSync('lib/messages.ts', 'utf8');
const sentences = [...catalogue.matchAll(/=>\s*[`'](.+)[`'],/g)].map((match) => match[1] ?? '');

test('the catalogue is read whole', () => {
  expect(sentences.length).toBeGreaterThan(40);
});

test.each([
  'please',
  'sorry',
  'oops',
  'invalid',
  'illegal',
  'forbidden',
  'forgotten',
  'an error occurred',
  'this field is required',
  'token',
])('no sentence says “%s”', (word) => {
  expect(sentences.filter((sentence) => sentence.toLowerCase().includes(word))).toEqual([]);
});

test('waits are told in minutes, one and many', () => {
  expect(say('too-many-attempts', { minutes: 1 })).toBe('Too many attempts. Try again in 1 minute.');
  expect(say('too-many-attempts', { minutes: 4 })).toBe('Too many attempts. Try again in 4 minutes.');
});

test('counts are told as a person would', () => {
  expect(say('code-length', { count: 5 })).toBe('You have entered 5 digits. The code has 6.');
  expect(say('code-length', { count: 1 })).toBe('You have entered 1 digit. The code has 6.');
});
