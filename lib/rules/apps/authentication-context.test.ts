import { expect, test } from 'vitest';
import {
  contextOf,
  isProofStale,
  methodReferences,
  oneFactorContext,
  twoFactorContext,
  wantsTwoFactors,
} from './authentication-context.ts';

test('a session is told to apps as what it is worth, in the words of RFC 8176', () => {
  expect([contextOf(['password']), methodReferences(['password'])]).toEqual([oneFactorContext, ['pwd']]);
  expect([contextOf(['google']), methodReferences(['google'])]).toEqual([oneFactorContext, ['fed']]);
  expect(methodReferences(['password', 'totp'])).toEqual(['pwd', 'otp', 'mfa']);
  expect(methodReferences(['github', 'recovery-code'])).toEqual(['fed', 'otp', 'mfa']);
  expect([contextOf(['passkey']), methodReferences(['passkey'])]).toEqual([twoFactorContext, ['pop', 'user', 'mfa']]);
});

test('of several values that are wished for the highest known counts, and no unknown one', () => {
  expect(wantsTwoFactors('second-factor', undefined)).toBe(true);
  expect(wantsTwoFactors('session', undefined)).toBe(false);
  expect(wantsTwoFactors('session', `0 ${oneFactorContext} ${twoFactorContext}`)).toBe(true);
  expect(wantsTwoFactors('session', `${twoFactorContext}x urn:gold`)).toBe(false);
});

test('prompt=login wants a sign-in after the request, max_age one of the last seconds', () => {
  const now = 10_000;
  const stale = (request: Parameters<typeof isProofStale>[0], signedInAt: number, askedAt: number | null = null) =>
    isProofStale(request, { signedInAt, askedAt, now });
  expect(stale({}, 0)).toBe(false);
  // Until our page was shown, the library asks by itself.
  expect(stale({ prompt: 'login' }, 1)).toBe(false);
  expect(stale({ prompt: 'consent login' }, 8999, 9000)).toBe(true);
  expect(stale({ prompt: 'login' }, 9000, 9000)).toBe(false);
  expect(stale({ max_age: 60 }, now - 60)).toBe(false);
  expect(stale({ max_age: 60 }, now - 61)).toBe(true);
  expect(stale({ max_age: 0 }, now - 4, now - 2)).toBe(false);
  expect(stale({ max_age: 0 }, now - 6, now - 2)).toBe(true);
});
