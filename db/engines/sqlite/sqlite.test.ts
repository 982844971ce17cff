import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertUser } from '../../queries/users.ts';
import { query } from '../../store.ts';
import { faultOfSqlite } from './backup.ts';
import { openSqlite } from './sqlite.ts';

const PAGE = 4096;
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  path = join(folder, 'data/app.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = async () => {
  const store = openSqlite(`file:${path}`);
  await store.migrate();
  return store;
};

test('the file and its folder are for their owner alone (attack D-08)', async () => {
  const store = await open();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(`${path}-wal`).mode & 0o077).toBe(0);
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  await store.close();
});

test('an error names no value of the statement (attack: secrets in logs)', async () => {
  const store = await open();
  const person = { id: 'ada', email: 'a@example.com', name: 'A', passwordHash: 'secret hash', createdAt: new Date(0) };
  await insertUser(store, person);
  const { users } = store.tables;
  const errors = await Promise.all([
    Promise.resolve(store.sql.insert(users).values(person)).catch((error: unknown) => error),
    store.transaction((tx) => query(tx.sql.insert(users).values(person))).catch((error: unknown) => error),
  ]);
  for (const error of errors) {
    expect(error).toMatchObject({ message: 'UNIQUE constraint failed: users.email' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/secret hash|a@example\.com/);
  }
  await store.close();
});

test('a database that is missing or empty is not replaced by a new one (attack K-08)', async () => {
  await (await open()).close();
  renameSync(path, join(folder, 'kept'));
  expect(() => openSqlite(`file:${path}`)).toThrow(/app\.db is missing or empty, although there was a database/);
  expect(existsSync(path)).toBe(false);
  renameSync(join(folder, 'kept'), path);
  await (await open()).close();
  truncateSync(path);
  expect(() => openSqlite(`file:${path}`)).toThrow('missing or empty');
});

test('a database of which only the log is left is not created again', async () => {
  const store = await open();
  rmSync(path);
  rmSync(`${path}.made`);
  expect(() => openSqlite(`file:${path}`)).toThrow('missing or empty');
  await store.close();
});

test('a database is created again when all its files were deleted', async () => {
  await (await open()).close();
  for (const ending of ['', '-wal', '-shm', '.made']) rmSync(path + ending, { force: true });
  await (await open()).close();
  expect(existsSync(path)).toBe(true);
});

test('a large file is not checked in full at the start; damage in it is an error when read, and doctor finds it', async () => {
  await (await open()).close();
  const whole = new Database(path);
  whole.exec('create table ballast (x); create table other (x); insert into other values (1)');
  for (let megabytes = 0; megabytes < 70; megabytes += 1) whole.exec('insert into ballast values (zeroblob(1048576))');
  whole.pragma('wal_checkpoint(TRUNCATE)');
  whole.close();
  expect(faultOfSqlite(path)).toBeNull();
  const file = openSync(path, 'r+');
  const middle = Math.floor(statSync(path).size / PAGE / 2) * PAGE;
  writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, middle);
  closeSync(file);

  const store = await open();
  await expect(store.ping()).resolves.toBeUndefined();
  await store.close();
  const damaged = new Database(path);
  expect(damaged.prepare('select x from other').get()).toEqual({ x: 1 });
  expect(() => damaged.prepare('select x from ballast').all()).toThrow(/malformed/);
  damaged.close();
  expect(faultOfSqlite(path)).toContain('SQLite says');
});

test('attack: while another program has locked the file, writers wait and others do not', async () => {
  const store = await open();
  const other = new Database(path);
  other.exec('begin immediate');
  const ada = { id: 'ada', email: 'ada@example.com', name: 'Ada', passwordHash: null, createdAt: new Date() };
  const grace = { ...ada, id: 'grace', email: 'grace@example.com' };
  let isWritten = false;
  const writing = Promise.all([
    store.transaction(function* (tx) {
      return yield* query(insertUser(tx, ada));
    }),
    insertUser(store, grace),
  ]).then((rows) => {
    isWritten = true;
    return rows;
  });
  // Other requests keep reading, and none of them blocks.
  for (let visit = 0; visit < 200; visit += 1) {
    expect(await store.sql.select().from(store.tables.users)).toEqual([]);
    await new Promise((next) => setImmediate(next));
  }
  expect(isWritten).toBe(false);
  other.exec('rollback');
  expect(await writing).toMatchObject([[{ id: 'ada' }], [{ id: 'grace' }]]);
  expect(await store.sql.select().from(store.tables.users)).toHaveLength(2);
  other.close();
  await store.close();
});

test('two processes that write all the time lose nothing to each other', async () => {
  const stores = [await open(), await open()];
  const people = Array.from({ length: 200 }, (_, at) => ({
    id: `p${at}`,
    email: `p${at}@example.com`,
    name: 'P',
    passwordHash: null,
    createdAt: new Date(),
  }));
  await Promise.all(people.map((person, at) => insertUser(stores[at % 2] as (typeof stores)[number], person)));
  const [store] = stores as [(typeof stores)[number]];
  expect(await store.sql.select().from(store.tables.users)).toHaveLength(200);
  for (const each of stores) await each.close();
});

test('the file alone holds everything once it is closed or checkpointed; copied before, it is refused (attack A-54)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-alone-'));
  const path = join(folder, 'app.db');
  const store = openSqlite(`file:${path}`);
  await store.migrate();
  copyFileSync(path, join(folder, 'young.db'));
  expect(() => openSqlite(`file:${join(folder, 'young.db')}`)).toThrow('holds no table');
  await store.checkpoint();
  copyFileSync(path, join(folder, 'later.db'));
  const copy = openSqlite(`file:${join(folder, 'later.db')}`);
  expect(await copy.schemaState()).toBe('current');
  await copy.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
