import { expect, test } from 'vitest';
import { parseTimeZone } from './time-zone.ts';

test('a zone that browsers name is taken, by its older name too', () => {
  expect(parseTimeZone('Europe/Berlin')).toBe('Europe/Berlin');
  expect(parseTimeZone('Asia/Calcutta')).toBe(parseTimeZone('Asia/Kolkata'));
  expect(parseTimeZone('UTC')).toBe('UTC');
});

test('attack: a time zone made up in the cookie is none', () => {
  for (const claimed of [
    null,
    '',
    'Mars/Olympus',
    '../../etc/passwd',
    '<script>',
    'Europe/Berlin\u202e',
    'a'.repeat(10_000),
  ])
    expect(parseTimeZone(claimed)).toBeNull();
});
