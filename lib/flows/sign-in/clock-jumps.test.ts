import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLiveSession } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { addMs } from '../../clock.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Message } from '../../mail/transport.ts';
import { canonicalRecoveryCode } from '../../rules/two-factor/recovery-codes.ts';
import { resetPassword } from '../account/reset-password.ts';
import { requestPasswordReset } from '../account/steps/request-password-reset.ts';
import { sendQueuedMail } from '../mail/send-queued-mail.ts';
import { deleteExpired } from '../operations/delete-expired.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signOut } from './sign-out.ts';
import { createSession } from './steps/create-session.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

// The clock of the server jumps: minutes before zero are before the set-up.
const HOUR = 60;
const DAY = 24 * HOUR;
const CHOSEN = 'another four word phrase';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

const totp = (code: string) => ({ method: 'totp', code }) as const;
const recovery = (code = '') => ({ method: 'recovery-code', code: canonicalRecoveryCode(code) ?? '' }) as const;

async function linkFor(minutes: number): Promise<string> {
  const messages: Message[] = [];
  await requestPasswordReset(testEnvironment.at(minutes), 'ada@example.com');
  await sendQueuedMail(testEnvironment.at(minutes), { send: async (message) => void messages.push(message) });
  return /reset-password\?token=([\w-]+)/.exec(messages.map(({ text }) => text).join())?.[1] ?? '';
}

describe.each([
  ['an hour back', -HOUR],
  ['a day back', -DAY],
  ['an hour forward', HOUR],
  ['a day forward', DAY],
])('%s (attacks K-10, K-11)', (_what, jump) => {
  // After a first sign-in by code at minute 10 the clock shows this.
  const then = 10 + jump;

  test('codes are refused politely or taken, and a one-time password works', async () => {
    const { codeOf, recoveryCodes } = await testEnvironment.enrol(await testEnvironment.person());
    await verifySecondFactor(testEnvironment.at(10), (await testEnvironment.challenge(10)) ?? '', totp(codeOf(10)));
    const challenge = (await testEnvironment.challenge(then)) ?? '';
    const byCode = await verifySecondFactor(testEnvironment.at(then), challenge, totp(codeOf(then)));
    expect(byCode).toMatchObject(jump < 0 ? { code: 'code-reused' } : { ok: true });
    // Never the one that was used, whatever the clock shows.
    const next = (await testEnvironment.challenge(then)) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(then), next, totp(codeOf(10)))).toMatchObject({ ok: false });
    expect(await verifySecondFactor(testEnvironment.at(then), next, recovery(recoveryCodes[0]))).toMatchObject({
      ok: true,
    });
    const last = (await testEnvironment.challenge(then)) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(then), last, recovery(recoveryCodes[0]))).toMatchObject({
      code: 'recovery-code-wrong',
    });
  });

  test('a password opens, and a lock that was set lasts no longer than it would have', async () => {
    await testEnvironment.person();
    const tryPassword = (minutes: number, password: string) =>
      signInWithPassword(testEnvironment.at(minutes), { email: 'ada@example.com', password });
    for (let count = 0; count < 10; count += 1) await tryPassword(10, 'wrong');
    expect(await tryPassword(then, PASSWORD)).toMatchObject(jump < 0 ? { code: 'too-many-attempts' } : { ok: true });
    expect(await tryPassword(26, PASSWORD)).toMatchObject({ ok: true });
  });

  test('a link that was used, and a session that was ended, stay dead', async () => {
    const { user } = await testEnvironment.person();
    const link = await linkFor(9);
    expect(await resetPassword(testEnvironment.at(10), link, { chosen: CHOSEN, kept: [] })).toMatchObject({ ok: true });
    expect(await resetPassword(testEnvironment.at(then), link, { chosen: PASSWORD, kept: [] })).toMatchObject({
      code: 'link-dead',
    });
    const session = await createSession(testEnvironment.at(10), {
      userId: user.id,
      methods: ['password'],
      passwordFingerprint: null,
    });
    await signOut(testEnvironment.at(10), session ?? '');
    expect(
      await findLiveSession(testEnvironment.db, hashToken(session ?? ''), testEnvironment.at(then).now, new Date(0)),
    ).toBeNull();
  });
});

test('what had ended by time stays so when the clock goes back, once it was forgotten (attack K-11)', async () => {
  const { user, actor } = await testEnvironment.person();
  await testEnvironment.enrol({ user, actor });
  const [link, challenge] = [await linkFor(0), (await testEnvironment.challenge(0)) ?? ''];
  const session = await createSession(testEnvironment.at(0), {
    userId: user.id,
    methods: ['password', 'totp'],
    passwordFingerprint: null,
  });
  const isAlive = (minutes: number) =>
    findLiveSession(
      testEnvironment.db,
      hashToken(session ?? ''),
      testEnvironment.at(minutes).now,
      addMs(testEnvironment.at(minutes).now, -72 * HOUR * 60_000),
    );
  expect(await isAlive(5)).not.toBeNull();
  await deleteExpired(testEnvironment.at(5));
  expect(await isAlive(5), 'forgotten too early').not.toBeNull();

  await deleteExpired(testEnvironment.at(15 * DAY));
  expect(await isAlive(5)).toBeNull();
  expect(await resetPassword(testEnvironment.at(5), link, { chosen: CHOSEN, kept: [] })).toMatchObject({
    code: 'link-dead',
  });
  expect(await verifySecondFactor(testEnvironment.at(5), challenge, totp('000000'))).toMatchObject({
    code: 'challenge-expired',
  });
});
