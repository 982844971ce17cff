import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { signUp } from './sign-up.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

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
