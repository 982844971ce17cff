import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findUserByEmail } from '../../db/queries/users.ts';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { failureSentence } from './failure.ts';

let place: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  place = await makeAdminCommand();
});
afterAll(() => place.close());

test('a command that comes while another writes waits, then says so and does nothing', async () => {
  const other = new Database(join(place.folder, 'app.db'));
  other.exec('begin immediate');
  const refused = await place.admin(['user', 'add', 'ada@example.com', 'Ada']);
  expect(refused).toEqual({
    code: 1,
    out: '',
    err: 'Another program is writing to the database. Nothing was done: try again in a moment.\n',
  });
  const waiting = place.admin(['user', 'add', 'ada@example.com', 'Ada']);
  other.exec('commit');
  expect(await waiting).toMatchObject({ code: 0 });
  expect(await findUserByEmail(place.db, 'ada@example.com')).not.toBeNull();
  other.close();
}, 30_000);

const READ_ONLY =
  'The database is read-only. Nothing was done. Check who may write to its file and folder, or choose a PostgreSQL server that accepts writes.';

test.each([
  ['SQLITE_FULL', 'The disk is full. Nothing was done.'],
  ['53100', 'The disk is full. Nothing was done.'],
  ['SQLITE_READONLY_DBMOVED', READ_ONLY],
  ['25006', READ_ONLY],
  ['EOTHER', 'as it was thrown'],
])('%s is said in a sentence, however deep it lies', (code, sentence) => {
  const cause = Object.assign(new Error('raw'), { code });
  const thrown = new Error('as it was thrown', { cause });
  expect(failureSentence(thrown)).toBe(sentence);
});
