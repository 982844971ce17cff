/** A passkey in place of password and code, wherever both are asked of someone who is signed in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { COOKIE, withPasskeys } from '../../../test/passkey-environment.ts';
import { flags, makeAuthenticator } from '../../../test/software-authenticator.ts';
import { limits } from '../../config/limits.ts';
import { requestEmailChange } from '../account/change-email.ts';
import { choosePassword } from '../account/choose-password.ts';
import { disableTwoFactor } from '../two-factor/disable-two-factor.ts';
import { removePasskey } from '../two-factor/remove-passkey.ts';
import { findTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';
import { beginProof, proveByPasskey } from './prove-by-passkey.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

let testEnvironment: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  passkeys = withPasskeys(testEnvironment);
}, 60_000);
afterEach(() => testEnvironment.close());

async function stage({ twoFactor = true, email = 'ada@example.com' } = {}) {
  const person = await testEnvironment.person(email);
  const enrolled = twoFactor ? await testEnvironment.enrol(person) : null;
  const authenticator = makeAuthenticator();
  const code = enrolled ? ({ method: 'totp', code: enrolled.codeOf(2) } as const) : null;
  const added = await passkeys.add(enrolled?.actor ?? person.actor, authenticator, 2, code);
  const actor = { ...added.actor, email };
  return { ...person, actor, authenticator, id: added.id, codeOf: enrolled?.codeOf };
}
type Stage = Awaited<ReturnType<typeof stage>>;
async function optionsOf({ actor }: Pick<Stage, 'actor'>, minute = 10) {
  const options = await beginProof(testEnvironment.at(minute), actor);
  if (!options) throw new Error('No passkey to confirm it with');
  return options;
}
async function prove(ada: Stage, forged = {}, minute = 10) {
  const assertion = ada.authenticator.assert(await optionsOf(ada, minute), forged);
  return proveByPasskey(testEnvironment.at(minute), ada.actor, assertion);
}
async function proved(ada: Stage) {
  const proven = await prove(ada);
  if (!proven.ok) throw new Error(proven.code);
  return { ...ada.actor, byPasskey: proven.value };
}

test('one use stands for the password and for the code', async () => {
  const ada = await stage();
  const actor = await proved(ada);
  const input = { password: '', submittedCode: actor.byPasskey };
  expect(await disableTwoFactor(testEnvironment.at(10), actor, input)).toMatchObject({ ok: true });
  expect(await findTwoFactorSince(testEnvironment.db, ada.user.id)).toBeNull();
});

test('without two-factor it stands for the password', async () => {
  const ada = await stage({ twoFactor: false });
  const actor = await proved(ada);
  const chosen = { current: '', chosen: 'another four word phrase' };
  expect(await choosePassword(testEnvironment.at(10), actor, chosen)).toMatchObject({ ok: true });
});

test('it is asked to verify its user, and security keys are not asked', async () => {
  const ada = await stage();
  const key = makeAuthenticator({ flags: flags.UP });
  await passkeys
    .add(ada.actor, key, 4, { method: 'totp', code: ada.codeOf?.(4) ?? '' }, 'security-key')
    .then(async ({ actor }) => {
      const options = await optionsOf({ actor: { ...ada.actor, ...actor } });
      expect(options).toMatchObject({ userVerification: 'required' });
      expect(options.allowCredentials?.map(({ id }) => id)).toEqual([ada.authenticator.credentialId]);
      // Sent all the same.
      for (const forged of [{}, { flags: flags.UP | flags.UV }])
        expect(
          await proveByPasskey(
            testEnvironment.at(10),
            { ...ada.actor, ...actor },
            key.assert(options, { ...forged, userHandle: null }),
          ),
        ).toMatchObject({ ok: false });
    });
});

test('attack W-10: one that was only touched proves nothing', async () => {
  expect(await prove(await stage(), { flags: flags.UP })).toMatchObject({ ok: false, code: 'passkey-unverified' });
});

test('attack W-04: the challenge of another session of the same person, or an expired one, is refused', async () => {
  const ada = await stage();
  const elsewhere = { actor: { ...ada.actor, sessionIdHash: 'of another session' } };
  const assertion = ada.authenticator.assert(await optionsOf(elsewhere));
  expect(await proveByPasskey(testEnvironment.at(10), ada.actor, assertion)).toMatchObject({ code: 'passkey-expired' });
  const late = ada.authenticator.assert(await optionsOf(ada));
  const minutes = limits.passkeyProofLifeMs / 60_000;
  expect(await proveByPasskey(testEnvironment.at(10 + minutes), ada.actor, late)).toMatchObject({
    code: 'passkey-expired',
  });
});

test('attack W-05: somebody else’s passkey proves nothing here', async () => {
  const ada = await stage();
  const eve = await stage({ email: 'eve@example.com' });
  const options = await optionsOf(ada);
  for (const forged of [{}, { id: ada.authenticator.credentialId }, { userHandle: null }])
    expect(
      await proveByPasskey(testEnvironment.at(10), ada.actor, eve.authenticator.assert(options, forged)),
    ).toMatchObject({ ok: false, code: 'passkey-failed' });
});

test('attack W-01: of fifty copies at once in two processes one counts', async () => {
  const ada = await stage();
  const assertion = ada.authenticator.assert(await optionsOf(ada));
  const sent = Array.from({ length: 50 }, (_, index) =>
    proveByPasskey(
      { ...testEnvironment.at(10), db: index % 2 ? testEnvironment.db : testEnvironment.otherDb },
      ada.actor,
      assertion,
    ),
  );
  expect((await Promise.all(sent)).filter(({ ok }) => ok)).toHaveLength(1);
});

describe('attack W-02: the answer to one challenge, used for another', () => {
  test('what confirms an act signs nobody in, and the other way round', async () => {
    const ada = await stage();
    const at = testEnvironment.at(10);
    const challenge = (await testEnvironment.challenge(10)) ?? '';
    const toProve = ada.authenticator.assert(await optionsOf(ada));
    expect(await signInWithPasskey(at, { assertion: toProve, secret: COOKIE, before: null })).toMatchObject({
      code: 'passkey-expired',
    });
    expect(await verifySecondFactor(at, challenge, { method: 'passkey', assertion: toProve })).toMatchObject({
      code: 'passkey-expired',
    });
    for (const options of [await passkeys.options(10), await passkeys.secondOptions(10, challenge)])
      expect(await proveByPasskey(at, ada.actor, ada.authenticator.assert(options))).toMatchObject({
        code: 'passkey-expired',
      });
  });
});

test.each(['passkey', 'security-key'] as const)(
  'attack W-02: nor what the same session asked for to add a %s, and what confirms an act adds none',
  async (kind) => {
    const ada = await stage();
    const code = { method: 'totp', code: ada.codeOf?.(10) ?? '' } as const;
    const adding = await passkeys.begin(ada.actor, 10, { submittedCode: code, kind });
    const at = testEnvironment.at(10);
    expect(await proveByPasskey(at, adding.actor, ada.authenticator.assert(adding.options))).toMatchObject({
      code: 'passkey-expired',
    });
    const { challenge } = await optionsOf(adding);
    const made = makeAuthenticator().register({ ...adding.options, challenge });
    expect(await passkeys.complete(adding.actor, made, 10)).toMatchObject({ code: 'passkey-expired' });
    expect(await proveByPasskey(at, adding.actor, ada.authenticator.assert({ challenge }))).toMatchObject({ ok: true });
  },
);

test('attack: a passkey does not confirm its own removal while two-factor is on', async () => {
  const ada = await stage();
  const actor = await proved(ada);
  const input = { id: ada.id, password: '', submittedCode: actor.byPasskey };
  expect(await removePasskey(testEnvironment.at(10), actor, input)).toMatchObject({ code: 'passkey-of-removed' });
  expect(await listPasskeys(testEnvironment.db, ada.user.id)).toHaveLength(1);
});

test('attack: the password of a form does not make a code unnecessary', async () => {
  const ada = await stage();
  const input = { email: 'new@example.com', password: PASSWORD, submittedCode: null };
  expect(await requestEmailChange(testEnvironment.at(10), ada.actor, input)).toMatchObject({ ok: false });
});
