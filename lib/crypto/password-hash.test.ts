import { describe, expect, test } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts';

describe('passwords', () => {
  test('are stored as argon2id at the OWASP cost, each with its own salt (attack D-07)', async () => {
    const [one, other] = await Promise.all([
      hashPassword('tulip anvil copper moon'),
      hashPassword('tulip anvil copper moon'),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(other).not.toBe(one);
  });

  test('are checked exactly, except that é is é however it is composed', async () => {
    const stored = await hashPassword('caf\u00e9 on the corner');
    expect(await verifyPassword(stored, 'cafe\u0301 on the corner')).toBe(true);
    expect(await verifyPassword(stored, 'Caf\u00e9 on the corner')).toBe(false);
    expect(await verifyPassword(stored, 'caf\u00e9 on the corner ')).toBe(false);
  });

  test('of an account without one are never right', async () => {
    expect(await verifyPassword(null, 'anything at all')).toBe(false);
  });

  test('made at a lower cost are outdated', async () => {
    expect(isOutdated(await hashPassword('tulip anvil copper moon'), 'tulip anvil copper moon')).toBe(false);
    expect(
      isOutdated(
        '$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$E4hQ8m9ZJb2fmIZQEoTpAC1nYbFrqWvsBBpWYUrBQ2Q',
        'tulip anvil copper moon',
      ),
    ).toBe(true);
  });
});
