import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safePath } from './safe-redirect.ts';

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil',
  'https://evil.example',
  'javascript:alert(1)',
  '%2f%2fevil',
  '/\t/evil.example',
  '/\n/evil',
  '///evil',
  '/./\\evil',
  '/.//evil.example',
  'evil',
  '',
  ' /x',
  '/login',
  '/login/two-factor',
  '/api/auth/signout',
  '/signup?x=1',
  '/.well-known/x',
  null,
  undefined,
  7,
  ['/x'],
  { toString: () => '/x' },
  `/${'a'.repeat(3000)}`,
  '/x/..//evil.example',
  '/\u2028/evil/..//e',
])('%j leads home (attacks C-19, O-16)', (wanted) => {
  expect(new URL(safePath(wanted), 'https://here.example').origin).toBe('https://here.example');
  if (typeof wanted !== 'string' || !/^\/[\u2028]/.test(wanted)) expect(safePath(wanted)).toBe('/');
});

test.each(['/', '/profile', '/profile/two-factor?dialog=enable', '/a%20b?c=%2F%2Fevil'])('%s is kept', (wanted) => {
  expect(safePath(wanted)).toBe(wanted);
});

test('nothing leads to another site, whatever it looks like', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      ':',
      '@',
      '\t',
      '\n',
      '%2f',
      '%5c',
      'evil.example',
      'http',
      '?',
      '#',
      ' ',
      '\u0000',
      'a',
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const path = safePath(`/${parts.join('')}`);
      expect(new URL(path, 'https://here.example').origin).toBe('https://here.example');
    }),
    { numRuns: 2000 },
  );
});
