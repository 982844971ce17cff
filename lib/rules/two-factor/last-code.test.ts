import { describe, expect, test } from 'vitest';
import { cameByLastCode } from './last-code.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const used = { usedAt: at(0) };
const session = { methods: ['password', 'recovery-code'] as const, signedInAt: at(0) };

describe('a user who signed in with a one-time password', () => {
  test('counts as having used the last one for ten minutes', () => {
    expect(cameByLastCode(session, [used, used], at(10))).toBe(true);
    expect(cameByLastCode(session, [used, used], at(11))).toBe(false);
  });
  test('attack: with an earlier one, the last having been used elsewhere, does not', () => {
    const last = { usedAt: at(2) };
    expect(cameByLastCode(session, [used, last], at(3))).toBe(false);
    expect(cameByLastCode({ ...session, signedInAt: at(2) }, [used, last], at(3))).toBe(true);
  });
  test('still has one to show while one is left', () => {
    expect(cameByLastCode(session, [used, { usedAt: null }], at(1))).toBe(false);
  });
});

test('a user who signed in with the app has the app', () => {
  expect(cameByLastCode({ ...session, methods: ['password', 'totp'] }, [used], at(1))).toBe(false);
});

test('where there never was a code none was the last', () => {
  expect(cameByLastCode(session, [], at(1))).toBe(false);
});
