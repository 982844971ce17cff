import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import { canonicalRecoveryCode } from '../../rules/two-factor/recovery-codes.ts';
import { choosePassword } from '../account/choose-password.ts';
import { beginEnrolment } from '../two-factor/begin-enrolment.ts';
import { confirmEnrolment } from '../two-factor/confirm-enrolment.ts';
import { disableTwoFactor } from '../two-factor/disable-two-factor.ts';
import { beginMove } from '../two-factor/move-authenticator.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { createSession } from './steps/create-session.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const totp = (code: string) => ({ method: 'totp', code }) as const;
const recovery = (code = '') => ({ method: 'recovery-code', code: canonicalRecoveryCode(code) ?? '' }) as const;

describe('the gate', () => {
  test('without two-factor a session may follow', async () => {
    await testEnvironment.person();
    expect(await testEnvironment.challenge(1)).toBeNull();
  });

  test('an enrolment that was abandoned guards nothing (attack E-01)', async () => {
    const { user, actor } = await testEnvironment.person();
    await beginEnrolment(testEnvironment.at(0), actor, { startOver: false });
    expect(await testEnvironment.challenge(1)).toBeNull();
    expect(await describeTwoFactor(testEnvironment.at(1), user.id)).toEqual({ isOn: false });
  });

  test('with two-factor a challenge is made, and no session is made for one factor, even without the gate', async () => {
    const person = await testEnvironment.person();
    await testEnvironment.enrol(person);
    expect(await testEnvironment.challenge(1)).not.toBeNull();
    expect(
      await createSession(testEnvironment.at(1), {
        userId: person.user.id,
        methods: ['password'],
        passwordFingerprint: null,
      }),
    ).toBeNull();
    expect(
      await createSession(testEnvironment.at(1), {
        userId: person.user.id,
        methods: ['google'],
        passwordFingerprint: null,
      }),
    ).toBeNull();
    expect(
      await createSession(testEnvironment.at(1), {
        userId: person.user.id,
        methods: ['google', 'totp'],
        passwordFingerprint: null,
      }),
    ).not.toBeNull();
  });

  test('a password changed while a sign-in is under way ends that sign-in (attack X-11)', async () => {
    const { user, actor } = await testEnvironment.person();
    const request = {
      userId: user.id,
      methods: ['password' as const],
      passwordFingerprint: 'stamp of the password before',
    };
    await choosePassword(testEnvironment.at(1), actor, { current: PASSWORD, chosen: 'another four word phrase' });
    expect(await createSession(testEnvironment.at(1), request)).toBeNull();
  });
});

describe('a code from the app', () => {
  test('passes the challenge once; the challenge is gone with it', async () => {
    const { codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    const challenge = await testEnvironment.challenge(2);
    const passed = await verifySecondFactor(testEnvironment.at(2), challenge ?? '', totp(codeOf(2)));
    expect(passed).toMatchObject({ ok: true, value: { methods: ['password', 'totp'] } });
    expect(await verifySecondFactor(testEnvironment.at(2), challenge ?? '', totp(codeOf(2, 1)))).toMatchObject({
      code: 'challenge-expired',
    });
  });

  test('that confirmed the enrolment is spent (attack E-08)', async () => {
    const { codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    expect(
      await verifySecondFactor(testEnvironment.at(0), (await testEnvironment.challenge(0)) ?? '', totp(codeOf(0))),
    ).toMatchObject({
      code: 'code-reused',
    });
  });

  test('of an earlier step is dead once a later one was used (attack C-11)', async () => {
    const { codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    await verifySecondFactor(testEnvironment.at(2), (await testEnvironment.challenge(2)) ?? '', totp(codeOf(2, 1)));
    expect(
      await verifySecondFactor(testEnvironment.at(2), (await testEnvironment.challenge(2)) ?? '', totp(codeOf(2))),
    ).toMatchObject({
      code: 'code-reused',
    });
  });

  test('that is stale tells how slow the phone is; one of the future tells nothing', async () => {
    const { codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    const challenge = (await testEnvironment.challenge(20)) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(20), challenge, totp(codeOf(17)))).toMatchObject({
      code: 'clock-slow',
      facts: { minutes: 3 },
    });
    expect(await verifySecondFactor(testEnvironment.at(20), challenge, totp(codeOf(23)))).toMatchObject({
      code: 'code-wrong',
    });
  });

  test('after a clock that went back an hour is refused politely, and a one-time password still works (attack K-10)', async () => {
    const { codeOf, recoveryCodes } = await testEnvironment.enrol(await testEnvironment.person());
    await verifySecondFactor(testEnvironment.at(70), (await testEnvironment.challenge(70)) ?? '', totp(codeOf(70)));
    const challenge = (await testEnvironment.challenge(10)) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(10), challenge, totp(codeOf(10)))).toMatchObject({
      code: 'code-reused',
    });
    expect(await verifySecondFactor(testEnvironment.at(10), challenge, recovery(recoveryCodes[0]))).toMatchObject({
      ok: true,
    });
  });

  test('of someone else opens nothing: the user comes from the challenge (attack C-05)', async () => {
    const ada = await testEnvironment.enrol(await testEnvironment.person('ada@example.com'));
    await testEnvironment.enrol(await testEnvironment.person('eve@example.com'));
    const challenge = (await testEnvironment.challenge(2, 'eve@example.com')) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(2), challenge, totp(ada.codeOf(2)))).toMatchObject({
      code: 'code-wrong',
    });
    expect(await verifySecondFactor(testEnvironment.at(2), challenge, recovery(ada.recoveryCodes[0]))).toMatchObject({
      code: 'recovery-code-wrong',
    });
  });
});

describe('a one-time password', () => {
  test('works once each, ten in all (attack R-01)', async () => {
    const person = await testEnvironment.person();
    const { recoveryCodes } = await testEnvironment.enrol(person);
    for (const code of recoveryCodes) {
      expect(
        await verifySecondFactor(testEnvironment.at(2), (await testEnvironment.challenge(2)) ?? '', recovery(code)),
      ).toMatchObject({
        ok: true,
      });
    }
    expect(await describeTwoFactor(testEnvironment.at(2), person.user.id)).toMatchObject({
      isOn: true,
      recovery: { left: 0 },
    });
    expect(
      await verifySecondFactor(
        testEnvironment.at(2),
        (await testEnvironment.challenge(2)) ?? '',
        recovery(recoveryCodes[3]),
      ),
    ).toMatchObject({ code: 'recovery-code-wrong' });
  });

  test('is not spent when the challenge is already over (attack K-02)', async () => {
    const person = await testEnvironment.person();
    const { recoveryCodes } = await testEnvironment.enrol(person);
    const challenge = (await testEnvironment.challenge(2)) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(13), challenge, recovery(recoveryCodes[0]))).toMatchObject({
      code: 'challenge-expired',
    });
    expect(await describeTwoFactor(testEnvironment.at(13), person.user.id)).toMatchObject({ recovery: { left: 10 } });
  });
});

describe('submitted codes are counted', () => {
  test('a challenge dies of five wrong ones (attack B-01)', async () => {
    const { codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    const challenge = (await testEnvironment.challenge(2)) ?? '';
    for (let attempt = 0; attempt < 5; attempt += 1)
      await verifySecondFactor(testEnvironment.at(2), challenge, totp('000000'));
    expect(await verifySecondFactor(testEnvironment.at(2), challenge, totp(codeOf(2)))).toMatchObject({
      code: 'challenge-spent',
    });
  });

  test('ten consecutive wrong ones lock the method for a quarter of an hour, across all challenges (attack B-02)', async () => {
    const { codeOf, recoveryCodes } = await testEnvironment.enrol(await testEnvironment.person());
    for (let attempt = 0; attempt < 10; attempt += 1)
      await verifySecondFactor(testEnvironment.at(2), (await testEnvironment.challenge(2)) ?? '', totp('000000'));
    const locked = (await testEnvironment.challenge(2)) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(2), locked, totp(codeOf(2)))).toMatchObject({
      code: 'too-many-attempts',
      facts: { minutes: 15 },
    });
    // The other method has its own counter and stays open.
    expect(await verifySecondFactor(testEnvironment.at(2), locked, recovery(recoveryCodes[0]))).toMatchObject({
      ok: true,
    });
    expect(
      await verifySecondFactor(testEnvironment.at(18), (await testEnvironment.challenge(18)) ?? '', totp(codeOf(18))),
    ).toMatchObject({
      ok: true,
    });
  });

  test('the lockouts grow: 15, 30, 60 minutes', async () => {
    await testEnvironment.enrol(await testEnvironment.person());
    const tryCode = async (minutes: number) =>
      verifySecondFactor(testEnvironment.at(minutes), (await testEnvironment.challenge(minutes)) ?? '', totp('000000'));
    const waits: unknown[] = [];
    for (const start of [2, 20, 60]) {
      for (let count = 0; count < 10; count += 1) await tryCode(start);
      const refused = await tryCode(start);
      waits.push(refused.ok ? null : refused.facts.minutes);
    }
    expect(waits).toEqual([15, 30, 60]);
  });

  test('a success resets consecutive failures but not the budget of the day (attack B-10)', async () => {
    const { codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    const outcomes: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const minute = 2 + round * 2;
      for (let attempt = 0; attempt < 9; attempt += 1) {
        const wrong = await verifySecondFactor(
          testEnvironment.at(minute),
          (await testEnvironment.challenge(minute)) ?? '',
          totp('000000'),
        );
        outcomes.push(wrong.ok ? 'in' : wrong.code);
      }
      const right = await verifySecondFactor(
        testEnvironment.at(minute),
        (await testEnvironment.challenge(minute)) ?? '',
        totp(codeOf(minute)),
      );
      outcomes.push(right.ok ? 'in' : right.code);
    }
    expect(outcomes.filter((outcome) => outcome === 'in').length).toBe(4);
    expect(outcomes.slice(-6)).toEqual(Array(6).fill('too-many-attempts'));
    // A day later the counter opens.
    expect(
      await verifySecondFactor(
        testEnvironment.at(60 * 24 + 3),
        (await testEnvironment.challenge(60 * 24 + 3)) ?? '',
        totp(codeOf(60 * 24 + 3)),
      ),
    ).toMatchObject({ ok: true });
  });
});

test('a page that still sets it up, while another one moves it to a new phone, hears that it is on already', async () => {
  const { actor, codeOf } = await testEnvironment.enrol(await testEnvironment.person());
  const moving = await beginMove(testEnvironment.at(2), actor, {
    authenticatorId: await testEnvironment.authenticatorId(actor.userId),
    submittedCode: totp(codeOf(2)),
    password: PASSWORD,
  });
  const here = { ...actor, sessionIdHash: hashToken(moving.ok ? moving.value : '') };
  const codeOfNewPhone = await testEnvironment.pendingCode(here);
  const outcome = await confirmEnrolment(testEnvironment.at(3), here, { code: codeOfNewPhone(3), password: PASSWORD });
  expect(outcome).toMatchObject({ ok: false, refusal: { whole: { code: 'two-factor-already-on' } } });
  expect(
    await verifySecondFactor(testEnvironment.at(3), (await testEnvironment.challenge(3)) ?? '', totp(codeOf(3))),
  ).toMatchObject({
    ok: true,
  });
});

describe('turning two-factor off', () => {
  test('checks the password first: with a wrong one the code is not evaluated and stays valid', async () => {
    const { actor, codeOf } = await testEnvironment.enrol(await testEnvironment.person());
    expect(
      await disableTwoFactor(testEnvironment.at(2), actor, { submittedCode: totp(codeOf(2)), password: 'wrong' }),
    ).toMatchObject({
      code: 'password-wrong',
    });
    expect(
      await disableTwoFactor(testEnvironment.at(2), actor, { submittedCode: totp('000000'), password: PASSWORD }),
    ).toMatchObject({
      code: 'code-wrong',
    });
    expect(
      await disableTwoFactor(testEnvironment.at(2), actor, { submittedCode: totp(codeOf(2)), password: PASSWORD }),
    ).toMatchObject({
      ok: true,
    });
  });

  test('takes a one-time password, and all others die with it (attacks E-13, R-14)', async () => {
    const person = await testEnvironment.person();
    const { actor, recoveryCodes } = await testEnvironment.enrol(person);
    expect(
      await disableTwoFactor(testEnvironment.at(2), actor, {
        submittedCode: recovery(recoveryCodes[1]),
        password: PASSWORD,
      }),
    ).toMatchObject({ ok: true });
    expect(await describeTwoFactor(testEnvironment.at(2), person.user.id)).toEqual({ isOn: false });
    expect(await testEnvironment.challenge(3)).toBeNull();
  });
});
