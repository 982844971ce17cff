import { afterEach, beforeEach, expect, test } from 'vitest';
import { findConfirmedAuthenticator } from '../../../db/queries/authenticators.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { daysLeft, overdueCreation, twoFactorRequirement } from '../../rules/two-factor/two-factor-policy.ts';
import type { Context } from '../context.ts';
import { disableTwoFactor } from '../two-factor/disable-two-factor.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const demanding = (context: Context, requiredFor: 'admins' | 'everyone'): Context => ({
  ...context,
  settings: { ...context.settings, twoFactorPolicy: { requiredFor, from: null, graceMs: 0 } },
});

test('attack: two-factor that is required cannot be turned off, and the code that was tried stays good', async () => {
  const person = await testEnvironment.person();
  const { actor, codeOf } = await testEnvironment.enrol(person);
  const input = { submittedCode: { method: 'totp' as const, code: codeOf(2) }, password: PASSWORD };
  expect(await disableTwoFactor(demanding(testEnvironment.at(2), 'everyone'), actor, input)).toMatchObject({
    code: 'two-factor-required',
  });
  expect(await findConfirmedAuthenticator(testEnvironment.db, person.user.id)).not.toBeNull();
  // Required of administrators only, and this user is none.
  expect(await disableTwoFactor(demanding(testEnvironment.at(2), 'admins'), actor, input)).toMatchObject({ ok: true });
});

test('time to set it up runs from the day of the policy, or of the account where that is later', () => {
  const day = (number: number) => new Date(Date.UTC(2027, 0, number));
  const policy = { requiredFor: 'everyone', from: day(10), graceMs: 14 * 86_400_000 } as const;
  const old = { role: 'person', createdAt: day(1) } as const;
  const before = twoFactorRequirement(policy, old, day(5));
  expect(before).toEqual({ isOverdue: false, deadline: day(24) });
  expect(before && daysLeft(before, new Date(day(23).getTime() + 1))).toBe(1);
  expect(twoFactorRequirement(policy, old, day(24))).toMatchObject({ isOverdue: true });
  expect(twoFactorRequirement(policy, { ...old, createdAt: day(20) }, day(24))).toMatchObject({ deadline: day(34) });
  expect(twoFactorRequirement({ ...policy, requiredFor: 'admins' }, old, day(30))).toBeNull();
  expect(twoFactorRequirement({ ...policy, requiredFor: 'admins' }, { ...old, role: 'admin' }, day(30))).not.toBeNull();
});

test('those who are overdue are counted by the day their account was created, as each of them is told', () => {
  const day = (number: number) => new Date(Date.UTC(2027, 0, number));
  const policy = { requiredFor: 'everyone', from: day(10), graceMs: 14 * 86_400_000 } as const;
  for (const now of [day(23), day(24), day(28), day(40)])
    for (const created of [day(1), day(10), day(12), day(14), day(26)]) {
      const until = overdueCreation(policy, now);
      const each = twoFactorRequirement(policy, { role: 'person', createdAt: created }, now);
      expect(until !== null && created <= until, `${created.toISOString()} at ${now.toISOString()}`).toBe(
        each?.isOverdue,
      );
    }
  expect(overdueCreation({ ...policy, requiredFor: 'optional' }, day(40))).toBeNull();
});
