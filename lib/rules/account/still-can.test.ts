import { expect, test } from 'vitest';
import type { Role } from './role.ts';
import { stillCan } from './still-can.ts';

const at = new Date('2026-11-24T12:00:00Z');
const off = { isOn: false, apps: 0, keys: 0, codesLeft: 0 };
const usual = {
  ...{ disabledAt: null, deletionDueAt: null, lockedDownAt: null, role: 'person' as Role, waysIn: 1 },
  ...{ sessions: 0, appsInUse: 0, twoFactor: off },
};
const names = (changed: Partial<Parameters<typeof stillCan>[0]>) =>
  stillCan({ ...usual, ...changed }).map(({ name }) => name);

test('who can sign in can also reset their password; whose account is closed can do neither', () => {
  expect(names({})).toEqual(['sign-in', 'reset-password']);
  expect(names({ waysIn: 0 })).toEqual(['no-way-in', 'reset-password']);
  expect(names({ lockedDownAt: at })).toEqual(['locked-down', 'reset-password']);
  expect(names({ disabledAt: at })).toEqual(['disabled']);
  expect(names({ disabledAt: at, deletionDueAt: at })).toEqual(['leaving']);
});

test('what would help without the phone: a one-time password, a key, another app; or nothing', () => {
  const lost = (twoFactor: object) => names({ twoFactor: { ...off, isOn: true, apps: 1, ...twoFactor } })[2];
  expect(lost({})).toBe('lose-nothing');
  for (const spare of [{ codesLeft: 1 }, { keys: 1 }, { apps: 2 }]) expect(lost(spare)).toBe('lose-phone');
});

test('sessions and apps go on; only an administrator with two-factor looks after others', () => {
  expect(stillCan({ ...usual, sessions: 2, appsInUse: 1 }).slice(1, 3)).toEqual([
    { name: 'stay-signed-in', count: 2 },
    { name: 'use-apps', count: 1 },
  ]);
  expect(names({ role: 'admin' })).not.toContain('administer');
  expect(names({ role: 'admin', twoFactor: { ...off, isOn: true, apps: 1 } })).toContain('administer');
  expect(names({ role: 'admin', disabledAt: at, twoFactor: { ...off, isOn: true, apps: 1 } })).toEqual(['disabled']);
});
