import { afterEach, beforeEach, expect, test } from 'vitest';
import { listAllEvents } from '../../../db/queries/security-events.ts';
import { deleteUser, findUserByEmail, insertUser } from '../../../db/queries/users.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../../test/environment.ts';
import { noteExport, walkUsers } from './export-users.ts';

const MANY = 1203;
let testEnvironment: TestEnvironment;
beforeEach(async () => {
  testEnvironment = await makeTestEnvironment();
  const { db } = testEnvironment;
  await db.transaction(function* (tx) {
    for (let n = 0; n < MANY; n += 1) {
      const name = `P${String(n).padStart(4, '0')}`;
      const user = { id: `id${n}`, email: `${name.toLowerCase()}@example.com`, name, passwordHash: null };
      yield insertUser(tx, { ...user, createdAt: testEnvironment.at(n).now });
    }
  });
}, 60_000);
afterEach(() => testEnvironment.close());

const all = { search: '', filter: 'all', sort: 'name' } as const;

test('everyone of a list, in its order, a batch at a time', async () => {
  for (const [sort, first] of [
    ['name', 'P0000'],
    ['newest', 'P1202'],
  ] as const) {
    const sizes: number[] = [];
    const names: string[] = [];
    for await (const users of walkUsers(testEnvironment.at(0), { ...all, sort })) {
      sizes.push(users.length);
      names.push(...users.map(({ name }) => name));
    }
    expect(sizes).toEqual([500, 500, 203]);
    expect(new Set(names).size).toBe(MANY);
    expect(names[0]).toBe(first);
  }
});

test('a search is exported whole, also where its page counts no further; NUL finds no one', async () => {
  const count = async (search: string) => {
    let found = 0;
    for await (const users of walkUsers(testEnvironment.at(0), { ...all, search })) found += users.length;
    return found;
  };
  expect(await count('p0')).toBe(1000);
  expect(await count('p\0')).toBe(0);
});

test('attack: people who are deleted while the list is written end nothing, and nobody comes twice (M-21)', async () => {
  const names: string[] = [];
  let batch = 0;
  for await (const users of walkUsers(testEnvironment.at(0), all)) {
    names.push(...users.map(({ name }) => name));
    batch += 1;
    // After the first its last three, after the second all of it.
    const gone = batch === 1 ? users.slice(-3) : batch === 2 ? users : [];
    for (const { email } of gone) {
      const user = await findUserByEmail(testEnvironment.db, email);
      await deleteUser(testEnvironment.db, user?.id ?? '');
    }
  }
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(MANY);
});

test('that a list was taken away is an event with who did it and what was searched for', async () => {
  await noteExport(testEnvironment.at(0), { ...all, search: 'p0' }, { file: 'people.csv', by: 'command:root' });
  const [event] = await listAllEvents(testEnvironment.db, { userId: null }, { limit: 1 });
  expect(event).toMatchObject({
    kind: 'people-exported',
    subject: 'people.csv',
    actor: 'command:root',
    details: { filter: 'all', search: 'p0' },
  });
});
