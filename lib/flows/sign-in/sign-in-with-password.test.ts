import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { findOrCreateProviderAccount } from '../providers/find-or-create-provider-account.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

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
