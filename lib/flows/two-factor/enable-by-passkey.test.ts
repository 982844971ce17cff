/** Two-factor without an app: a passkey turns it on, and from then on is asked behind the password. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { withPasskeys } from '../../../test/passkey-environment.ts';
import { makeAuthenticator } from '../../../test/software-authenticator.ts';
import { beginProof, proveByPasskey } from '../sign-in/prove-by-passkey.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';
import { disableTwoFactor } from './disable-two-factor.ts';
import { enableByPasskey } from './enable-by-passkey.ts';
import { removePasskey } from './remove-passkey.ts';
import { findTwoFactorSince } from './steps/two-factor-since.ts';

let testEnvironment: TestEnvironment;
let passkeys: ReturnType<typeof withPasskeys>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  passkeys = withPasskeys(testEnvironment);
}, 60_000);
afterEach(() => testEnvironment.close());

async function stage() {
  const person = await testEnvironment.person();
  const authenticator = makeAuthenticator();
  const { id, actor } = await passkeys.add(person.actor, authenticator, 1);
  const signed = { ...actor, email: person.user.email };
  const prove = async (minute: number) => {
    const options = await beginProof(testEnvironment.at(minute), signed);
    const assertion = authenticator.assert({ challenge: options?.challenge ?? '' });
    const proven = await proveByPasskey(testEnvironment.at(minute), signed, assertion);
    if (!proven.ok) throw new Error(proven.code);
    return { ...signed, byPasskey: proven.value };
  };
  return { ...person, id, actor: signed, authenticator, prove };
}
const since = (userId: string) => findTwoFactorSince(testEnvironment.db, userId);

test('it hands out one-time passwords, ends other sessions, and asks for the passkey from then on', async () => {
  const ada = await stage();
  const request = { userId: ada.user.id, methods: ['password' as const], passwordFingerprint: null };
  await createSession(testEnvironment.at(2), request);
  const enabled = await enableByPasskey(testEnvironment.at(5), await ada.prove(5));
  if (!enabled.ok) throw new Error(enabled.code);
  expect(enabled.value.recoveryCodes).toHaveLength(10);
  expect(await since(ada.user.id)).toEqual(testEnvironment.at(5).now);
  const sessions = await listSessions(testEnvironment.db, ada.user.id);
  expect(sessions.map(({ authenticationMethods }) => authenticationMethods)).toEqual([['password', 'passkey']]);

  const challenge = (await testEnvironment.challenge(10)) ?? '';
  expect(await passkeys.confirm(ada.authenticator, 10, challenge)).toMatchObject({ ok: true });
  expect(await passkeys.signIn(ada.authenticator, 11)).toMatchObject({ ok: true, value: { methods: ['passkey'] } });
  const lost = (await testEnvironment.challenge(12)) ?? '';
  const code = { method: 'recovery-code', code: enabled.value.recoveryCodes[0]?.replaceAll('-', '') ?? '' } as const;
  expect(await verifySecondFactor(testEnvironment.at(12), lost, code)).toMatchObject({ ok: true });
});

test('attack W-20: neither a session nor a password turns it on in passing, and it is not turned on twice', async () => {
  const ada = await stage();
  expect(await enableByPasskey(testEnvironment.at(5), ada.actor)).toMatchObject({ code: 'proof-missing' });
  expect(await since(ada.user.id)).toBeNull();
  const [one, other] = [await ada.prove(5), await ada.prove(5)];
  const outcomes = await Promise.all([
    enableByPasskey(testEnvironment.at(5), one),
    enableByPasskey({ ...testEnvironment.at(5), db: testEnvironment.otherDb }, other),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: 'two-factor-already-on' });
});

test('a passkey that was removed meanwhile turns nothing on', async () => {
  const ada = await stage();
  const proved = await ada.prove(5);
  const input = { id: ada.id, password: PASSWORD, submittedCode: null };
  expect(await removePasskey(testEnvironment.at(5), ada.actor, input)).toMatchObject({ ok: true });
  expect(await enableByPasskey(testEnvironment.at(5), proved)).toMatchObject({ code: 'passkey-gone' });
  expect(await since(ada.user.id)).toBeNull();
});

test('attack W-21: the passkey that guards the account alone is not removed; Disable keeps it as a way in', async () => {
  const ada = await stage();
  const enabled = await enableByPasskey(testEnvironment.at(5), await ada.prove(5));
  if (!enabled.ok) throw new Error(enabled.code);
  const spent = (index: number) =>
    ({ method: 'recovery-code', code: enabled.value.recoveryCodes[index]?.replaceAll('-', '') ?? '' }) as const;
  const input = { id: ada.id, password: PASSWORD, submittedCode: spent(0) };
  expect(await removePasskey(testEnvironment.at(6), ada.actor, input)).toMatchObject({ code: 'last-factor' });
  const disabled = { password: PASSWORD, submittedCode: spent(1) };
  expect(await disableTwoFactor(testEnvironment.at(7), ada.actor, disabled)).toMatchObject({ ok: true });
  expect(await listPasskeys(testEnvironment.db, ada.user.id)).toMatchObject([{ id: ada.id, kind: 'passkey' }]);
  expect(await passkeys.signIn(ada.authenticator, 8)).toMatchObject({ ok: true });
});
