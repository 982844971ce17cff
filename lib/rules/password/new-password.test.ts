import { describe, expect, test } from 'vitest';
import { limits } from '../../config/limits.ts';
import { validateNewPassword } from './new-password.ts';

const policy = { passwordMinLength: limits.passwordMinLength, appName: 'Axelor Connect' };
const ada = { name: 'Ada Lovelace', email: 'countess@analytical.example' };
const validate = (password: string) => {
  const validated = validateNewPassword(password, policy, ada);
  return validated.ok ? 'fine' : validated.code;
};

describe('a new password (attacks P-13, P-14)', () => {
  test.each([
    ['tulip anvil copper moon', 'fine'],
    ['vT9#kq2LmZx81!pQ', 'fine'],
    ['  leading and trailing stay  ', 'fine'],
    ['Пароль из четырёх слов', 'fine'],
    ['', 'password-empty'],
    ['vT9#kq2LmZx81!', 'password-short'],
    ['x7'.repeat(65), 'password-long'],
    ['a'.repeat(100_000), 'password-long'],
    ['tulip\u0000anvil copper moon', 'password-shape'],
    ['password1234567', 'password-common'],
    ['aaaaaaaaaaaaaaaaaaaa', 'password-common'],
    ['qwertyuiopasdfghjkl', 'password-common'],
    ['iloveyouiloveyou', 'password-common'],
    ['123456789012345', 'password-common'],
    ['axelorconnect2026!', 'password-context'],
    ['countess@analytical.example', 'password-context'],
    ['Lovelace-1815-1852', 'fine'],
    ['lovelaceLOVELACE1', 'password-context'],
  ])('%j is %s', (password, verdict) => {
    expect(validate(password)).toBe(verdict);
  });

  test('15 characters are enough, counted as a user counts them', () => {
    expect(validate('tulipanvilcoppe')).toBe('fine');
    expect(validate('e\u0301'.repeat(14))).toBe('password-short');
    expect(validate('🐙 tulip anvil 🌙')).toBe('fine');
  });

  test('128 are allowed, 129 are not', () => {
    const long = (length: number) =>
      Array.from({ length }, (_, index) => String.fromCharCode(33 + ((index * 37) % 90))).join('');
    expect(validate(long(128))).toBe('fine');
    expect(validate(long(129))).toBe('password-long');
  });
});
