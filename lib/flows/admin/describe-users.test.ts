import { inArray } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { insertLinkedIdentity } from '../../../db/queries/linked-identities.ts';
import { insertPasskey } from '../../../db/queries/passkeys.ts';
import { countMatchingUsers, countUsersByKind } from '../../../db/queries/user-counts.ts';
import { insertUser } from '../../../db/queries/users.ts';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { samplePasskey } from '../../../test/sample-passkey.ts';
import { en } from '../../words/en.ts';
import type { Context } from '../context.ts';
import { disableAccount } from './account-status.ts';
import { describeAdoption } from './describe-adoption.ts';
import { describeEvents } from './describe-events.ts';
import { countUsers, describeUsers, type UserPlace } from './describe-users.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const places = { SQLite: openSqlitePlace, PostgreSQL: async () => server && openPostgresPlace(server) };

describe.each(Object.entries(places))('%s', (_engine, open) => {
  test('attack: a search that no text can answer finds no user, alike on both engines', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const testEnvironment = await makeTestEnvironment(place);
    await testEnvironment.person();
    for (const search of ['\0', 'a\0b', 'ada\0', '\ud800', 'ada\udfff', '%', '_', '\\', "'", 'x'.repeat(254)]) {
      expect(await describeUsers(testEnvironment.at(0), { search }, 1), JSON.stringify(search)).toMatchObject({
        users: [],
        found: { number: 0, isMore: false },
      });
      const events = await describeEvents(testEnvironment.at(0), en, {
        filter: 'all',
        email: `${search}ada@example.com`,
      });
      expect(events.rows, JSON.stringify(search)).toEqual([]);
    }
    expect(await describeUsers(testEnvironment.at(0), { search: 'ada' }, 1)).toMatchObject({
      found: { number: 1, isMore: false },
    });
    await testEnvironment.close();
  });

  test('a page tells how each user signs in, how they stand and when they came last; filters are counted', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const testEnvironment = await makeTestEnvironment(place);
    const [ada, grace, hedy] = [
      await testEnvironment.person('ada@example.com'),
      await testEnvironment.person('grace@example.com'),
      await testEnvironment.person('hedy@example.com'),
    ];
    const { db } = testEnvironment;
    await insertLinkedIdentity(db, {
      id: 'i1',
      userId: ada.user.id,
      provider: 'github',
      subject: '1',
      email: null,
      createdAt: testEnvironment.at(0).now,
    });
    await testEnvironment.enrol(grace);
    await disableAccount(testEnvironment.at(3), { userId: hedy.user.id, reason: 'Left', by: ada.user.id });
    const graces = { ...samplePasskey, userId: grace.user.id };
    for (const id of ['laptop', 'phone']) await insertPasskey(db, { ...graces, id, credentialId: id });
    const key = { ...samplePasskey, id: 'key', userId: ada.user.id, credentialId: 'key' };
    await insertPasskey(db, { ...key, kind: 'security-key' });
    const { users, found } = await describeUsers(testEnvironment.at(5), { sort: 'email' }, 1);
    expect(users.map(({ passkeys }) => passkeys)).toEqual([0, 2, 0]);
    for (const search of ['', 'gra'])
      expect(
        (await describeUsers(testEnvironment.at(5), { filter: 'with-passkey', search }, 1)).users.map(
          ({ email }) => email,
        ),
      ).toEqual(['grace@example.com']);
    expect(
      users.map(({ email, hasPassword, providers, twoFactor }) => [email, hasPassword, providers, twoFactor]),
    ).toEqual([
      ['ada@example.com', true, ['github'], { name: 'off' }],
      ['grace@example.com', true, [], { name: 'app' }],
      ['hedy@example.com', true, [], { name: 'disabled' }],
    ]);
    for (const { lastSignInAt } of users) expect(lastSignInAt).toEqual(testEnvironment.at(0).now);
    expect(found).toEqual({ number: 3, isMore: false });
    const exactly = (number: number) => ({ number, isMore: false });
    expect(await countUsers(testEnvironment.at(5))).toEqual({
      all: exactly(3),
      'with-two-factor': exactly(1),
      'without-two-factor': exactly(1),
      overdue: exactly(0),
      'with-passkey': exactly(1),
      disabled: exactly(1),
      admins: exactly(0),
    });
    // No further than it is asked to.
    expect(await countUsersByKind(db, 2, null)).toMatchObject({ all: 2, protected: 1, disabled: 1 });
    expect(await countMatchingUsers(db, {}, 2)).toBe(2);
    await testEnvironment.close();
  });

  test('each page begins behind the last, in every order, forwards and back, also when people come and go', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const testEnvironment = await makeTestEnvironment(place);
    const { db, at } = testEnvironment;
    const now = at(0);
    // Three of each name and instant: neither alone says where a page ends.
    const ids = Array.from({ length: 120 }, (_, number) => `id-${number}`);
    for (const [number, id] of ids.entries())
      await insertUser(db, {
        ...{ id, email: `person-${number}@example.com`, name: `Person ${number % 40}`, passwordHash: null },
        createdAt: at(number % 40).now,
      });
    for (const sort of ['name', 'name-desc', 'newest', 'oldest'] as const) {
      const read = async (page: number, beside: UserPlace | null = null) =>
        (await describeUsers(now, { sort }, page, beside)).users.map(({ id }) => id);
      const pages = [await read(1), await read(2), await read(3)];
      expect(new Set(pages.flat()).size).toBe(120);
      const [first = [], second = [], third = []] = pages;
      expect(await read(2, { after: first.at(-1) ?? '' })).toEqual(second);
      const last = await describeUsers(now, { sort }, 3, { after: second.at(-1) ?? '' });
      expect(last).toMatchObject({ first: 101, hasMore: false, users: third.map((id) => ({ id })) });
      const back = await describeUsers(now, { sort }, 2, { before: third.at(0) ?? '' });
      expect(back).toMatchObject({ first: 51, hasMore: true, users: second.map((id) => ({ id })) });
      expect(await read(1, { before: second.at(0) ?? '' })).toEqual(first);
      // Someone who is gone is no place: the pages are counted off.
      expect(await read(2, { after: 'gone' })).toEqual(second);
      // Who comes on a page before this one pushes no one onto it twice.
      const early = { id: `early-${sort}`, email: `a-${sort}@example.com`, name: 'Aaron', passwordHash: null };
      await insertUser(db, { ...early, createdAt: at(-1).now });
      expect(await read(2, { after: first.at(-1) ?? '' })).toEqual(second);
      await db.sql.delete(db.tables.users).where(inArray(db.tables.users.id, [early.id]));
    }
    await testEnvironment.close();
  });

  test('behind an at sign, people are found by the domain of their email', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const testEnvironment = await makeTestEnvironment(place);
    for (const email of ['ada@example.com', 'grace@example.org', 'hedy@mail.example.com', 'example.com@hedy.org'])
      await testEnvironment.person(email);
    for (const [search, found] of [
      ['@example', ['ada@example.com', 'grace@example.org']],
      ['@EXAMPLE.com', ['ada@example.com']],
      ['@hedy', ['example.com@hedy.org']],
      ['@com', []],
      ['@example.com\0', []],
    ] as const)
      expect(
        (await describeUsers(testEnvironment.at(0), { search, sort: 'email' }, 1)).users.map(({ email }) => email),
        search,
      ).toEqual(found);
    await testEnvironment.close();
  });

  test('adoption is counted week by week, of enabled accounts, with those that are overdue', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const testEnvironment = await makeTestEnvironment(place);
    const { db } = testEnvironment;
    const [ada, grace, hedy] = [
      await testEnvironment.person('ada@example.com'),
      await testEnvironment.person('grace@example.com'),
      await testEnvironment.person('hedy@example.com'),
    ];
    await testEnvironment.enrol(grace);
    await testEnvironment.enrol(hedy);
    await disableAccount(testEnvironment.at(3), { userId: hedy.user.id, reason: 'Left', by: ada.user.id });
    const week = 7 * 24 * 60;
    const createdAt = testEnvironment.at(-2 * week).now;
    const { users } = db.tables;
    await db.sql
      .update(users)
      .set({ createdAt })
      .where(inArray(users.id, [ada.user.id, hedy.user.id]));
    for (const [id, { user }, minute] of [
      ['laptop', ada, -week],
      ['phone', ada, 0],
      ['of-hedy', hedy, 0],
    ] as const)
      await insertPasskey(db, {
        ...{ ...samplePasskey, id, userId: user.id, credentialId: id },
        createdAt: testEnvironment.at(minute).now,
      });
    const later = testEnvironment.at(week + 5);
    const counted = await describeAdoption(later);
    expect(counted.weeks.map((row) => [row.users, row.protectedUsers, row.passkeyUsers])).toEqual([
      [1, 0, 0],
      [1, 0, 1],
      [2, 1, 1],
      [2, 1, 1],
    ]);
    expect(counted.overdue).toBe(0);
    const demanding = (graceDays: number) => ({
      ...later,
      settings: {
        ...later.settings,
        twoFactorPolicy: { requiredFor: 'everyone', from: null, graceMs: graceDays * 86_400_000 } as const,
      },
    });
    expect(await describeAdoption(demanding(14))).toMatchObject({ overdue: 1 });
    expect(await describeAdoption(demanding(30))).toMatchObject({ overdue: 0 });
    // The list of people finds the same ones, and whoever is late by no rule is in none.
    const overdue = async (context: Context) =>
      (await describeUsers(context, { filter: 'overdue' }, 1)).users.map(({ email }) => email);
    expect((await countUsers(demanding(14))).overdue).toEqual({ number: 1, isMore: false });
    expect(await overdue(demanding(14))).toEqual(['ada@example.com']);
    expect((await countUsers(demanding(30))).overdue).toEqual({ number: 0, isMore: false });
    expect(await overdue(later)).toEqual([]);
    await testEnvironment.close();
  });
});
