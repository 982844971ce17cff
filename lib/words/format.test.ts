import { expect, test } from 'vitest';
import { formatsOf } from './format.ts';

const at = new Date('2026-11-26T14:05:59Z');

test('English is written as in Britain', () => {
  const english = formatsOf('en-GB');
  expect([english.day(at), english.time(at), english.number(1234), english.percent(0.33)]).toEqual([
    '26 Nov 2026',
    '14:05',
    '1,234',
    '33%',
  ]);
  expect(english.and(['Google', 'Facebook', 'GitHub'])).toBe('Google, Facebook and GitHub');
  expect(english.or(['Google', 'GitHub'])).toBe('Google or GitHub');
  expect([english.duration(1, 'minute'), english.duration(5, 'day')]).toEqual(['1 minute', '5 days']);
});

test('other languages write as they do', () => {
  expect(formatsOf('de').and(['Google', 'GitHub'])).toBe('Google und GitHub');
  expect(formatsOf('de').number(1234)).toBe('1.234');
  expect(formatsOf('pl').duration(5, 'minute')).toBe('5 minut');
});

test('formats are made once a language', () => {
  expect(formatsOf('fr')).toBe(formatsOf('fr'));
});
