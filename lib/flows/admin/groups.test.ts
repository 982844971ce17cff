import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listGroupsOf } from '../../../db/queries/groups.ts';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { limits } from '../../config/limits.ts';
import { en } from '../../words/en.ts';
import { exportAccount } from '../account/export-account.ts';
import { removeAccount } from '../account/steps/remove-account.ts';
import { createGroup, deleteGroup, renameGroup } from './change-group.ts';
import { addMember, removeMember } from './change-membership.ts';
import { describeGroup, describeGroups } from './describe-groups.ts';
import { hasJustActed } from './has-just-acted.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };

describe.each(Object.entries(places))('groups on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment | undefined;
  let ada: Awaited<ReturnType<TestEnvironment['person']>>;
  let bob: typeof ada;
  beforeAll(async () => {
    const place = await open();
    if (!place) return;
    testEnvironment = await makeTestEnvironment(place);
    ada = await testEnvironment.person();
    bob = await testEnvironment.person('bob@example.com');
  });
  afterAll(() => testEnvironment?.close());

  const why = { reason: 'New on the team', by: 'command:root' };
  const make = async (name: string, title = name) => {
    const made = await createGroup((testEnvironment as TestEnvironment).at(0), why, { name, title });
    if (!made.ok) throw new Error(made.code);
    return made.value.id;
  };
  const groupsOf = async (userId: string) =>
    (await listGroupsOf((testEnvironment as TestEnvironment).db, userId)).map(({ name }) => name);

  test('a group is created, filled, renamed and deleted, and each act is an event that says why', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at, db } = testEnvironment;
    const groupId = await make('finance', 'Finance');
    expect(await addMember(at(1), { ...why, groupId, userId: ada.user.id })).toEqual({ ok: true, value: null });
    expect(await addMember(at(1), { ...why, groupId, userId: ada.user.id })).toMatchObject({ code: 'member-already' });
    expect(await describeGroup(at(2), groupId, 1)).toMatchObject({
      group: { name: 'finance', title: 'Finance' },
      members: [{ email: 'ada@example.com' }],
      total: 1,
      hasMore: false,
    });
    const own = await exportAccount(at(2), en, ada.actor);
    expect(own.groups).toEqual([{ name: 'finance', title: 'Finance', addedAt: at(1).now }]);
    expect(await renameGroup(at(3), { ...why, groupId }, 'Accounting')).toEqual({ ok: true, value: 'Accounting' });
    expect(await renameGroup(at(3), { ...why, groupId }, 'Accounting')).toMatchObject({ code: 'already-so' });
    expect(await removeMember(at(4), { ...why, groupId, userId: ada.user.id })).toMatchObject({ ok: true });
    expect(await removeMember(at(4), { ...why, groupId, userId: ada.user.id })).toMatchObject({
      code: 'member-unknown',
    });
    expect(await deleteGroup(at(5), { ...why, groupId })).toEqual({ ok: true, value: 0 });
    expect(await deleteGroup(at(5), { ...why, groupId })).toMatchObject({ code: 'group-unknown' });
    const admin = { by: why.by, kind: 'group-deleted' } as const;
    expect(await hasJustActed(at(5), admin)).toBe(true);
    expect(await hasJustActed(at(5), { ...admin, by: 'another' })).toBe(false);
    expect(await hasJustActed(at(8), admin)).toBe(false);
    const events = await listAllEvents(db, { isByAdmin: true }, { limit: 10 });
    expect(events.map(({ kind, subject, details }) => [kind, subject, details])).toEqual([
      ['group-deleted', 'finance', { reason: why.reason, title: 'Accounting', members: 0 }],
      ['group-left', null, { reason: why.reason, title: 'Accounting' }],
      ['group-renamed', 'finance', { reason: why.reason, from: 'Finance', to: 'Accounting' }],
      ['group-joined', null, { reason: why.reason, title: 'Finance' }],
      ['group-created', 'finance', { reason: why.reason, title: 'Finance' }],
    ]);
  });

  test('a short name is given once, however many ask at once', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at } = testEnvironment;
    const asked = Array.from({ length: 8 }, () => createGroup(at(0), why, { name: 'twins', title: 'Twins' }));
    const made = await Promise.all(asked);
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    expect(made.filter((one) => !one.ok).every((one) => !one.ok && one.code === 'group-name-taken')).toBe(true);
  });

  test('attack: administrators don’t add themselves, nor take themselves out', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const groupId = await make('payroll');
    const own = { groupId, userId: ada.user.id, reason: 'Mine', by: ada.user.id };
    expect(await addMember(testEnvironment.at(1), own)).toMatchObject({ code: 'on-oneself' });
    expect(await removeMember(testEnvironment.at(1), own)).toMatchObject({ code: 'on-oneself' });
    expect(await groupsOf(ada.user.id)).not.toContain('payroll');
  });

  test('a group that is deleted while people are added leaves no one in it, and no error', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at } = testEnvironment;
    for (let round = 0; round < 5; round += 1) {
      const groupId = await make(`short-lived-${round}`);
      const add = (userId: string) => addMember(at(1), { ...why, groupId, userId });
      const [first, gone, second] = await Promise.all([
        add(ada.user.id),
        deleteGroup(at(1), { ...why, groupId }),
        add(bob.user.id),
      ]);
      expect(gone).toMatchObject({ ok: true });
      for (const added of [first, second]) expect(added.ok || added.code === 'group-unknown').toBe(true);
      expect(await groupsOf(ada.user.id)).not.toContain(`short-lived-${round}`);
    }
  });

  test('an account is in so many groups at most, and a deleted one in none', async (test_) => {
    if (!testEnvironment) return test_.skip('needs a PostgreSQL server');
    const { at, db } = testEnvironment;
    for (let number = 0; number < limits.groupsPerAccount; number += 1) {
      const groupId = await make(`many-${number}`);
      expect(await addMember(at(1), { ...why, groupId, userId: bob.user.id })).toMatchObject({ ok: true });
    }
    const groupId = await make('one-more');
    const added = await addMember(at(1), { ...why, groupId, userId: bob.user.id });
    expect(added).toMatchObject({ code: 'groups-of-account-full' });
    expect(await groupsOf(bob.user.id)).toHaveLength(limits.groupsPerAccount);
    await db.transaction(function* (tx) {
      yield* removeAccount(at(2), tx, bob.user);
    });
    const left = (await describeGroups(at(2))).filter(({ name }) => name.startsWith('many-'));
    expect(left.map(({ members }) => members)).toEqual(Array(limits.groupsPerAccount).fill(0));
  });
});
