import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deleteSession } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { hashToken } from '../../crypto/token.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { readEnrolment } from './begin-enrolment.ts';
import { beginMove, completeMove } from './move-authenticator.ts';
import { describeTwoFactor } from './steps/describe-two-factor.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const codeOf = (code: string) => ({ method: 'totp', code }) as const;

describe('a new phone', () => {
  test('takes over at one moment: the old app works until then, and not after', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf: oldCode, recoveryCodes } = await testEnvironment.enrol(person);
    const begun = await beginMove(testEnvironment.at(2), actor, {
      authenticatorId: await testEnvironment.authenticatorId(actor.userId),
      submittedCode: codeOf(oldCode(2)),
      password: PASSWORD,
    });
    expect(begun).toMatchObject({ ok: true });
    const moving = { ...actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    // Halfway: the old app still opens the account, the new one does not.
    expect(
      await verifySecondFactor(testEnvironment.at(4), (await testEnvironment.challenge(4)) ?? '', codeOf(oldCode(4))),
    ).toMatchObject({
      ok: true,
    });
    const newCode = await testEnvironment.pendingCode(moving);
    expect(
      await verifySecondFactor(testEnvironment.at(5), (await testEnvironment.challenge(5)) ?? '', codeOf(newCode(5))),
    ).toMatchObject({
      code: 'code-wrong',
    });
    expect(await completeMove(testEnvironment.at(6), moving, { code: newCode(6), renewCodes: false })).toMatchObject({
      ok: true,
      value: { recoveryCodes: null },
    });
    expect(
      await verifySecondFactor(testEnvironment.at(8), (await testEnvironment.challenge(8)) ?? '', codeOf(oldCode(8))),
    ).toMatchObject({
      ok: false,
    });
    expect(
      await verifySecondFactor(testEnvironment.at(8), (await testEnvironment.challenge(8)) ?? '', codeOf(newCode(8))),
    ).toMatchObject({
      ok: true,
    });
    const recovery = { method: 'recovery-code', code: recoveryCodes[0]?.replaceAll('-', '') ?? '' } as const;
    expect(
      await verifySecondFactor(testEnvironment.at(9), (await testEnvironment.challenge(9)) ?? '', recovery),
    ).toMatchObject({
      ok: true,
    });
    // The account is guarded since the first phone, not since the second.
    expect(await describeTwoFactor(testEnvironment.at(9), person.user.id)).toMatchObject({
      since: testEnvironment.at(0).now,
    });
  });

  test('is set up in the browser that passed the gate; another one sees and completes nothing', async () => {
    const person = await testEnvironment.person();
    const { actor, codeOf: oldCode } = await testEnvironment.enrol(person);
    const elsewhere = await createSession(testEnvironment.at(1), {
      userId: person.user.id,
      methods: ['password', 'totp'],
      passwordFingerprint: null,
    });
    const thief = { ...actor, sessionIdHash: hashToken(elsewhere ?? '') };
    const begun = await beginMove(testEnvironment.at(2), actor, {
      authenticatorId: await testEnvironment.authenticatorId(actor.userId),
      submittedCode: codeOf(oldCode(2)),
      password: PASSWORD,
    });
    const moving = { ...actor, sessionIdHash: hashToken(begun.ok ? begun.value : '') };
    const newCode = await testEnvironment.pendingCode(moving);
    expect(await readEnrolment(testEnvironment.at(3), thief)).toBeNull();
    expect(await completeMove(testEnvironment.at(3), thief, { code: newCode(3), renewCodes: false })).toMatchObject({
      code: 'enrolment-expired',
    });
    expect(await readEnrolment(testEnvironment.at(3), moving)).not.toBeNull();
    // It ends with the session that began it.
    await deleteSession(testEnvironment.db, moving.sessionIdHash);
    expect(await readEnrolment(testEnvironment.at(3), moving)).toBeNull();
  });
});
