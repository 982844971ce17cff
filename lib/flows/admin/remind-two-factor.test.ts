/** Reminders of two-factor, and what a rule that isn't set would ask, on both engines. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { deleteUser, setDisabled, setRole } from '../../../db/queries/users.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { readMailbox } from '../../../test/mailbox.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { DAY_MS } from '../../config/limits.ts';
import { en } from '../../words/en.ts';
import type { Context } from '../context.ts';
import { actOnMany, describeSelection } from './act-on-many.ts';
import { previewPolicy } from './preview-policy.ts';
import { countReminders, remindAll, remindTwoFactor } from './remind-two-factor.ts';

const DAY = 24 * 60;
const order = { reason: 'required from January', by: 'command:root' };

const server = await startPostgres();
afterAll(() => server?.stop());
const places = server
  ? { SQLite: openSqlitePlace, PostgreSQL: () => openPostgresPlace(server) }
  : { SQLite: openSqlitePlace };

describe.each(Object.entries(places))('reminders on %s', (_engine, open) => {
  let testEnvironment: TestEnvironment;
  let ada: Awaited<ReturnType<TestEnvironment['person']>>;
  let ids: Record<'ada' | 'bob' | 'eve', string>;
  beforeEach(async () => {
    testEnvironment = await makeTestEnvironment(await open());
    const idOf = async (name: string) => (await testEnvironment.person(`${name}@example.com`)).user.id;
    ada = await testEnvironment.person();
    ids = { ada: ada.user.id, bob: await idOf('bob'), eve: await idOf('eve') };
  }, 60_000);
  afterEach(() => testEnvironment.close());

  const recipients = async (minutes: number) =>
    (await readMailbox(testEnvironment, minutes)).map(({ to }) => to).sort();
  const events = () =>
    listAllEvents(testEnvironment.db, { userId: null, kinds: ['two-factor-reminded'] }, { limit: 100 });
  /** The context where two-factor is required of everyone, with so many days to set it up. */
  const requiring = (minutes: number, days: number): Context => {
    const context = testEnvironment.at(minutes);
    const twoFactorPolicy = { requiredFor: 'everyone', from: null, graceMs: days * DAY_MS } as const;
    return { ...context, settings: { ...context.settings, twoFactorPolicy } };
  };

  test('the mail leads to two-factor, and says why and until when', async () => {
    await remindTwoFactor(requiring(0, 14), { ...order, userId: ids.ada });
    await remindTwoFactor(requiring(0, 0), { ...order, userId: ids.bob });
    await remindTwoFactor(testEnvironment.at(0), { ...order, userId: ids.eve });
    const mails = await readMailbox(testEnvironment, 0);
    const textTo = (email: string) => mails.find(({ to }) => to === email)?.text ?? '';
    for (const { subject, text } of mails) {
      expect(subject).toBe(en.linkMails.reminder.subject);
      expect(text).toContain('http://localhost:3000/profile/two-factor');
      expect(text).toContain(order.reason);
    }
    expect(textTo('ada@example.com')).toContain(en.linkMails.reminder.due({ day: '8 Dec 2026' }));
    expect(textTo('bob@example.com')).toContain(en.linkMails.reminder.overdue);
    expect(textTo('eve@example.com')).not.toContain(en.linkMails.reminder.overdue);
  });

  test('attack: at most once a day for each, whoever presses and however often, at once too (M-16)', async () => {
    const both = await Promise.all([
      remindAll(testEnvironment.at(0), 'everyone', order),
      remindAll({ ...testEnvironment.at(0), db: testEnvironment.otherDb }, 'everyone', {
        ...order,
        by: 'command:other',
      }),
    ]);
    expect(both.reduce((sum, sent) => sum + sent, 0)).toBe(3);
    expect(await recipients(0)).toEqual(['ada@example.com', 'bob@example.com', 'eve@example.com']);
    expect(await events()).toHaveLength(3);
    expect(await countReminders(testEnvironment.at(DAY - 1), 'everyone')).toBe(0);
    expect(await remindAll(testEnvironment.at(DAY - 1), 'everyone', order)).toBe(0);
    expect(await remindTwoFactor(testEnvironment.at(DAY - 1), { ...order, userId: ids.ada })).toMatchObject({
      code: 'reminded-already',
    });
    expect(await remindAll(testEnvironment.at(DAY + 1), 'everyone', order)).toBe(3);
  });

  test('attack: no one who needs none: two-factor is on, the account is disabled, or gone (M-17)', async () => {
    await testEnvironment.enrol(ada);
    await testEnvironment.person('joe@example.com');
    await setDisabled(testEnvironment.db, ids.bob, testEnvironment.at(0).now);
    const shown = await describeSelection(testEnvironment.at(0), 'remind', Object.values(ids), order.by);
    expect(shown.leftOut).toMatchObject([
      { id: ids.ada, why: 'two-factor-on' },
      { id: ids.bob, why: 'disabled-already' },
    ]);
    await deleteUser(testEnvironment.db, ids.eve);
    await readMailbox(testEnvironment, 0);
    for (const [userId, code] of [
      [ids.ada, 'two-factor-on'],
      [ids.bob, 'two-factor-on'],
      [ids.eve, 'person-unknown'],
    ] as const)
      expect(await remindTwoFactor(testEnvironment.at(1), { ...order, userId })).toMatchObject({ code });
    expect(await remindAll(testEnvironment.at(1), 'everyone', order)).toBe(1);
    expect(await recipients(1)).toEqual(['joe@example.com']);
  });

  test('of a selection, those whom someone else has reminded meanwhile are skipped', async () => {
    const { affected } = await describeSelection(testEnvironment.at(0), 'remind', Object.values(ids), order.by);
    await remindTwoFactor(testEnvironment.at(1), { ...order, userId: ids.bob });
    await readMailbox(testEnvironment, 1);
    expect(await actOnMany(testEnvironment.at(2), 'remind', affected, order)).toEqual({ ok: true, value: 2 });
    expect(await recipients(2)).toEqual(['ada@example.com', 'eve@example.com']);
  });

  test('a long run is stopped and goes on where it was; so many at most', async () => {
    expect(await remindAll(testEnvironment.at(0), 'everyone', order, { most: 1 })).toBe(1);
    expect(await remindAll(testEnvironment.at(0), 'everyone', order, { onSent: async () => false })).toBe(1);
    expect(await remindAll(testEnvironment.at(0), 'everyone', order)).toBe(1);
    expect(await events()).toHaveLength(3);
  });

  test('only the overdue, where the rule says who is', async () => {
    expect(await countReminders(testEnvironment.at(0), 'overdue')).toBe(0);
    expect(await countReminders(requiring(10 * DAY, 14), 'overdue')).toBe(0);
    expect(await remindAll(requiring(15 * DAY, 14), 'overdue', order)).toBe(3);
  });

  test('what a rule would ask: of whom, and who would be overdue on which day', async () => {
    await setRole(testEnvironment.db, ids.ada, 'admin');
    const { now } = testEnvironment.at(60);
    const from = new Date('2026-11-25T00:00:00Z');
    const preview = (requiredFor: 'admins' | 'everyone', on: string, since: Date | null = from) =>
      previewPolicy({ db: testEnvironment.db, now }, { requiredFor, from: since, graceMs: 14 * DAY_MS }, new Date(on));
    expect(await preview('everyone', '2026-12-08T23:59:59Z')).toEqual({ missing: 3, overdue: 0 });
    expect(await preview('everyone', '2026-12-09T00:00:00Z')).toEqual({ missing: 3, overdue: 3 });
    expect(await preview('admins', '2026-12-09T00:00:00Z')).toEqual({ missing: 1, overdue: 1 });
    expect(await preview('everyone', '2026-12-08T13:00:00Z', null)).toEqual({ missing: 3, overdue: 3 });
  });
});
