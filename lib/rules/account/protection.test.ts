import { expect, test } from 'vitest';
import { limits } from '../../config/limits.ts';
import { protectionOf } from './protection.ts';

const on = (left: number, disabled: 'hammered' | null = null) =>
  protectionOf({ isOn: true, disabled, recovery: { left } });

test('an account with two-factor authentication and enough one-time passwords is well protected', () => {
  expect(on(limits.recoveryCodesFew + 1)).toBe('strong');
});

test('the gap that hurts most is named first', () => {
  expect(protectionOf({ isOn: false })).toBe('no-two-factor');
  expect(on(0, 'hammered')).toBe('app-disabled');
  expect(on(0)).toBe('no-one-time-passwords');
  expect(on(limits.recoveryCodesFew)).toBe('few-one-time-passwords');
});
