import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { upsertDeviceCookie } from '../../../db/queries/device-cookies.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { en } from '../../words/en.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { exportAccount, exportedAs } from './export-account.ts';
import { requestPasswordReset } from './steps/request-password-reset.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

describe('an export', () => {
  test('data can be exported: what we store, and no secret', async () => {
    const person = await testEnvironment.person();
    const { actor, secret, recoveryCodes } = await testEnvironment.enrol(person);
    const text = JSON.stringify(await exportAccount(testEnvironment.at(1), en, actor));
    expect(text).toContain('ada@example.com');
    expect(text).toContain('Two-factor authentication enabled');
    for (const hidden of [secret.toString('base64url'), '$argon2', ...recoveryCodes])
      expect(text).not.toContain(hidden);
  });

  test('the export of a user holds what each table has about them, or says why not', async () => {
    const person = await testEnvironment.person();
    const { actor } = await testEnvironment.enrol(person);
    await requestPasswordReset(testEnvironment.at(1), 'ada@example.com');
    await signInWithPassword(testEnvironment.at(1), { email: 'ada@example.com', password: 'wrong' });
    await testEnvironment.challenge(1);
    const now = testEnvironment.at(1).now;
    await upsertDeviceCookie(testEnvironment.db, {
      tokenHash: 'cookie',
      userId: person.user.id,
      createdAt: now,
      lastUsedAt: now,
    });
    const data: Record<string, unknown> = await exportAccount(testEnvironment.at(1), en, actor);
    expect(Object.keys(exportedAs).toSorted()).toEqual(Object.keys(testEnvironment.db.tables).toSorted());
    const said = Object.values(exportedAs).filter((place) => typeof place === 'string');
    expect(Object.keys(data).toSorted()).toEqual(['exportedAt', ...new Set(said)].toSorted());
    expect(data).toMatchObject({
      profile: { role: 'person', disabledAt: null },
      deviceCookies: [{ lastUsedAt: testEnvironment.at(1).now }],
      counters: expect.arrayContaining([
        expect.objectContaining({ of: 'password:ada@example.com', failuresInARow: 1 }),
      ]),
      signInsUnderWay: [{ firstFactor: 'password' }],
      links: expect.arrayContaining([expect.objectContaining({ purpose: 'reset-password', email: 'ada@example.com' })]),
    });
    expect(data['mails']).toHaveLength(
      (await testEnvironment.db.sql.select().from(testEnvironment.db.tables.mails)).length,
    );
    expect(JSON.stringify(data)).not.toMatch(/cookie|v1\.k1\./);
  });
});
