import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPendingAuthenticator } from '../../../db/queries/authenticators.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { SecondFactorModel } from '../../../test/second-factor-model.ts';
import { makeAuthenticator } from '../../../test/software-authenticator.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Result } from '../../result.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { canonicalRecoveryCode } from '../../rules/two-factor/recovery-codes.ts';
import { codeAt, stepAt } from '../../rules/two-factor/totp.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import { beginSecondFactor } from '../sign-in/begin-second-factor.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { beginPasskey, completePasskey } from './add-passkey.ts';
import { beginEnrolment } from './begin-enrolment.ts';
import { confirmEnrolment } from './confirm-enrolment.ts';
import { disableTwoFactor } from './disable-two-factor.ts';
import { beginMove, completeMove } from './move-authenticator.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { openSecret } from './steps/authenticator-secret.ts';
import { describeTwoFactor } from './steps/describe-two-factor.ts';

/**
 * What is typed: a code of the app that is asked for, so many steps off; a code of any earlier app (0: the newest); a
 * valid one-time password; any earlier one; a made-up code.
 */
type Typed = { off: number } | { app: number } | { good: number } | { oneTimePassword: number } | { guessed: string };

const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const typed: fc.Arbitrary<Typed> = fc.oneof(
  often(16, fc.record({ off: fc.constantFrom(0, 0, 0, 0, 0, 1, -1, 2, -2) })),
  often(2, fc.record({ app: fc.nat(3) })),
  often(4, fc.record({ good: fc.nat(9) })),
  often(2, fc.record({ oneTimePassword: fc.nat(39) })),
  often(1, fc.record({ guessed: fc.stringMatching(/^(\d{6}|[0-9A-HJKMNP-TV-Z]{16})$/) })),
);
type Operation = {
  /** Half-minutes that pass before it. */
  pause: number;
  what:
    | 'begin'
    | 'confirm'
    | 'sign in'
    | 'add passkey'
    | 'confirm by passkey'
    | 'guess on'
    | 'use up'
    | 'disable'
    | 'begin move'
    | 'complete move'
    | 'renew'
    | 'renew without a code';
  typed: Typed;
  password: string;
  /** "Start over", "new one-time passwords as well". */
  isTicked: boolean;
};
const operation: fc.Arbitrary<Operation> = fc.record({
  // Over and again to where something ends, once in a while to the next day.
  pause: fc.oneof(
    often(24, fc.constantFrom(0, 1, 1, 1, 2, 3)),
    often(5, fc.constantFrom(19, 20, 21, 29, 30, 31)),
    often(1, fc.constant(2880)),
  ),
  what: fc.oneof(
    often(2, fc.constant<Operation['what']>('begin')),
    often(4, fc.constant('confirm')),
    often(4, fc.constant('sign in')),
    often(2, fc.constant('add passkey')),
    often(3, fc.constant('confirm by passkey')),
    often(1, fc.constant('guess on')),
    often(2, fc.constant('use up')),
    often(1, fc.constant('disable')),
    often(3, fc.constant('begin move')),
    often(6, fc.constant('complete move')),
    often(1, fc.constant('renew')),
    often(3, fc.constant('renew without a code')),
  ),
  typed,
  password: fc.oneof(often(9, fc.constant(PASSWORD)), often(1, fc.constant('not it at all'))),
  isTicked: fc.boolean(),
});
const right = { pause: 0, typed: { off: 0 }, password: PASSWORD, isTicked: false };
const TURNED_ON: readonly Operation[] = [
  { ...right, what: 'begin' },
  { ...right, what: 'confirm' },
];

/** A user, their flows on a real database, and the model beside them. */
async function live(testEnvironment: TestEnvironment, operations: readonly Operation[]): Promise<void> {
  const { user, actor: first } = await testEnvironment.person();
  const model = new SecondFactorModel(testEnvironment.at(0).now);
  let actor = { ...first, methods: ['password'] as Method[] };
  let minutes = 0;
  const secrets: Buffer[] = [];
  const codes: string[] = [];
  const devices: ReturnType<typeof makeAuthenticator>[] = [];
  const now = () => testEnvironment.at(minutes);

  const submittedCodeOf = ({ what, typed }: Operation): SubmittedCode => {
    const codeOf = (secret: Buffer | undefined, off = 0) =>
      ({ method: 'totp', code: codeAt(secret ?? Buffer.alloc(20), stepAt(now().now) + off) }) as const;
    const oneTime = (code = '0123456789ABCDEF') => ({ method: 'recovery-code', code }) as const;
    if ('off' in typed) {
      const isAboutTheNewApp = what === 'confirm' || what === 'complete move';
      return codeOf(isAboutTheNewApp ? secrets.at(-1) : model.live?.secret, typed.off);
    }
    if ('app' in typed) return codeOf(secrets.at(-1 - typed.app));
    if ('good' in typed) return oneTime([...model.codes].filter(([, state]) => state === 'good')[typed.good]?.[0]);
    if ('oneTimePassword' in typed) return oneTime(codes.at(-1 - typed.oneTimePassword));
    return typed.guessed.length === 6 ? { method: 'totp', code: typed.guessed } : oneTime(typed.guessed);
  };
  const keepSession = (sessionId: string) => {
    actor = { ...actor, sessionIdHash: hashToken(sessionId) };
  };
  const keepSecret = async () => {
    const pending = await findPendingAuthenticator(testEnvironment.db, actor, new Date(0));
    const secret = pending && openSecret(now(), pending);
    if (!secret) throw new Error('Nothing is pending');
    expect(secrets).not.toContainEqual(secret);
    secrets.push(secret);
    model.wait(secret);
  };
  const keepCodes = (shown: readonly string[]) => {
    const made = shown.map((code) => canonicalRecoveryCode(code) ?? '');
    codes.push(...made);
    model.replaceCodes(made);
  };
  const compare = (outcome: { ok: boolean }, expected: boolean) =>
    expect(outcome.ok, JSON.stringify(outcome)).toBe(expected);

  const signIn = async (submittedCode: SubmittedCode) => {
    const challenge = await testEnvironment.challenge(minutes);
    expect(challenge !== null, 'a code is asked for').toBe(model.live !== null);
    if (!challenge) return;
    const passed = await verifySecondFactor(now(), challenge, submittedCode);
    compare(passed, model.signIn(submittedCode));
    if (passed.ok) actor = { ...actor, methods: passed.value.methods, signedInAt: now().now };
  };
  const renewed = (outcome: Result<{ recoveryCodes: string[]; sessionId: string }>) => {
    if (!outcome.ok) return;
    keepCodes(outcome.value.recoveryCodes);
    keepSession(outcome.value.sessionId);
  };

  const acts: Record<Operation['what'], (operation: Operation, submittedCode: SubmittedCode) => Promise<void>> = {
    begin: async ({ isTicked }) => {
      const expected = model.begin(isTicked);
      compare(await beginEnrolment(now(), actor, { startOver: isTicked }), expected !== 'refused');
      if (expected === 'new') await keepSecret();
    },
    confirm: async ({ password }, { code }) => {
      const outcome = await confirmEnrolment(now(), actor, { code, password });
      compare(outcome, model.confirm(code, password === PASSWORD));
      renewed(outcome.ok ? outcome : { ok: false, code: 'code-wrong', facts: {} });
    },
    'sign in': (_, submittedCode) => signIn(submittedCode),
    'add passkey': async ({ password }, submittedCode) => {
      const device = makeAuthenticator();
      const begun = await beginPasskey(now(), actor, { password, submittedCode });
      const expected = model.addPasskey(submittedCode, password === PASSWORD);
      compare(begun, expected);
      if (!begun.ok) return;
      keepSession(begun.value.sessionId);
      const added = await completePasskey(now(), actor, device.register(begun.value.options));
      compare(added, true);
      if (!added.ok) return;
      keepSession(added.value.sessionId);
      devices.push(device);
    },
    'confirm by passkey': async () => {
      const challenge = await testEnvironment.challenge(minutes);
      expect(challenge !== null, 'a second factor is asked for').toBe(model.live !== null);
      const device = devices.at(-1);
      const options = challenge && (await beginSecondFactor(now(), challenge));
      expect(Boolean(options)).toBe(model.live !== null && model.hasPasskey);
      if (!challenge || !options || !device) return;
      const shown = { method: 'passkey', assertion: device.assert(options) } as const;
      const passed = await verifySecondFactor(now(), challenge, shown);
      compare(passed, model.signInByPasskey());
      if (passed.ok) actor = { ...actor, methods: passed.value.methods, signedInAt: now().now };
    },
    'guess on': async ({ pause }, submittedCode) => {
      for (let count = 0; count <= pause % 12; count += 1) await signIn(submittedCode);
    },
    'use up': async () => {
      for (const [code, state] of model.codes) if (state === 'good') await signIn({ method: 'recovery-code', code });
    },
    disable: async ({ password }, submittedCode) => {
      const outcome = await disableTwoFactor(now(), actor, { submittedCode, password });
      compare(outcome, model.disable(submittedCode, password === PASSWORD));
      if (outcome.ok) keepSession(outcome.value);
    },
    'begin move': async ({ password }, submittedCode) => {
      const authenticatorId = await testEnvironment.authenticatorId(user.id);
      const outcome = await beginMove(now(), actor, { authenticatorId, submittedCode, password });
      compare(outcome, model.prove(submittedCode, password === PASSWORD));
      if (!outcome.ok) return;
      keepSession(outcome.value);
      await keepSecret();
    },
    'complete move': async ({ isTicked }, { code }) => {
      const outcome = await completeMove(now(), actor, { code, renewCodes: isTicked });
      compare(outcome, model.completeMove(code));
      if (!outcome.ok) return;
      keepSession(outcome.value.sessionId);
      if (outcome.value.recoveryCodes) keepCodes(outcome.value.recoveryCodes);
    },
    renew: async ({ password }, submittedCode) => {
      const outcome = await renewRecoveryCodes(now(), actor, { submittedCode, password });
      compare(outcome, model.prove(submittedCode, password === PASSWORD));
      renewed(outcome);
    },
    'renew without a code': async ({ password }) => {
      const outcome = await renewRecoveryCodes(now(), actor, { submittedCode: null, password });
      compare(outcome, model.renewWithoutCode(password === PASSWORD));
      renewed(outcome);
    },
  };

  for (const operation of operations) {
    minutes += operation.pause / 2;
    model.now = now().now;
    await acts[operation.what](operation, submittedCodeOf(operation));
    const state = await describeTwoFactor(now(), user.id);
    expect(state.isOn ? state.recovery.left : 'off').toBe(model.live ? model.left() : 'off');
  }
}

/** Most lives begin with two-factor on, since most that can happen happens then. */
const life = fc
  .tuple(fc.boolean(), fc.boolean(), fc.array(operation, { minLength: 30, maxLength: 45 }))
  .map(([one, other, operations]) => [...(one || other ? TURNED_ON : []), ...operations]);

test('whatever a user does in whatever order, the flows accept what the model accepts (attack K-17)', async () => {
  await fc.assert(
    fc.asyncProperty(life, async (operations) => {
      const testEnvironment = await makeTestEnvironment();
      try {
        await live(testEnvironment, operations);
      } finally {
        await testEnvironment.close();
      }
    }),
    { seed: 20_261_130, numRuns: 8 },
  );
  // Seconds; a life that fails is made shorter again and again before it is shown.
}, 300_000);
