import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setRole } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../../test/environment.ts';
import { importRows } from '../../../test/import-rows.ts';
import { en } from '../../words/en.ts';
import { disableAccount } from '../admin/account-status.ts';
import { describeEvents, walkEvents } from '../admin/describe-events.ts';
import { describeUser } from '../admin/describe-user.ts';
import { hasJustActed } from '../admin/has-just-acted.ts';
import { deleteExpired } from '../operations/delete-expired.ts';
import { deleteAccount } from './delete-account.ts';
import { exportAccount } from './export-account.ts';
import { describeActivity } from './steps/describe-activity.ts';

const ADA = 'ada@example.com';
const DAYS = 24 * 60;

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

type Person = Awaited<ReturnType<TestEnvironment['person']>>;

const leave = ({ user, actor }: Person, minutes = 2) =>
  deleteAccount(testEnvironment.at(minutes), actor, {
    typedEmail: user.email,
    password: PASSWORD,
    submittedCode: null,
  });

async function all(email = '', minutes = 5) {
  const found = [];
  for await (const rows of walkEvents(testEnvironment.at(minutes), en, { filter: 'all', email })) found.push(...rows);
  return found;
}

describe('events of a deleted account', () => {
  test('are found by the email that it had, and marked as deleted', async () => {
    await testEnvironment.person('grace@example.com');
    await leave(await testEnvironment.person());
    const rows = await all(` ${ADA.toUpperCase()}`);
    expect(rows.map(({ kind }) => kind)).toEqual(['account-deleted', 'signed-in', 'signed-up']);
    for (const row of rows) expect(row).toMatchObject({ email: ADA, isDeleted: true, subject: null });
    expect(rows[0]).toMatchObject({ what: 'Account deleted', by: null, browser: 'Chrome on Windows' });
    const everyone = await describeEvents(testEnvironment.at(5), en, { filter: 'security', email: '' });
    expect(everyone.rows.map(({ email, isDeleted }) => [email, isDeleted])).toEqual([
      [ADA, true],
      [ADA, true],
      ['grace@example.com', false],
    ]);
  });

  test('attack: whoever gets the email later gets none of them', async () => {
    const before = await testEnvironment.person();
    await leave(before);
    const { user, actor } = await testEnvironment.person();
    expect(user.id).not.toBe(before.user.id);
    const context = testEnvironment.at(5);
    const own = await describeActivity(context, en, user.id, { filter: 'all', page: 1 });
    expect(own.rows.map(({ kind }) => kind).toSorted()).toEqual(['signed-in', 'signed-up']);
    expect((await describeUser(context, en, user.id))?.events.map(({ id }) => id)).toEqual(
      own.rows.map(({ id }) => id),
    );
    const data = await exportAccount(context, en, actor);
    expect(data.activity).toHaveLength(2);
    expect(JSON.stringify(data)).not.toContain('deleted');
    // An administrator who asks for the email sees both, and whose is whose.
    const asked = await all(ADA);
    expect(asked.filter(({ isDeleted }) => !isDeleted).map(({ id }) => id)).toEqual(own.rows.map(({ id }) => id));
    expect(asked.filter(({ isDeleted }) => isDeleted)).toHaveLength(3);
    // The second owner leaves, too: the first one's stay as they were.
    await leave({ user, actor }, 3);
    expect(new Set((await all(ADA)).map(({ isDeleted }) => isDeleted))).toEqual(new Set([true]));
    expect(await all(ADA)).toHaveLength(6);
  });

  test('what a deleted administrator did still says who it was', async () => {
    const admin = await testEnvironment.person('root@example.com');
    const other = await testEnvironment.person('second@example.com');
    const { user } = await testEnvironment.person();
    for (const { id } of [admin.user, other.user])
      await testEnvironment.db.transaction(function* (tx) {
        yield setRole(tx, id, 'admin');
      });
    const act = { userId: user.id, reason: 'Left', by: admin.user.id };
    expect(await disableAccount(testEnvironment.at(1), act)).toMatchObject({ ok: true });
    expect(await leave(admin)).toMatchObject({ ok: true });
    const [row] = await all(ADA);
    expect(row).toMatchObject({ kind: 'account-disabled', by: 'root@example.com (deleted)' });
    expect(await hasJustActed(testEnvironment.at(1), { by: admin.user.id, userId: user.id })).toBe(false);
  });

  test('go after AUDIT_DAYS like all others', async () => {
    await leave(await testEnvironment.person());
    await deleteExpired(testEnvironment.at(399 * DAYS));
    expect(await all(ADA)).toHaveLength(3);
    await deleteExpired(testEnvironment.at(401 * DAYS));
    expect(await all(ADA)).toEqual([]);
  });

  test('are not kept where the deletion is refused', async () => {
    const admin = await testEnvironment.person('root@example.com');
    await testEnvironment.db.transaction(function* (tx) {
      yield setRole(tx, admin.user.id, 'admin');
    });
    expect(await leave(admin)).toMatchObject({ code: 'last-admin' });
    expect((await all()).map(({ kind, isDeleted }) => [kind, isDeleted])).not.toContainEqual([
      'account-deleted',
      false,
    ]);
    for (const row of await all()) expect(row).toMatchObject({ email: 'root@example.com', isDeleted: false });
  });
});

describe('an event without an account', () => {
  test('an import is one event of its file, beside those of the people', async () => {
    await testEnvironment.person();
    const rows = [ADA, 'one@example.com', 'two@example.com'].map((email, index) => ({
      line: index + 2,
      fields: { email, name: 'N' },
    }));
    expect((await importRows(testEnvironment.at(1), rows)).faults).toEqual([]);
    const [event, ...others] = await all('people.csv');
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      email: null,
      subject: 'people.csv',
      isDeleted: false,
      kind: 'people-imported',
      what: 'An administrator imported 2 people; 1 existing account was skipped',
      details: { imported: 2, skipped: 1 },
      by: 'command:root',
    });
    const byAdmins = await describeEvents(testEnvironment.at(1), en, { filter: 'administrators', email: '' });
    expect(byAdmins.rows.map(({ kind }) => kind).toSorted()).toEqual([
      'account-imported',
      'account-imported',
      'people-imported',
    ]);
  });
});
