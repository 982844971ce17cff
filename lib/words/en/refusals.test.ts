import { expect, test } from 'vitest';
import { en } from '../en.ts';
import { say } from '../say.ts';
import { refusals } from './refusals.ts';

const facts = {
  minutes: 5,
  minimum: 15,
  provider: 'Google',
  appName: 'Ours',
  appId: 'ours',
  taken: 'ours.example',
  word: 'ours',
  address: 'https://ours.example/back',
  reference: '1F2E',
  count: 1200,
  emails: 'ada@example.com',
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

test('the sentences of a slow clock are whole, with the time and without', () => {
  expect(say(en, 'clock-slow', { minutes: 3 })).toBe(
    'Your phone’s clock seems to be about 3 minutes slow. Set its date and time to automatic, then try again.',
  );
  expect(say(en, 'clock-slow', { minutes: 1, time: '14:05' })).toBe(
    'Your phone’s clock seems to be about 1 minute slow. It’s 14:05 UTC. Set your phone’s date and time to automatic, then try again.',
  );
});

test('waits are told in minutes, one and many', () => {
  expect(say(en, 'too-many-attempts', { minutes: 1 })).toBe('Too many attempts. Try again in 1 minute.');
  expect(say(en, 'too-many-attempts', { minutes: 4 })).toBe('Too many attempts. Try again in 4 minutes.');
});
