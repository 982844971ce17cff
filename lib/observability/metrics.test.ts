import { expect, test } from 'vitest';
import { accountCounter, mailCounter, sharedCounters, signUpCounters } from '../rules/sign-in/rate-limit.ts';
import { limitOf } from './metrics.ts';

test('a limit is named by its kind, never by its user', () => {
  const stranger = { address: '203.0.113.7', deviceCookie: null };
  const known = { address: '2001:db8::1', deviceCookie: 'x' };
  const counters = [stranger, known].flatMap((guesser) => [
    ...sharedCounters('password', guesser),
    accountCounter('password', { email: 'ada@example.com' }, guesser),
    accountCounter('totp', { email: 'ada@example.com', id: 'ada' }, guesser),
  ]);
  const kinds = new Set(
    [...counters, ...signUpCounters('203.0.113.7'), mailCounter('ada@example.com')].map(({ key }) => limitOf(key)),
  );
  expect(kinds).toEqual(new Set(['password@all', 'address', 'password', 'totp', 'sign-up', 'mail']));
});
