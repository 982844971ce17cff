import { expect, test } from 'vitest';
import { waysToConfirm } from './ways-to-confirm.ts';

const day = (day: number) => new Date(Date.UTC(2026, 10, day));
const passkey = (lastUsedAt: Date | null) => ({ kind: 'passkey', lastUsedAt }) as const;
const key = (lastUsedAt: Date | null) => ({ kind: 'security-key', lastUsedAt }) as const;

test.each([
  ['the way that was used last', [passkey(day(2))], [{ lastUsedAt: day(1) }], 'passkey'],
  ['the way that was used last', [passkey(day(1))], [{ lastUsedAt: day(2) }], 'code'],
  ['the code, while the passkey was never used', [passkey(null)], [{ lastUsedAt: null }], 'code'],
  ['the passkey, where there is no app', [passkey(null)], [], 'passkey'],
  ['a one-time password, where nothing else is left', [], [], 'one-time-password'],
] as const)('%s comes first', (_, passkeys, apps, first) => {
  expect(waysToConfirm(passkeys, apps).first).toBe(first);
});

test('a key is called one only where there are nothing but keys', () => {
  expect(waysToConfirm([key(null)], []).passkey).toBe('key');
  expect(waysToConfirm([key(null), passkey(null)], []).passkey).toBe('passkey');
  expect(waysToConfirm([], []).passkey).toBeNull();
});
