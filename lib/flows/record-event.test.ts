import { afterEach, beforeEach, expect, test } from 'vitest';
import { listEvents } from '../../db/queries/security-events.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../test/environment.ts';
import { deletedActor } from '../rules/events/actor.ts';
import { recordEvent } from './record-event.ts';

let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
});
afterEach(() => testEnvironment.close());

/** A context whose log lines are heard. */
function listened() {
  const lines: object[] = [];
  const context = testEnvironment.at(1);
  const log = { ...context.log, info: (line: object) => void lines.push(line) } as unknown as typeof context.log;
  return { context: { ...context, log }, lines };
}

test('an event keeps its details by name, and a log line only those that it may hold', async () => {
  const { user } = await testEnvironment.person();
  const { context, lines } = listened();
  await testEnvironment.db.transaction((tx) =>
    recordEvent(context, tx, {
      userId: user.id,
      kind: 'role-changed',
      details: { role: 'admin', reason: 'Deputy' },
      actor: 'command:root',
    }),
  );
  const [event] = await listEvents(testEnvironment.db, user.id, ['role-changed'], { limit: 1 });
  expect(event).toMatchObject({ details: { role: 'admin', reason: 'Deputy' }, actor: 'command:root' });
  expect(lines).toEqual([expect.objectContaining({ event: 'role-changed', details: { role: 'admin' } })]);
});

test('attack: the email of a deleted administrator, or the name of a file, gets into no log line', async () => {
  const { user } = await testEnvironment.person();
  const { context, lines } = listened();
  await testEnvironment.db.transaction(function* (tx) {
    yield* recordEvent(context, tx, {
      userId: user.id,
      kind: 'second-factor-reset',
      actor: deletedActor('root@example.com'),
    });
    yield* recordEvent(context, tx, {
      kind: 'people-imported',
      subject: 'ada@example.com.csv',
      details: { imported: 2, skipped: 0 },
      actor: 'command:root',
    });
  });
  expect(lines).toMatchObject([{ actor: 'deleted' }, { user: null, details: { imported: 2, skipped: 0 } }]);
  expect(JSON.stringify(lines)).not.toContain('@');
});

test('what the catalogue does not know does not compile', () => {
  const { db } = testEnvironment;
  const [context, userId] = [testEnvironment.at(0), 'ada'];
  // Generators: what is not stepped through does nothing.
  expect([
    // @ts-expect-error: a kind that there is not
    recordEvent(context, db, { userId, kind: 'signed-inn' }),
    // @ts-expect-error: details are missing
    recordEvent(context, db, { userId, kind: 'signed-in' }),
    // @ts-expect-error: details of another kind
    recordEvent(context, db, { userId, kind: 'signed-in', details: { reason: 'Deputy' } }),
    // @ts-expect-error: details of a kind that has none
    recordEvent(context, db, { userId, kind: 'signed-out', details: { reason: 'Deputy' } }),
    // @ts-expect-error: about an account, and none is named
    recordEvent(context, db, { kind: 'signed-out' }),
    // @ts-expect-error: about a file, and an account is named
    recordEvent(context, db, {
      userId,
      kind: 'people-imported',
      details: { imported: 1, skipped: 0 },
      actor: 'command:root',
    }),
    // @ts-expect-error: an administrator's act without the administrator
    recordEvent(context, db, { userId, kind: 'account-disabled', details: { reason: 'Left' } }),
  ]).toHaveLength(7);
});
