import { expect, test } from 'vitest';
import { DAY_MS } from '../../config/limits.ts';
import { twoFactorStatus } from './two-factor-status.ts';

const now = new Date('2026-11-24T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
const optional = { requiredFor: 'optional', from: null, graceMs: 14 * DAY_MS } as const;
const everyone = { ...optional, requiredFor: 'everyone' } as const;
const user = {
  role: 'person',
  createdAt: daysAgo(9),
  disabledAt: null,
  lockedDownAt: null,
  twoFactorSince: null,
  authenticatorDisabledAt: null,
} as const;

test.each([
  ['nothing is required', optional, user, { name: 'off' }],
  ['the grace period is running', everyone, user, { name: 'due', days: 5 }],
  ['it is the last day', everyone, { ...user, createdAt: daysAgo(13.9) }, { name: 'due', days: 1 }],
  ['the grace period is over', everyone, { ...user, createdAt: daysAgo(14) }, { name: 'overdue' }],
  ['two-factor is on', everyone, { ...user, twoFactorSince: daysAgo(1) }, { name: 'app' }],
  [
    'the app’s codes are refused',
    everyone,
    { ...user, twoFactorSince: daysAgo(1), authenticatorDisabledAt: now },
    { name: 'app-disabled' },
  ],
  [
    'the account is disabled, whatever guards it',
    everyone,
    { ...user, twoFactorSince: daysAgo(1), disabledAt: now, lockedDownAt: now },
    { name: 'disabled' },
  ],
  [
    'its owner is recovering it',
    everyone,
    { ...user, twoFactorSince: daysAgo(1), lockedDownAt: now },
    { name: 'locked-down' },
  ],
] as const)('when %s', (_when, policy, of, status) => {
  expect(twoFactorStatus(policy, of, now)).toEqual(status);
});
