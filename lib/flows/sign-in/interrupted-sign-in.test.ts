/** A sign-in with both factors happens whole or not at all, wherever the database breaks (attack A-23). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listSessions } from '../../../db/queries/sessions.ts';
import type { Store } from '../../../db/store.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import { choosePassword } from '../account/choose-password.ts';
import { completeFirstFactor } from './complete-first-factor.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { createSession } from './steps/create-session.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

type Codes = { codeOf: (minutes: number) => string; recoveryCodes: string[] };
const kinds = [
  {
    kind: 'code',
    submittedCode: ({ codeOf }: Codes, minute: number): SubmittedCode => ({ method: 'totp', code: codeOf(minute) }),
  },
  {
    kind: 'one-time password',
    submittedCode: ({ recoveryCodes: [first = ''] }: Codes): SubmittedCode => ({
      method: 'recovery-code',
      code: first.replaceAll('-', ''),
    }),
  },
];

test.each(kinds)(
  'attack: a $kind is not spent without a session, after whichever statement the database breaks',
  async ({ submittedCode }) => {
    const codes = await testEnvironment.enrol(await testEnvironment.person());
    let broken = 0;
    for (; ; broken += 1) {
      // A day apart: what broke was counted.
      const minute = 2 + broken * 24 * 60;
      const challenge = (await testEnvironment.challenge(minute)) ?? '';
      const before = await state();
      const breaking = { ...testEnvironment.at(minute), db: breakingAfter(testEnvironment.db, broken + 1) };
      const outcome = await verifySecondFactor(breaking, challenge, submittedCode(codes, minute)).catch(messageOf);
      if (outcome !== BROKEN) {
        expect(outcome).toMatchObject({ ok: true });
        break;
      }
      expect(await state()).toEqual(before);
    }
    // Spending, consuming and what the session writes: fewer would mean that they are in several transactions.
    expect(broken).toBeGreaterThanOrEqual(8);
  },
);

/** Every row that a sign-in changes, except the counters: an attempt stays an attempt. */
async function state() {
  const { challenges, ...tables } = testEnvironment.db.tables;
  const { authenticators, recoveryCodes, sessions, securityEvents, deviceCookies, mails } = tables;
  const all = [authenticators, recoveryCodes, sessions, securityEvents, deviceCookies, mails];
  return Promise.all([
    testEnvironment.db.sql.select({ secretHash: challenges.secretHash }).from(challenges),
    ...all.map((table) => testEnvironment.db.sql.select().from(table)),
  ]);
}

test('attack: a code is not spent on a sign-in whose password has been changed, and that sign-in is over', async () => {
  const person = await testEnvironment.person();
  const { codeOf, actor } = await testEnvironment.enrol(person);
  const known = await signInWithPassword(testEnvironment.at(2), { email: person.user.email, password: PASSWORD });
  if (!known.ok) throw new Error(known.code);
  const gate = await completeFirstFactor(testEnvironment.at(2), {
    ...known.value,
    firstFactor: 'password',
    returnTo: '/',
  });
  const challenge = gate.next === 'challenge' ? gate.secret : '';
  await choosePassword(testEnvironment.at(2), actor, { current: PASSWORD, chosen: 'another four word phrase' });
  const code: SubmittedCode = { method: 'totp', code: codeOf(3) };
  expect(await verifySecondFactor(testEnvironment.at(3), challenge, code)).toMatchObject({ code: 'challenge-expired' });
  expect(await verifySecondFactor(testEnvironment.at(3), challenge, code)).toMatchObject({ code: 'challenge-expired' });
  expect(
    await verifySecondFactor(testEnvironment.at(3), (await testEnvironment.challenge(3)) ?? '', code),
  ).toMatchObject({ ok: true });
});

test('the session that the browser had before ends together with the making of the new one', async () => {
  const person = await testEnvironment.person();
  const { codeOf } = await testEnvironment.enrol(person);
  const request = { userId: person.user.id, methods: ['google' as const, 'totp' as const], passwordFingerprint: null };
  const before = await createSession(testEnvironment.at(1), request);
  const kept = (await listSessions(testEnvironment.db, person.user.id)).length;
  const submittedCode: SubmittedCode = { method: 'totp', code: codeOf(2) };
  const challenge = (await testEnvironment.challenge(2)) ?? '';
  const breaking = { ...testEnvironment.at(2), db: breakingAfter(testEnvironment.db, 8) };
  await expect(verifySecondFactor(breaking, challenge, submittedCode, before)).rejects.toThrow(BROKEN);
  expect(await listSessions(testEnvironment.db, person.user.id)).toHaveLength(kept);
  expect(await verifySecondFactor(testEnvironment.at(2), challenge, submittedCode, before)).toMatchObject({ ok: true });
  expect(await listSessions(testEnvironment.db, person.user.id)).toHaveLength(kept);
});

const BROKEN = 'the database broke';
const messageOf = (error: Error) => error.message;

/** A store whose transactions with that many statements break after the last of them. */
function breakingAfter(db: Store, statements: number): Store {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(function* (tx) {
        const flow = work(tx);
        let step = flow.next();
        for (let done = 1; !step.done; done += 1) {
          const rows = yield step.value;
          if (done === statements) throw new Error(BROKEN);
          step = flow.next(rows);
        }
        return step.value;
      }),
  };
}
