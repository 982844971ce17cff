import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { invite } from '../admin/invite.ts';
import { signUp } from '../sign-up/sign-up.ts';
import { findOrCreateProviderAccount } from './find-or-create-provider-account.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const google = { provider: 'google', subject: '123', verifiedEmail: 'ada@example.com', name: 'Ada' } as const;

describe('a provider account', () => {
  test('is known by provider and subject, whatever its address becomes (attacks O-10, O-11)', async () => {
    const made = await findOrCreateProviderAccount(testEnvironment.at(0), google);
    const again = await findOrCreateProviderAccount(testEnvironment.at(1), {
      ...google,
      verifiedEmail: 'victim@example.com',
    });
    expect(again).toEqual(made);
    const twin = await findOrCreateProviderAccount(testEnvironment.at(1), {
      ...google,
      provider: 'github',
      verifiedEmail: 'other@example.com',
    });
    expect(twin).toMatchObject({ ok: true });
    expect(twin).not.toEqual(made);
  });

  test('is never linked by address (attacks O-05 to O-07)', async () => {
    const { user } = await testEnvironment.person('ada@example.com');
    expect(
      await findOrCreateProviderAccount(testEnvironment.at(1), { ...google, verifiedEmail: ' Ada@Example.com' }),
    ).toMatchObject({ code: 'provider-address-known', facts: { provider: 'Google' } });
    expect(await testEnvironment.db.sql.select().from(testEnvironment.db.tables.linkedIdentities)).toEqual([]);
    expect(await findUserByEmail(testEnvironment.db, 'ada@example.com')).toEqual(user);
  });

  test.each([null, '', 'nonsense'])('is not made without a confirmed address (%j)', async (verifiedEmail) => {
    expect(await findOrCreateProviderAccount(testEnvironment.at(0), { ...google, verifiedEmail })).toMatchObject({
      code: 'provider-no-email',
    });
  });

  test('of another domain than SIGNUP_DOMAINS is not made, unless invited; one that exists is not touched', async () => {
    const known = await findOrCreateProviderAccount(testEnvironment.at(0), {
      ...google,
      verifiedEmail: 'old@elsewhere.example',
    });
    const narrow = (minute: number) => {
      const context = testEnvironment.at(minute);
      return { ...context, settings: { ...context.settings, signupDomains: ['example.com'] } };
    };
    const newcomer = { ...google, subject: '456', verifiedEmail: 'grace@elsewhere.example' };
    expect(await findOrCreateProviderAccount(narrow(1), newcomer)).toMatchObject({
      code: 'signup-domain',
      facts: { domains: 'example.com' },
    });
    const hosted = { ...google, subject: '789', hostedDomain: 'elsewhere.example' };
    expect(await findOrCreateProviderAccount(narrow(1), hosted)).toMatchObject({ code: 'signup-domain' });
    expect(await signUp(narrow(1), { name: 'Eve', email: 'eve@elsewhere.example', password: PASSWORD })).toMatchObject({
      code: 'signup-domain',
    });
    expect(await findOrCreateProviderAccount(narrow(1), google)).toEqual(known);
    await invite(narrow(2), 'grace@elsewhere.example', 'command:root');
    expect(await findOrCreateProviderAccount(narrow(3), newcomer)).toMatchObject({ ok: true });
    expect(await findOrCreateProviderAccount(narrow(3), { ...hosted, hostedDomain: 'example.com' })).toMatchObject({
      ok: true,
    });
  });

  test('makes one user of ten parallel callbacks (attack X-13)', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => findOrCreateProviderAccount(testEnvironment.at(0), google)),
    );
    expect(await testEnvironment.db.sql.select().from(testEnvironment.db.tables.users)).toHaveLength(1);
    expect(await testEnvironment.db.sql.select().from(testEnvironment.db.tables.linkedIdentities)).toHaveLength(1);
    expect(outcomes.some((outcome) => outcome.ok)).toBe(true);
  });
});
