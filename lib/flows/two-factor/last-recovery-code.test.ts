import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { canonicalRecoveryCode } from '../../rules/two-factor/recovery-codes.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { beginMove } from './move-authenticator.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { describeTwoFactor } from './steps/describe-two-factor.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const recovery = (code = '') => ({ method: 'recovery-code', code: canonicalRecoveryCode(code) ?? '' }) as const;
const none = { submittedCode: null, password: PASSWORD };

/**
 * A user without a phone who signed in with `count` one-time passwords, one a minute, the last one at minute `count`.
 */
async function someoneWhoUsed(count: number) {
  const person = await testEnvironment.person();
  const { actor, recoveryCodes } = await testEnvironment.enrol(person);
  for (const [index, code] of recoveryCodes.slice(0, count).entries()) {
    const secret = (await testEnvironment.challenge(index + 1)) ?? '';
    const signedIn = await verifySecondFactor(testEnvironment.at(index + 1), secret, recovery(code));
    if (!signedIn.ok) throw new Error(signedIn.code);
  }
  const methods: Method[] = ['password', 'recovery-code'];
  return { user: person.user, actor: { ...actor, methods, signedInAt: testEnvironment.at(count).now } };
}

test('a user who signed in with the last one gets ten new ones, and with one of them a new phone', async () => {
  const { user, actor } = await someoneWhoUsed(10);
  const renewed = await renewRecoveryCodes(testEnvironment.at(11), actor, none);
  expect(renewed).toMatchObject({ ok: true });
  expect(await describeTwoFactor(testEnvironment.at(11), user.id)).toMatchObject({
    recovery: { left: 10, generation: 2 },
  });
  const { recoveryCodes = [], sessionId = '' } = renewed.ok ? renewed.value : {};
  const here = { ...actor, sessionIdHash: hashToken(sessionId) };
  expect(
    await beginMove(testEnvironment.at(12), here, {
      authenticatorId: await testEnvironment.authenticatorId(user.id),
      submittedCode: recovery(recoveryCodes[0]),
      password: PASSWORD,
    }),
  ).toMatchObject({
    ok: true,
  });
});

test('of many at once one set is made, and afterwards a code is asked for again', async () => {
  const { user, actor } = await someoneWhoUsed(10);
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => renewRecoveryCodes(testEnvironment.at(11), actor, none)),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(await renewRecoveryCodes(testEnvironment.at(12), actor, none)).toMatchObject({ code: 'page-stale' });
  expect(await describeTwoFactor(testEnvironment.at(12), user.id)).toMatchObject({
    recovery: { left: 10, generation: 2 },
  });
});

test('attack: no new ones without a code from an older session, while one is left, or without the password', async () => {
  const { actor } = await someoneWhoUsed(10);
  expect(await renewRecoveryCodes(testEnvironment.at(21), actor, none)).toMatchObject({ code: 'page-stale' });
  const byApp = { ...actor, methods: ['password', 'totp'] as Method[] };
  expect(await renewRecoveryCodes(testEnvironment.at(11), byApp, none)).toMatchObject({ code: 'page-stale' });
  expect(
    await renewRecoveryCodes(testEnvironment.at(11), actor, { submittedCode: null, password: 'not it at all' }),
  ).toMatchObject({
    code: 'password-wrong',
  });
});

test('attack: nine used are not ten', async () => {
  const { actor } = await someoneWhoUsed(9);
  expect(await renewRecoveryCodes(testEnvironment.at(10), actor, none)).toMatchObject({ code: 'page-stale' });
});
