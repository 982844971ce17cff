import { expect, test } from 'vitest';
import { en } from '../en.ts';
import { say } from '../say.ts';
import { refusals } from './refusals.ts';

const facts = {
  minutes: 5,
  count: 5,
  minimum: 15,
  provider: 'Google',
  appName: 'Ours',
  word: 'ours',
  reference: '1F2E',
};
const sentences = Object.values(refusals).map((sentence) =>
  typeof sentence === 'string' ? sentence : sentence({ ...facts, time: '14:05', domains: 'example.com' }),
);

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

test('no sentence is filled with nothing', () => {
  expect(sentences.filter((sentence) => /undefined|null|NaN/.test(sentence))).toEqual([]);
});

test('waits are told in minutes, one and many', () => {
  expect(say(en, 'too-many-attempts', { minutes: 1 })).toBe('Too many attempts. Try again in 1 minute.');
  expect(say(en, 'too-many-attempts', { minutes: 4 })).toBe('Too many attempts. Try again in 4 minutes.');
});

test('counts are told as a person would', () => {
  expect(say(en, 'code-length', { count: 5 })).toBe('You have entered 5 digits. The code has 6.');
  expect(say(en, 'code-length', { count: 1 })).toBe('You have entered 1 digit. The code has 6.');
});
