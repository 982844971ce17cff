/** One act on several people, on both engines. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { deleteUser, findUser, setRole } from '../../../db/queries/users.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox } from '../../../test/mailbox.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { limits } from '../../config/limits.ts';
import { bulkActs, eventOfBulkAct } from '../../rules/account/bulk-act.ts';
import { executeDueDeletions } from '../account/execute-due-deletions.ts';
import { enableAccount } from './account-status.ts';
import { actOnMany, describeSelection } from './act-on-many.ts';
import { renameUser } from './rename-user.ts';

const DAY = 24 * 60;
const server = await startPostgres();
afterAll(() => server?.stop());
const places = server
  ? { SQLite: openSqlitePlace, PostgreSQL: () => openPostgresPlace(server) }
  : { SQLite: openSqlitePlace };

describe.each(Object.entries(places))('a selection on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment;
  let [ada, bob, eve]: string[] = [];
  const everyone = () => [ada, bob, eve] as string[];
  beforeEach(async () => {
    testEnvironment = await makeTestEnvironment(await open());
    [ada, bob, eve] = await Promise.all(
      ['ada', 'bob', 'eve'].map(async (name) => (await testEnvironment.person(`${name}@example.com`)).user.id),
    );
  }, 60_000);
  afterEach(() => testEnvironment.close());

  const by = 'command:root';
  const order = { reason: 'the project has ended', by };
  const shown = (act: (typeof bulkActs)[number], ids = everyone(), who = by) =>
    describeSelection(testEnvironment.at(0), act, ids, who);
  const eventsOf = (kind: string) =>
    listAllEvents(testEnvironment.db, { userId: null, kinds: [kind as 'account-disabled'] }, { limit: 100 });
  const user = (id = '') => findUser(testEnvironment.db, id);

  test.each(bulkActs)('%s: each of them as if alone, with an event and a mail of their own', async (act) => {
    const { affected } = await shown(act);
    await readMailbox(testEnvironment, 0);
    expect(await actOnMany(testEnvironment.at(1), act, affected, order)).toEqual({ ok: true, value: 3 });
    for (const id of everyone())
      expect(await listSessions(testEnvironment.db, id), id).toHaveLength(act === 'remind' ? 1 : 0);
    const events = await eventsOf(eventOfBulkAct[act]);
    expect(events.map(({ userId, actor }) => `${userId} ${actor}`).sort()).toEqual(
      everyone()
        .map((id) => `${id} ${by}`)
        .sort(),
    );
    for (const { details } of events) expect(details).toMatchObject({ reason: order.reason });
    const mails = await readMailbox(testEnvironment, 1);
    expect(mails.map(({ to }) => to).sort()).toEqual(['ada@example.com', 'bob@example.com', 'eve@example.com']);
    for (const { text } of mails) expect(text).toContain(order.reason);
  });

  test('deleted together, each can be brought back alone until the seven days are over', async () => {
    const { affected } = await shown('delete');
    await actOnMany(testEnvironment.at(0), 'delete', affected, order);
    await enableAccount(testEnvironment.at(DAY), { userId: ada ?? '', reason: 'stays', by });
    await executeDueDeletions(testEnvironment.at(7 * DAY));
    expect((await Promise.all(everyone().map(user))).map((found) => found?.email)).toEqual([
      'ada@example.com',
      undefined,
      undefined,
    ]);
  });

  test('attack: an act on some of whom others have changed or deleted names them, and touches no one (M-09)', async () => {
    const { affected } = await shown('disable');
    await renameUser(testEnvironment.at(1), { userId: bob ?? '', reason: 'married', by }, 'Bob King');
    await deleteUser(testEnvironment.db, eve ?? '');
    expect(await actOnMany(testEnvironment.at(2), 'disable', affected, order)).toMatchObject({
      code: 'people-changed',
      facts: { emails: 'bob@example.com, eve@example.com' },
    });
    expect(await user(ada)).toMatchObject({ disabledAt: null });
    expect(await eventsOf('account-disabled')).toEqual([]);
    expect(await shown('disable')).toMatchObject({ gone: 1, affected: [{ id: ada }, { id: bob }] });
  });

  test('attack: of two administrators with one selection, one acts; nobody is told twice (M-10)', async () => {
    const { affected } = await shown('disable');
    await readMailbox(testEnvironment, 0);
    const both = await Promise.all([
      actOnMany(testEnvironment.at(1), 'disable', affected, order),
      actOnMany({ ...testEnvironment.at(1), db: testEnvironment.otherDb }, 'disable', affected.toReversed(), order),
    ]);
    expect(both.map((result) => (result.ok ? 'done' : result.code)).sort()).toEqual(['done', 'people-changed']);
    expect(await eventsOf('account-disabled')).toHaveLength(3);
    expect(await readMailbox(testEnvironment, 1)).toHaveLength(3);
  });

  test('attack: a selection with oneself in it is refused whole; a page leaves one out and says so (M-11)', async () => {
    await setRole(testEnvironment.db, ada ?? '', 'admin');
    const own = await shown('delete', everyone(), ada);
    expect(own.leftOut).toMatchObject([{ id: ada, why: 'oneself' }]);
    expect(own.affected.map(({ id }) => id)).toEqual([bob, eve]);
    const { affected } = await shown('delete');
    expect(await actOnMany(testEnvironment.at(1), 'delete', affected, { ...order, by: ada ?? '' })).toMatchObject({
      code: 'on-oneself',
    });
    expect(await user(bob)).toMatchObject({ disabledAt: null });
  });

  test('attack: all administrators at once: the last one stays, and so does everyone else (M-12)', async () => {
    for (const id of [ada, bob]) await setRole(testEnvironment.db, id ?? '', 'admin');
    for (const act of ['disable', 'delete'] as const) {
      const { affected } = await shown(act);
      expect(await actOnMany(testEnvironment.at(1), act, affected, order)).toMatchObject({ code: 'last-admin' });
    }
    for (const id of everyone()) expect(await user(id)).toMatchObject({ disabledAt: null, deletionDueAt: null });
  });

  test('attack: more people than one page holds, no one, or one person many times (M-13)', async () => {
    const [first] = (await shown('sign-out')).affected;
    const many = Array.from({ length: limits.peopleAtOnce + 1 }, (_, n) => ({ id: `${n}`, email: `${n}`, state: '' }));
    const act = (people: typeof many) => actOnMany(testEnvironment.at(1), 'sign-out', people, order);
    expect(await act(many)).toMatchObject({ code: 'people-many', facts: { count: limits.peopleAtOnce + 1 } });
    expect(await act([])).toMatchObject({ code: 'people-none' });
    expect(await act(first ? Array.from({ length: 60 }, () => first) : [])).toEqual({ ok: true, value: 1 });
    expect(await eventsOf('all-sessions-ended')).toHaveLength(1);
  });

  test('who is so already is left out with the reason', async () => {
    const ids = [ada ?? '', bob ?? ''];
    await actOnMany(testEnvironment.at(1), 'disable', (await shown('disable', [ids[0] ?? ''])).affected, order);
    await actOnMany(testEnvironment.at(1), 'delete', (await shown('delete', [ids[1] ?? ''])).affected, order);
    expect((await shown('disable')).leftOut).toMatchObject([{ why: 'disabled-already' }, { why: 'leaving-already' }]);
    expect((await shown('delete')).leftOut).toMatchObject([{ why: 'leaving-already' }]);
    expect((await shown('sign-out')).leftOut).toEqual([]);
  });
});
