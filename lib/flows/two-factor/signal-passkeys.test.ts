import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertPasskey } from '../../../db/queries/passkeys.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { withPasskeys } from '../../../test/passkey-environment.ts';
import { samplePasskey } from '../../../test/sample-passkey.ts';
import { makeAuthenticator } from '../../../test/software-authenticator.ts';
import { signalPasskeys, signalUnknownPasskey } from './signal-passkeys.ts';

let testEnvironment: TestEnvironment;
beforeAll(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterAll(() => testEnvironment.close());

test('attack W-40: the list is whole, and of this host name only: what it leaves out is deleted', async () => {
  const { user, actor } = await testEnvironment.person();
  expect(await signalPasskeys(testEnvironment.at(1), user.id)).toBeNull();
  const authenticator = makeAuthenticator();
  await withPasskeys(testEnvironment).add(actor, authenticator, 1);
  const { db } = testEnvironment;
  const mine = { ...samplePasskey, userId: user.id };
  await insertPasskey(db, { ...mine, id: 'key', credentialId: 'key', kind: 'security-key' });
  await insertPasskey(db, { ...mine, id: 'old', credentialId: 'old', rpId: 'old.example.com' });
  const told = await signalPasskeys(testEnvironment.at(2), user.id);
  expect(told).toMatchObject({ rpId: 'localhost', name: 'ada@example.com', displayName: 'Ada' });
  expect(told?.allAcceptedCredentialIds.sort()).toEqual([authenticator.credentialId, 'key'].sort());
});

test('attack W-40: a passkey is called unknown only where no account has it, whatever else is wrong with it', async () => {
  const context = testEnvironment.at(2);
  const known = makeAuthenticator();
  const unknown = makeAuthenticator();
  const { user } = await testEnvironment.person('eve@example.com');
  const row = { ...samplePasskey, id: 'eve', userId: user.id, credentialId: known.credentialId };
  await insertPasskey(context.db, { ...row, kind: 'security-key', rpId: 'old.example.com' });
  expect(await signalUnknownPasskey(context, known.assert({ challenge: 'AAAA' }))).toBeNull();
  expect(await signalUnknownPasskey(context, 'nonsense')).toBeNull();
  expect(await signalUnknownPasskey(context, unknown.assert({ challenge: 'AAAA' }))).toEqual({
    rpId: 'localhost',
    credentialId: unknown.credentialId,
  });
});

test('nothing is told with PASSKEY_SIGNALS=off or PASSKEYS=off: a restored backup does not know newer passkeys', async () => {
  const { user, actor } = await testEnvironment.person('bea@example.com');
  await withPasskeys(testEnvironment).add(actor, makeAuthenticator(), 3);
  const context = testEnvironment.at(3);
  expect(await signalPasskeys(context, user.id)).not.toBeNull();
  for (const change of [{ isSignalling: false }, { isOn: false }]) {
    const quiet = { ...context.settings, passkeys: { ...context.settings.passkeys, ...change } };
    expect(await signalPasskeys({ ...context, settings: quiet }, user.id)).toBeNull();
    const assertion = makeAuthenticator().assert({ challenge: 'AAAA' });
    expect(await signalUnknownPasskey({ ...context, settings: quiet }, assertion)).toBeNull();
  }
});
