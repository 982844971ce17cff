import { afterAll, describe, expect, test } from 'vitest';
import { openPostgresPlace, openSqlitePlace } from '../../../test/engines.ts';
import { makeTestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { en } from '../../words/en.ts';
import { describeEvents } from './describe-events.ts';
import { describeUsers } from './describe-users.ts';

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
        total: 0,
      });
      const events = await describeEvents(testEnvironment.at(0), en, {
        filter: 'all',
        email: `${search}ada@example.com`,
      });
      expect(events.rows, JSON.stringify(search)).toEqual([]);
    }
    expect(await describeUsers(testEnvironment.at(0), { search: 'ada' }, 1)).toMatchObject({ total: 1 });
    await testEnvironment.close();
  });
});
