import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { sql as raw } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPostgres } from '../../../test/postgres-server.ts';
import { findDatabaseOutage } from '../../database-outage.ts';
import { readMigrations } from '../../migration-list.ts';
import { refundAttempt, resetFailures, tryConsume } from '../../queries/attempts.ts';
import { findUser, insertUser, lockUser, updateEmail, updateName } from '../../queries/users.ts';
import { type Db, query, type Store } from '../../store.ts';
import { tlsOptions } from './connection.ts';
import { migratePostgres } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { throwSanitized } from './session.ts';

// A busy machine is no fault.
vi.setConfig({ testTimeout: 30_000 });
const server = await startPostgres();
afterAll(() => server?.stop());

const person = (id: string) => ({
  id,
  email: `${id}@example.com`,
  name: id,
  passwordHash: `hash of ${id}`,
  createdAt: new Date(0),
});

describe.skipIf(!server)('PostgreSQL', () => {
  let url: string;
  let store: Store;
  const lost: Error[] = [];
  const newDatabase = async () => (await server?.newDatabase()) ?? '';
  beforeAll(async () => {
    url = await newDatabase();
    store = openPostgres(url, { onLostConnection: (error) => lost.push(error) });
    await store.migrate();
    for (const id of ['ada', 'eve']) await insertUser(store, person(id));
  });
  afterAll(() => store.close());

  const admin = async (statement: string) => {
    const client = new Client(url);
    await client.connect();
    return client.query(statement).finally(() => client.end());
  };
  const cutOff = () =>
    admin(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'accounts' and datname = current_database()`,
    );

  test('four connections that migrate an empty database at once all come up', async () => {
    const fresh = await newDatabase();
    const boots = Array.from({ length: 4 }, () => openPostgres(fresh));
    await Promise.all(boots.map((boot) => boot.migrate()));
    expect(await insertUser(boots[3] ?? store, person('ada'))).toHaveLength(1);
    await Promise.all(boots.map((boot) => boot.close()));
  });

  test('a server with its own date style and isolation level gets ours', async () => {
    const odd = await newDatabase();
    const name = new URL(odd).pathname.slice(1);
    for (const setting of [
      `datestyle = 'SQL, DMY'`,
      `timezone = 'Asia/Kolkata'`,
      `default_transaction_isolation = 'repeatable read'`,
    ])
      await admin(`alter database ${name} set ${setting}`);
    const other = openPostgres(odd);
    await other.migrate();
    const createdAt = new Date('2026-02-03T04:05:06.789Z');
    await insertUser(other, { ...person('ada'), createdAt });
    expect((await findUser(other, 'ada'))?.createdAt).toEqual(createdAt);
    const level = async ({ sql, tables }: Db) =>
      sql.select({ is: raw<string>`current_setting('transaction_isolation')` }).from(tables.users);
    expect(await level(other)).toEqual([{ is: 'read committed' }]);
    expect(await other.transaction((tx) => query(level(tx)))).toEqual([{ is: 'read committed' }]);
    await other.close();
  });

  test('attack: a locked row keeps those who want it waiting for two seconds, and no other query', async () => {
    const people = ['held', 'free'].map(person);
    for (const each of people) await insertUser(store, each);
    const holder = new Client(url);
    await holder.connect();
    await holder.query(`begin; select 1 from users where id = 'held' for update`);
    const waiting = store.transaction(function* (tx) {
      yield* query(lockUser(tx, 'held'));
    });
    const told = waiting.catch((error: unknown) => findDatabaseOutage(error));
    expect(await findUser(store, 'held')).not.toBeNull();
    await store.transaction(function* (tx) {
      yield* query(lockUser(tx, 'free'));
    });
    expect(await told).toMatchObject({ code: '55P03' });
    await holder.query('rollback');
    await holder.end();
  });

  test('a migration that waits for a long report keeps no reader waiting, and is made after it', async () => {
    const behind = await newDatabase();
    const other = openPostgres(behind);
    await other.migrate();
    await insertUser(other, person('ada'));
    const report = new Client(behind);
    const upgrade = new Client(behind);
    await report.connect();
    await upgrade.connect();
    await report.query('begin; select * from users');
    const change = { hash: 'x', oldHashes: [], madeAt: 1, statements: ['alter table users add column more text'] };
    const migrating = migratePostgres(behind, [...readMigrations('db/migrations/postgres'), change]);
    const isWaiting = async () => (await upgrade.query('select 1 from pg_locks where not granted')).rows.length;
    await expect.poll(isWaiting, { interval: 20 }).toBe(1);
    // Queued behind it until it gives up; longer than a statement may take, if it didn't give up.
    expect(await findUser(other, 'ada')).not.toBeNull();
    await expect.poll(isWaiting, { interval: 20 }).toBe(0);
    await report.query('commit');
    await migrating;
    expect((await upgrade.query('select more from users')).rows).toEqual([{ more: null }]);
    await Promise.all([report.end(), upgrade.end(), other.close()]);
  });

  test('a read-only server is noticed without writing', async () => {
    await store.checkWritable();
    const closed = await newDatabase();
    await admin(`alter database ${new URL(closed).pathname.slice(1)} set default_transaction_read_only = on`);
    const replica = openPostgres(closed);
    await replica.ping();
    await expect(replica.checkWritable()).rejects.toThrow('takes no writes');
    await replica.close();
  });

  test('a connection that is lost while idle is reported and replaced', async () => {
    await store.ping();
    await cutOff();
    await expect.poll(() => lost.length).toBeGreaterThan(0);
    expect(await findUser(store, 'ada')).not.toBeNull();
  });

  test('a connection lost between two statements rolls them back, and harms no other', async () => {
    const attempt = store.transaction(function* (tx) {
      yield* query(updateName(tx, 'ada', 'half done'));
      yield* query(cutOff());
      yield* query(sleep(50));
      yield* query(updateName(tx, 'ada', 'done'));
    });
    const fault = await attempt.catch((error: unknown) => error);
    // So that users read that the database is down, and not that the app is broken.
    expect(findDatabaseOutage(fault)).not.toBeNull();
    expect((await findUser(store, 'ada'))?.name).not.toContain('done');
  });

  test('two transactions that deadlock are both done, one after the other', async () => {
    const rename = (first: string, second: string) =>
      store.transaction(function* (tx) {
        yield* query(updateName(tx, first, `${first} before ${second}`));
        yield* query(sleep(100));
        yield* query(updateName(tx, second, `${second} after ${first}`));
      });
    await Promise.all([rename('ada', 'eve'), rename('eve', 'ada')]);
    const names = [(await findUser(store, 'ada'))?.name, (await findUser(store, 'eve'))?.name];
    expect([
      ['ada before eve', 'eve after ada'],
      ['ada after eve', 'eve before ada'],
    ]).toContainEqual(names);
  });

  test('of two users who want one email one gets no row, not an error', async () => {
    const both = await Promise.all(
      ['ada', 'eve'].map((id) =>
        store.transaction(function* (tx) {
          const moved = yield* query(updateEmail(tx, id, 'wanted@example.com', null));
          yield* query(sleep(50));
          return moved.length;
        }),
      ),
    );
    expect(both.sort()).toEqual([0, 1]);
  });

  test('a locked user keeps only other decisions about the same user waiting', async () => {
    const order: string[] = [];
    const decide = (id: string, word: string, wait: number) =>
      store.transaction(function* (tx) {
        yield* query(lockUser(tx, id));
        order.push(`${word} begins`);
        yield* query(sleep(wait));
        order.push(`${word} ends`);
      });
    const first = decide('ada', 'first', 300);
    await expect.poll(() => order).toEqual(['first begins']);
    await Promise.all([decide('eve', 'other', 0), first, decide('ada', 'second', 0)]);
    expect(order.filter((line) => !line.startsWith('other'))).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
    ]);
    expect(order.indexOf('other ends')).toBeLessThan(order.indexOf('first ends'));
  });

  test('a counter commits without waiting for the disk; in a transaction it waits with everything beside it', async () => {
    const counter = {
      key: 'totp:x',
      consecutiveFailures: 10,
      lockoutsMs: [1, 1, 1],
      perWindow: 100,
      windowMs: 1000,
    } as const;
    const waitsForDisk = (db: Db) => {
      const statements = [tryConsume(db, counter, new Date()), refundAttempt(db, 'x'), resetFailures(db, 'x')];
      return statements.map(
        (statement) => !statement.toSQL().sql.includes(`set_config('synchronous_commit', 'off', true)`),
      );
    };
    expect(waitsForDisk(store)).toEqual([false, false, false]);
    const inside = await store.transaction(function* (db) {
      yield* query(tryConsume(db, counter, new Date()));
      return waitsForDisk(db);
    });
    expect(inside).toEqual([true, true, true]);
    expect(await tryConsume(store, counter, new Date())).toMatchObject([{ consecutiveFailures: 2 }]);
  });

  test('an error names no value of the statement (attack: secrets in logs)', async () => {
    const twin = { ...person('zoe'), passwordHash: 'secret hash', createdAt: new Date(Number.NaN) };
    const errors = await Promise.all([
      Promise.resolve(
        store.sql.insert(store.tables.users).values({ ...person('ada'), passwordHash: 'secret hash' }),
      ).catch((error: unknown) => error),
      Promise.resolve(
        store.sql
          .insert(store.tables.users)
          .values({ ...twin, createdAt: new Date(0), name: raw`null` as unknown as string }),
      ).catch((error: unknown) => error),
      store
        .transaction((tx) =>
          query(tx.sql.insert(tx.tables.users).values({ ...person('ada'), passwordHash: 'secret hash' })),
        )
        .catch((error: unknown) => error),
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/secret hash|ada@example\.com/);
    }
  });

  test('TLS is never given up, and the certificate is checked', async ({ skip }) => {
    if (!server?.certificate) return skip('needs a server of our own, and openssl');
    const reach = async (query: string) => {
      const secure = openPostgres(Object.assign(new URL(url), { search: query }).href);
      return secure.ping().finally(() => secure.close());
    };
    const modes = [
      'prefer',
      'require',
      'no-verify',
      'verify-full',
      'require&uselibpqcompat=true',
      'require&ssl=no-verify',
    ];
    for (const mode of modes) await expect(reach(`sslmode=${mode}`)).rejects.toThrow('self-signed certificate');
    return reach(`sslmode=verify-full&sslrootcert=${server.certificate}`);
  });

  test('a server that cannot be reached is named, and so is the reason', async () => {
    const nowhere = openPostgres('postgres://tester:secret@localhost:1/none');
    await expect(nowhere.ping()).rejects.toThrow(/ECONNREFUSED/);
    await expect(nowhere.migrate()).rejects.toThrow(/ECONNREFUSED/);
    await expect(findUser(nowhere, 'ada')).rejects.toThrow(/ECONNREFUSED/);
    await nowhere.close();
  });
});

test.each([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
  'Query read timeout',
])('a broken connection that the driver tells in words alone is trouble of the database: %s', (words) => {
  const plain = () => throwSanitized(new Error(words));
  expect(plain).toThrow(expect.toSatisfy((error) => findDatabaseOutage(error) === error));
});

describe('an unencrypted connection', () => {
  test.each([
    'postgres://u:p@localhost/db',
    'postgres://u:p@127.0.0.1:5433/db',
    'postgres://u:p@[::1]/db',
    'postgres:///db?host=/run/postgresql',
    'postgres://u@%2Frun%2Fpostgresql/db',
  ])('is the way to a server on this machine: %s', (url) => expect(tlsOptions(url)).toBe(false));

  test.each([
    'postgres://u:p@db.example.com/db',
    'postgres:///db?host=db.example.com',
    'postgres://u:p@localhost/db?host=10.0.0.7',
    'postgres://u:p@localhost/db?sslmode=prefer',
  ])('is not taken to %s', (url) => expect(tlsOptions(url)).toMatchObject({ rejectUnauthorized: true }));

  test('is used where the setting asks for it', () => {
    expect(tlsOptions('postgres://u:p@db/db?sslmode=disable')).toBe(false);
  });
});
