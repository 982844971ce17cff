import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLiveSession, listSessions } from '../../../db/queries/sessions.ts';
import { findUser, setDisabled, setRole } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { deleteAccount } from '../account/delete-account.ts';
import { completeFirstFactor } from '../sign-in/complete-first-factor.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { changeRole, disableAccount, enableAccount, revokeAllSessions } from './account-status.ts';

let testEnvironment: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['person']>>;
let bob: Awaited<ReturnType<TestEnvironment['person']>>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  ada = await testEnvironment.person();
  bob = await testEnvironment.person('bob@example.com');
});
afterEach(() => testEnvironment.close());

const on = (person: typeof ada, by = 'command:root') => ({ userId: person.user.id, reason: 'left', by });
const passed = (person: typeof ada) => ({
  userId: person.user.id,
  firstFactor: 'password' as const,
  passwordFingerprint: null,
  returnTo: '/',
});

test('a disabled account: sessions end, no way in leads further, and it comes back whole', async () => {
  expect(await disableAccount(testEnvironment.at(1), on(ada))).toMatchObject({ ok: true });
  expect(await listSessions(testEnvironment.db, ada.user.id)).toEqual([]);
  expect(await completeFirstFactor(testEnvironment.at(2), passed(ada))).toEqual({ next: 'disabled' });
  expect(
    await createSession(testEnvironment.at(2), {
      userId: ada.user.id,
      methods: ['password'],
      passwordFingerprint: null,
    }),
  ).toBeNull();
  expect(await disableAccount(testEnvironment.at(3), on(ada))).toMatchObject({ code: 'already-so' });
  expect(await enableAccount(testEnvironment.at(4), on(ada))).toMatchObject({ ok: true });
  expect(await completeFirstFactor(testEnvironment.at(5), passed(ada))).toEqual({ next: 'session' });
});

test('a session row that outlived the disabling opens nothing', async () => {
  await setDisabled(testEnvironment.db, ada.user.id, testEnvironment.at(1).now);
  expect(
    await findLiveSession(testEnvironment.db, ada.actor.sessionIdHash, testEnvironment.at(1).now, new Date(0)),
  ).toBeNull();
});

test('signing a user out ends all their sessions and no others', async () => {
  expect(await revokeAllSessions(testEnvironment.at(1), on(ada))).toEqual({ ok: true, value: 1 });
  expect(await listSessions(testEnvironment.db, bob.user.id)).toHaveLength(1);
});

test('the last administrator stays: not disabled, not demoted, not deleted; of two who go at once one remains', async () => {
  await setRole(testEnvironment.db, ada.user.id, 'admin');
  expect(await disableAccount(testEnvironment.at(1), on(ada))).toMatchObject({ code: 'last-admin' });
  expect(await changeRole(testEnvironment.at(1), on(ada), 'person')).toMatchObject({ code: 'last-admin' });
  expect(
    await deleteAccount(testEnvironment.at(1), ada.actor, {
      typedEmail: ada.user.email,
      password: PASSWORD,
      submittedCode: null,
    }),
  ).toMatchObject({ code: 'last-admin' });
  expect(await changeRole(testEnvironment.at(1), on(bob), 'admin')).toMatchObject({ ok: true });
  const both = await Promise.all([
    changeRole(testEnvironment.at(2), on(ada, bob.user.id), 'person'),
    disableAccount(testEnvironment.at(2), on(bob, ada.user.id)),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test('administrators cannot act on their own account, and a role ends the sessions that were created without it', async () => {
  await changeRole(testEnvironment.at(1), on(ada), 'admin');
  expect((await findUser(testEnvironment.db, ada.user.id))?.role).toBe('admin');
  expect(await listSessions(testEnvironment.db, ada.user.id)).toEqual([]);
  expect(await changeRole(testEnvironment.at(1), on(ada, ada.user.id), 'person')).toMatchObject({ code: 'on-oneself' });
});
