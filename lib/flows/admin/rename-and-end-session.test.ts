import { afterEach, beforeEach, expect, test } from 'vitest';
import { listEvents } from '../../../db/queries/security-events.ts';
import { findLiveSession, listSessions } from '../../../db/queries/sessions.ts';
import { findUser } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox } from '../../../test/mailbox.ts';
import { en } from '../../words/en.ts';
import { createSession } from '../sign-in/steps/create-session.ts';
import { describeUser } from './describe-user.ts';
import { endSession } from './end-session.ts';
import { renameUser } from './rename-user.ts';

let testEnvironment: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['person']>>;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  ada = await testEnvironment.person();
});
afterEach(() => testEnvironment.close());

const onAda = (by = 'command:root') => ({ userId: ada.user.id, reason: 'asked by phone', by });
const lastEvent = async () => (await listEvents(testEnvironment.db, ada.user.id, null, { limit: 1 }))[0];
const subjects = async (minutes: number) => (await readMailbox(testEnvironment, minutes)).map(({ subject }) => subject);

test('a new name, by the rules of one’s own: the person is told, with the reason', async () => {
  expect(await renameUser(testEnvironment.at(1), onAda(), ' Ada  Lovelace ')).toEqual({
    ok: true,
    value: 'Ada Lovelace',
  });
  expect((await findUser(testEnvironment.db, ada.user.id))?.name).toBe('Ada Lovelace');
  expect(await lastEvent()).toMatchObject({
    kind: 'renamed',
    actor: 'command:root',
    details: { reason: 'asked by phone', from: ada.user.name, to: 'Ada Lovelace' },
  });
  expect(await subjects(1)).toContain('Your name was changed');
  expect(await renameUser(testEnvironment.at(2), onAda(), 'Ada Lovelace')).toMatchObject({ code: 'already-so' });
  expect(await renameUser(testEnvironment.at(2), onAda(), '')).toMatchObject({ code: 'person-name-empty' });
  expect(await renameUser(testEnvironment.at(2), onAda(ada.user.id), 'Queen')).toMatchObject({ code: 'on-oneself' });
});

test('one session ends, by the name that an administrator sees; the others stay', async () => {
  await createSession(testEnvironment.at(0), { userId: ada.user.id, methods: ['password'], passwordFingerprint: null });
  const described = await describeUser(testEnvironment.at(1), en, ada.user.id);
  expect(JSON.stringify(described)).not.toContain(ada.actor.sessionIdHash);
  const [ref = ''] = described?.sessions.map((session) => session.ref) ?? [];
  const before = await listSessions(testEnvironment.db, ada.user.id);
  expect(await endSession(testEnvironment.at(2), onAda(), ref.toUpperCase())).toMatchObject({ ok: true });
  expect(await listSessions(testEnvironment.db, ada.user.id)).toHaveLength(before.length - 1);
  expect(await lastEvent()).toMatchObject({ kind: 'session-ended-by-administrator', actor: 'command:root' });
  expect(await subjects(2)).toContain('You were signed out of one browser');
  expect(await endSession(testEnvironment.at(3), onAda(), ref)).toMatchObject({ code: 'session-unknown' });
});

test('a session of somebody else is not found', async () => {
  const bob = await testEnvironment.person('bob@example.com');
  const [ref = ''] = (await describeUser(testEnvironment.at(1), en, bob.user.id))?.sessions.map((one) => one.ref) ?? [];
  expect(await endSession(testEnvironment.at(2), onAda(), ref)).toMatchObject({ code: 'session-unknown' });
  const now = testEnvironment.at(2).now;
  expect(await findLiveSession(testEnvironment.db, bob.actor.sessionIdHash, now, new Date(0))).not.toBeNull();
});
