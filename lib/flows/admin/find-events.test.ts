import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertEvent, type SecurityEvent } from '../../../db/queries/security-events.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { limits } from '../../config/limits.ts';
import { deletedActor } from '../../rules/events/actor.ts';
import { en } from '../../words/en.ts';
import { describeEvents, type EventsPage, walkEvents } from './describe-events.ts';
import type { AdminEventQuery, EventPlaces } from './find-events.ts';

let testEnvironment: TestEnvironment;
let admin = '';
let ada = '';
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  admin = (await testEnvironment.person('root@example.com')).user.id;
  ada = (await testEnvironment.person()).user.id;
  await testEnvironment.db.sql.delete(testEnvironment.db.tables.securityEvents);
});
afterEach(() => testEnvironment.close());

let count = 0;
/** Writes an event, a minute after the one before. */
async function write(event: Partial<SecurityEvent>): Promise<string> {
  count += 1;
  const id = `e${String(count).padStart(6, '0')}`;
  await insertEvent(testEnvironment.db, {
    id,
    userId: ada,
    subject: null,
    at: testEnvironment.at(count).now,
    kind: 'signed-in',
    details: { methods: ['password'] },
    browser: 'Firefox on Linux',
    ipAddress: '203.0.113.7',
    actor: null,
    ...event,
  });
  return id;
}

const page = (asked: Partial<AdminEventQuery>, places: EventPlaces = {}) =>
  describeEvents(testEnvironment.at(0), en, { filter: 'all', email: '', ...asked }, places);
const idsOf = ({ rows }: Pick<EventsPage, 'rows'>) => rows.map(({ id }) => id);

test('who acted is found by the email they have or had, or by who ran the command', async () => {
  const hers = await write({ kind: 'account-disabled', details: { reason: 'Left' }, actor: admin });
  const gone = await write({
    kind: 'account-enabled',
    details: { reason: 'Back' },
    actor: deletedActor('old@example.com'),
  });
  const command = await write({ kind: 'account-enabled', details: { reason: 'Back' }, actor: 'command:root' });
  const own = await write({});
  expect(idsOf(await page({ by: ' ROOT@example.com ' }))).toEqual([hers]);
  expect(idsOf(await page({ by: 'old@example.com' }))).toEqual([gone]);
  expect(idsOf(await page({ by: 'root' }))).toEqual([command]);
  expect(idsOf(await page({ by: 'root', email: 'ada@example.com' }))).toEqual([command]);
  expect(idsOf(await page({ by: 'root', email: 'root@example.com' }))).toEqual([]);
  expect(idsOf(await page({ by: 'root@example.com', kind: 'account-enabled' }))).toEqual([]);
  for (const by of ['ada@example.com', 'nobody', '\0', '%', "' or 1=1 --"])
    expect(idsOf(await page({ by })), by).toEqual([]);
  expect(idsOf(await page({}))).toEqual([own, command, gone, hers]);
});

test('one kind is found, also inside a filter', async () => {
  await write({});
  const changed = await write({ kind: 'password-changed', details: {} });
  expect(idsOf(await page({ kind: 'password-changed' }))).toEqual([changed]);
  expect(idsOf(await page({ kind: 'password-changed', filter: 'administrators' }))).toEqual([]);
});

test('a text is found in what an event says, however it is spelt, and in the names of no column', async () => {
  const disabled = await write({ kind: 'account-disabled', details: { reason: 'Özlem left in MAY' }, actor: admin });
  const elsewhere = await write({ ipAddress: '198.51.100.9', browser: 'Safari on iOS' });
  const older = await write({ kind: 'account-disabled', details: ['Moved to Łódź'] });
  expect(idsOf(await page({ text: 'ozlem LEFT' }))).toEqual([disabled]);
  expect(idsOf(await page({ text: '198.51.100' }))).toEqual([elsewhere]);
  expect(idsOf(await page({ text: 'safari' }))).toEqual([elsewhere]);
  expect(idsOf(await page({ text: 'lodz' }))).toEqual([older]);
  expect(idsOf(await page({ text: 'ozlem', filter: 'security' }))).toEqual([disabled]);
  expect(idsOf(await page({ text: 'ozlem', filter: 'sign-ins' }))).toEqual([]);
  expect(idsOf(await page({ text: 'ozlem', by: 'root@example.com', kind: 'account-disabled' }))).toEqual([disabled]);
  for (const text of ['reason', 'methods', '%', '_', '\0', '{"', 'x'.repeat(100)])
    expect(idsOf(await page({ text })), text).toEqual([]);
});

test('a search for a text reads no more than its part at once, and goes on where it ended', async () => {
  const needle = { kind: 'renamed', details: { from: 'Needle', to: 'Pin', reason: '' } } as const;
  const first = await write(needle);
  const { tables, sql } = testEnvironment.db;
  const hay = Array.from({ length: limits.eventsSearched + 50 }, (_, index) => ({
    id: `h${index}`,
    userId: ada,
    at: testEnvironment.at(10_000 + index).now,
    kind: 'signed-in' as const,
    details: {},
    browser: 'b',
    ipAddress: 'unknown',
  }));
  for (let at = 0; at < hay.length; at += 1000)
    await sql.insert(tables.securityEvents).values(hay.slice(at, at + 1000));
  count = 100_000;
  const last = await write(needle);

  const newest = await page({ text: 'needle' });
  expect(newest).toMatchObject({ isPartial: true, newer: null, older: { id: `h51` } });
  expect(idsOf(newest)).toEqual([last]);
  const next = await page({ text: 'needle' }, { before: newest.older });
  expect(next).toMatchObject({ isPartial: false, older: null });
  expect(idsOf(next)).toEqual([first]);
  // Back from there: it ends on the way, and goes on to the newest page.
  const back = await page({ text: 'needle' }, { after: next.rows[0] ?? null });
  expect(back).toMatchObject({ isPartial: true, rows: [], newer: { id: `h${limits.eventsSearched - 1}` } });
  const again = await page({ text: 'needle' }, { after: back.newer === 'newest' ? null : back.newer });
  expect(again).toMatchObject({ newer: null });
  expect(idsOf(again)).toEqual([last]);

  const walked = [];
  for await (const rows of walkEvents(testEnvironment.at(0), en, { filter: 'all', email: '', text: 'needle' }))
    walked.push(...rows);
  expect(idsOf({ rows: walked })).toEqual([last, first]);
});
