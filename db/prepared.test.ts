import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqlite } from './engines/sqlite/sqlite.ts';
import { insertSession, listSessions, type Session } from './queries/sessions.ts';
import { findUserByEmail, insertUser } from './queries/users.ts';
import { query, type Store } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
const now = new Date('2026-11-25T12:00:00Z');
let here: Store;
let there: Store;

beforeAll(async () => {
  [here, there] = [openSqlite(`file:${join(folder, 'here.db')}`), openSqlite(`file:${join(folder, 'there.db')}`)];
  for (const store of [here, there]) await store.migrate();
  const ada = { id: 'ada', email: 'ada@example.com', passwordHash: null, createdAt: now };
  await insertUser(here, { ...ada, name: 'Ada of here' });
  await insertUser(there, { ...ada, name: 'Ada of there' });
});
afterAll(async () => {
  for (const store of [here, there]) await store.close();
  rmSync(folder, { recursive: true });
});

test('a query prepared for one database never asks another', async () => {
  const names = async (store: Store) => (await findUserByEmail(store, 'ada@example.com'))?.name;
  expect([await names(here), await names(there), await names(here)]).toEqual([
    'Ada of here',
    'Ada of there',
    'Ada of here',
  ]);
});

test('of many queries at once each has its own values', async () => {
  const addresses = ['ada@example.com', 'eve@example.com', "' or 1=1 --", 'ada@example.com'];
  const found = await Promise.all(addresses.map((address) => findUserByEmail(here, address)));
  expect(found.map((user) => user?.id ?? null)).toEqual(['ada', null, null, 'ada']);
});

test('instants, lists and nulls come back as they went in, also from a transaction', async () => {
  const session: Session = {
    idHash: 'one',
    userId: 'ada',
    authenticationMethods: ['password', 'totp'],
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + 1),
    reauthenticatedAt: null,
    browser: 'Chrome on Windows',
    ipAddress: '203.0.113.7',
    passkeyId: null,
  };
  const proved = { ...session, idHash: 'two', createdAt: new Date(now.getTime() + 1), reauthenticatedAt: now };
  await insertSession(here, session);
  await here.transaction(function* (tx) {
    yield* query(insertSession(tx, proved));
  });
  expect(await listSessions(here, 'ada')).toEqual([proved, session]);
});
