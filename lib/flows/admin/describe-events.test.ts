import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertEvent } from '../../../db/queries/security-events.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import type { EventKind } from '../../rules/events/catalogue.ts';
import { en } from '../../words/en.ts';
import { describeActivity } from '../account/steps/describe-activity.ts';
import { deleteExpired } from '../operations/delete-expired.ts';
import { describeEvents, walkEvents } from './describe-events.ts';
import { describeUser } from './describe-user.ts';
import type { EventPlaces } from './find-events.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

test('administrators read of a password where its owner reads of theirs', async () => {
  const { user } = await testEnvironment.person();
  const sentences = ({ rows }: { rows: { what: string }[] }) => rows.map(({ what }) => what).join();
  expect(sentences(await describeActivity(testEnvironment.at(1), en, user.id, { filter: 'all', page: 1 }))).toContain(
    'your password',
  );
  const ofPerson = await describeUser(testEnvironment.at(1), en, user.id);
  const ofAll = await describeEvents(testEnvironment.at(1), en, { filter: 'all', email: '' });
  for (const read of [sentences({ rows: ofPerson?.events ?? [] }), sentences(ofAll)]) {
    expect(read).toContain('with a password');
    expect(read).not.toMatch(/\byour?\b/i);
  }
});

test('kinds, days and everything at once are found newest first; what is older than AUDIT_DAYS goes', async () => {
  const { user } = await testEnvironment.person();
  await testEnvironment.db.sql.delete(testEnvironment.db.tables.securityEvents);
  const kinds: EventKind[] = ['signed-in', 'password-changed', 'signed-out', 'role-changed'];
  const dayMs = 86_400_000;
  const now = testEnvironment.at(0).now;
  // Every six hours, two at the same instant, back for 401 days.
  const ids = Array.from({ length: 1604 }, (_, index) => `e${String(index).padStart(4, '0')}`);
  for (const [index, id] of ids.entries()) {
    const at = new Date(now.getTime() - Math.floor(index / 2) * 2 * (dayMs / 4));
    const kind = kinds[index % 4] ?? 'signed-in';
    await insertEvent(testEnvironment.db, {
      id,
      userId: user.id,
      subject: null,
      at,
      kind,
      details: [],
      browser: 'b',
      ipAddress: 'a',
      actor: null,
    });
  }
  const walk = async (wanted: Parameters<typeof walkEvents>[2]) => {
    const found: { id: string; at: Date; what: string }[] = [];
    for await (const rows of walkEvents(testEnvironment.at(0), en, wanted)) found.push(...rows);
    return found;
  };
  const all = await walk({ filter: 'all', email: '' });
  expect(new Set(all.map(({ id }) => id)).size).toBe(1604);
  expect(all.map(({ at }) => at.getTime())).toEqual(all.map(({ at }) => at.getTime()).toSorted((a, b) => b - a));

  const security = await walk({ filter: 'security', email: '' });
  expect(security.map(({ id }) => id)).toEqual(all.filter((row) => !/Signed/.test(row.what)).map(({ id }) => id));
  for (const [filter, whole] of [
    ['security', security],
    ['all', all],
  ] as const) {
    const page = (places: EventPlaces) =>
      describeEvents(testEnvironment.at(0), en, { filter, email: '' }, { ...places, perPage: 10 });
    const ids = (from: number) => whole.slice(from, from + 10).map(({ id }) => ({ id }));
    const first = await page({});
    expect(first).toMatchObject({ newer: null, older: whole[9], rows: ids(0) });
    const second = await page({ before: first.older });
    expect(second).toMatchObject({ newer: whole[10], older: whole[19], rows: ids(10) });
    const third = await page({ before: second.older });
    expect(await page({ after: third.rows.at(0) ?? null })).toMatchObject({ newer: whole[10], rows: ids(10) });
    // Too few are newer: the newest page, and a whole one.
    expect(await page({ after: first.rows.at(4) ?? null })).toMatchObject({ newer: null, rows: ids(0) });
    expect(await page({ before: whole.at(-1) ?? null })).toMatchObject({ newer: 'newest', older: null, rows: [] });
  }

  const day = new Date('2026-11-20T00:00:00Z');
  const ofDay = await walk({ filter: 'all', email: 'ada@example.com', from: day, to: day });
  expect(ofDay.map(({ at }) => at.toISOString().slice(0, 10))).toEqual(Array(4).fill('2026-11-20'));

  await deleteExpired(testEnvironment.at(0));
  const left = await walk({ filter: 'all', email: '' });
  expect(left.length).toBe(all.filter(({ at }) => at.getTime() >= now.getTime() - 400 * dayMs).length);
  expect(left.length).toBeLessThan(1604);
});
