import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import { choosePassword } from '../account/choose-password.ts';
import { invite } from '../admin/invite.ts';
import { findOrCreateProviderAccount } from '../providers/find-or-create-provider-account.ts';
import { signUp } from '../sign-up/sign-up.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { createSession } from './steps/create-session.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const google = { provider: 'google', subject: '123', verifiedEmail: 'ada@example.com', name: 'Ada' } as const;

describe('signing in with a password', () => {
  test('takes any spelling of the address', async () => {
    await testEnvironment.person('ada@example.com');
    expect(
      await signInWithPassword(testEnvironment.at(1), { email: ' ADA@Example.com ', password: PASSWORD }),
    ).toMatchObject({
      ok: true,
    });
  });

  test('answers an unknown address, a wrong password and an account without one alike (attack L-01)', async () => {
    await testEnvironment.person('ada@example.com');
    await findOrCreateProviderAccount(testEnvironment.at(0), { ...google, verifiedEmail: 'grace@example.com' });
    const answers = await Promise.all(
      ['ada@example.com', 'grace@example.com', 'nobody@example.com', 'no address'].map((email) =>
        signInWithPassword(testEnvironment.at(1), { email, password: 'wrong password here' }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'sign-in-failed' });
  });

  test('locks after ten failures in a row, in any spelling, for known and unknown alike (attack B-13)', async () => {
    await testEnvironment.person('ada@example.com');
    for (const email of ['ada@example.com', 'nobody@example.com']) {
      const spellings = [email, email.toUpperCase(), ` ${email}`, email.replace('@', '＠'), email.replace('e', 'ｅ')];
      for (let attempt = 0; attempt < 10; attempt += 1)
        await signInWithPassword(testEnvironment.at(1), {
          email: spellings[attempt % 5] ?? email,
          password: `wrong ${attempt}`,
        });
      expect(await signInWithPassword(testEnvironment.at(1), { email, password: PASSWORD })).toMatchObject({
        code: 'too-many-attempts',
        facts: { minutes: 15 },
      });
    }
    expect(
      await signInWithPassword(testEnvironment.at(17), { email: 'ada@example.com', password: PASSWORD }),
    ).toMatchObject({
      ok: true,
    });
  });

  test('refuses a password of 100,000 characters before it is hashed or counted (attack I-07)', async () => {
    await testEnvironment.person('ada@example.com');
    for (let attempt = 0; attempt < 12; attempt += 1)
      await signInWithPassword(testEnvironment.at(1), { email: 'ada@example.com', password: 'x'.repeat(100_000) });
    expect(
      await signInWithPassword(testEnvironment.at(1), { email: 'ada@example.com', password: PASSWORD }),
    ).toMatchObject({
      ok: true,
    });
  });
});

describe('signing up', () => {
  test('leaves an account that is there as it is, and says nothing (attacks P-10, X-12)', async () => {
    const { user } = await testEnvironment.person('ada@example.com');
    expect(
      await signUp(testEnvironment.at(1), {
        name: 'Eve',
        email: 'ada@example.com',
        password: 'the password of somebody else',
      }),
    ).toEqual({ ok: true, value: null });
    expect(await findUserByEmail(testEnvironment.db, 'ada@example.com')).toEqual(user);
  });

  test('makes one account of twenty sign-ups at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        signUp(testEnvironment.at(0), { name: 'Ada', email: 'ada@example.com', password: PASSWORD }),
      ),
    );
    expect(await testEnvironment.db.sql.select().from(testEnvironment.db.tables.users)).toHaveLength(1);
  });
});

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

describe('changing the password', () => {
  test('ends every other session and rotates this one (attacks S-02, S-04)', async () => {
    const { user, actor } = await testEnvironment.person('ada@example.com');
    const other = await createSession(testEnvironment.at(0), {
      userId: user.id,
      methods: ['password'],
      passwordFingerprint: null,
    });
    const changed = await choosePassword(testEnvironment.at(1), actor, {
      current: PASSWORD,
      chosen: 'another four word phrase',
    });
    const isLive = async (idHash: string) =>
      (await findLiveSession(testEnvironment.db, idHash, testEnvironment.at(1).now, new Date(0))) !== null;
    expect(await isLive(hashToken(other ?? ''))).toBe(false);
    expect(await isLive(actor.sessionIdHash)).toBe(false);
    expect(changed.ok && (await isLive(hashToken(changed.value)))).toBe(true);
  });

  test('requires the current one, and a different one', async () => {
    const { actor } = await testEnvironment.person('ada@example.com');
    expect(
      await choosePassword(testEnvironment.at(1), actor, { current: 'wrong', chosen: 'another four word phrase' }),
    ).toMatchObject({ code: 'password-wrong' });
    expect(await choosePassword(testEnvironment.at(1), actor, { current: PASSWORD, chosen: PASSWORD })).toMatchObject({
      code: 'password-same',
    });
  });

  test('of a user without one requires a provider sign-in of the last ten minutes', async () => {
    const made = await findOrCreateProviderAccount(testEnvironment.at(0), google);
    const userId = made.ok ? made.value.userId : '';
    const session = await createSession(testEnvironment.at(0), {
      userId,
      methods: ['google'],
      passwordFingerprint: null,
    });
    const actor = { userId, sessionIdHash: hashToken(session ?? ''), reauthenticatedAt: testEnvironment.at(0).now };
    expect(await choosePassword(testEnvironment.at(11), actor, { current: '', chosen: PASSWORD })).toMatchObject({
      code: 'proof-missing',
    });
    expect(await choosePassword(testEnvironment.at(9), actor, { current: '', chosen: PASSWORD })).toMatchObject({
      ok: true,
    });
  });
});
