import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox } from '../../../test/mailbox.ts';
import { addUser } from './add-user.ts';
import { inviteMany } from './invite-many.ts';

const BY = 'command:root';
let testEnvironment: TestEnvironment;
beforeAll(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterAll(() => testEnvironment.close());

const kindsOf = async (userId: string | null, subject: string) =>
  (await listAllEvents(testEnvironment.db, { userId, subject }, { limit: 10 })).map(({ kind, actor }) => [kind, actor]);

describe('an account that an administrator adds', () => {
  test('has no password and no rights; its owner is mailed a link, and the event names who added it', async () => {
    expect(await addUser(testEnvironment.at(0), { email: 'Wu@Example.com', name: ' Wu  Li ' }, BY)).toEqual({
      ok: true,
      value: 'wu@example.com',
    });
    const user = await findUserByEmail(testEnvironment.db, 'wu@example.com');
    expect(user).toMatchObject({ name: 'Wu Li', passwordHash: null, role: 'person', disabledAt: null });
    expect(await kindsOf(user?.id ?? '', 'wu@example.com')).toEqual([['account-added', BY]]);
    const mails = await readMailbox(testEnvironment, 0);
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['wu@example.com', expect.stringContaining('Set a password')],
    ]);
  });

  test('a taken email, a broken one and a name that disguises add nothing', async () => {
    const add = (email: string, name: string) => addUser(testEnvironment.at(1), { email, name }, BY);
    expect(await add('wu@example.com', 'Another')).toMatchObject({ code: 'email-taken' });
    expect(await add('nonsense', 'Zoe')).toMatchObject({ code: 'email-shape' });
    expect(await add('zoe@example.com', 'Zoe\u202Eexe')).toMatchObject({ code: 'person-name-shape' });
    expect(await findUserByEmail(testEnvironment.db, 'zoe@example.com')).toBeNull();
  });
});

test('many invitations: each once, none to who has an account, and a second run sends nothing', async () => {
  const emails = ['new@example.com', 'wu@example.com', 'other@example.com', 'new@example.com'];
  expect(await inviteMany(testEnvironment.at(2), emails, BY)).toEqual({
    invited: ['new@example.com', 'other@example.com'],
    alreadyThere: ['wu@example.com'],
    reserved: [],
  });
  expect(await kindsOf(null, 'new@example.com')).toEqual([['invited', BY]]);
  expect((await inviteMany(testEnvironment.at(3), emails, BY)).invited).toEqual([]);
  const mails = await readMailbox(testEnvironment, 3);
  expect(mails.map(({ to }) => to).toSorted()).toEqual(['new@example.com', 'other@example.com']);
});
