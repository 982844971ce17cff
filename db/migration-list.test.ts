import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { migrate as migrateFileWithDrizzle } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateWithDrizzle } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPostgres } from '../test/postgres-server.ts';
import { openPostgres } from './engines/postgres/postgres.ts';
import { openSqlite } from './engines/sqlite/sqlite.ts';
import { migrateOrFail } from './migrate-or-fail.ts';
import { findUserByEmail, insertUser } from './queries/users.ts';
import type { Store } from './store.ts';

// A busy machine is no fault.
vi.setConfig({ testTimeout: 30_000 });
const folder = mkdtempSync(join(tmpdir(), 'accounts-schema-'));
const server = await startPostgres();
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const ada = { id: 'ada', email: 'ada@example.com', name: 'Ada', passwordHash: 'hash', createdAt: new Date(0) };
const place = (name: string) => join(mkdtempSync(join(folder, 'place-')), name);

/** Another program's migrations: one that creates `table`, written at `when`. */
function otherApp(table: string, when: number): string {
  const path = place('other');
  cpSync('db/migrations/postgres/meta/0000_snapshot.json', join(path, 'meta/0000_snapshot.json'));
  const entries = [{ idx: 0, version: '7', when, tag: '0000_other', breakpoints: true }];
  writeFileSync(join(path, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }));
  writeFileSync(join(path, '0000_other.sql'), `create table ${table} (id integer primary key);`);
  return path;
}

/** The migrations of code that is one ahead of ours. */
function newerMigrations(engine: 'sqlite' | 'postgres'): string {
  const path = place(engine);
  cpSync(`db/migrations/${engine}`, path, { recursive: true });
  const journal = JSON.parse(readFileSync(join(path, 'meta/_journal.json'), 'utf8'));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: 'next' });
  writeFileSync(join(path, 'meta/_journal.json'), JSON.stringify(journal));
  writeFileSync(join(path, 'next.sql'), 'create table later (id integer primary key);');
  return path;
}

/** The migrations of 0.1.0, as its own copy had them. */
function migrationsOf010(engine: 'sqlite' | 'postgres'): string {
  const path = place(`${engine}-010`);
  cpSync(`db/migrations/${engine}`, path, { recursive: true });
  const journal = JSON.parse(readFileSync(join(path, 'meta/_journal.json'), 'utf8'));
  writeFileSync(join(path, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, 2) }));
  return path;
}

/** The same with Windows line endings, as git may check them out there. */
function withWindowsLineEnds(migrations: string): string {
  const journal = JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8'));
  for (const { tag } of journal.entries as { tag: string }[]) {
    const path = join(migrations, `${tag}.sql`);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));
  }
  return migrations;
}

async function expectStates(ours: Store, newer: Store): Promise<void> {
  expect(await ours.schemaState()).toBe('behind');
  await ours.migrate();
  expect(await ours.schemaState()).toBe('current');
  expect(await newer.schemaState()).toBe('behind');
  await newer.migrate();
  expect(await newer.schemaState()).toBe('current');
  expect(await ours.schemaState()).toBe('ahead');
  // Old code that starts on a newer schema leaves it alone.
  await ours.migrate();
  expect(await ours.schemaState()).toBe('ahead');
  await Promise.all([ours.close(), newer.close()]);
}

test.each(['sqlite', 'postgres'])('the journal of %s names every migration that is there, and no other', (engine) => {
  const { entries } = JSON.parse(readFileSync(`db/migrations/${engine}/meta/_journal.json`, 'utf8'));
  const files = readdirSync(`db/migrations/${engine}`).filter((name) => name.endsWith('.sql'));
  expect(entries.map(({ tag }: { tag: string }) => `${tag}.sql`)).toEqual(files.sort());
});

describe('SQLite', () => {
  test('code knows whether the schema is its own, behind or ahead: SQLite', async () => {
    const url = `file:${place('app.db')}`;
    await expectStates(openSqlite(url), openSqlite(url, newerMigrations('sqlite')));
  });

  test.each(['unix', 'windows'])(
    'a file of 0.1.0 is taken over, and 0.1.0 cannot start on it again (%s)',
    async (os) => {
      const path = place('app.db');
      const before = migrationsOf010('sqlite');
      const old = new Database(path);
      migrateFileWithDrizzle(drizzleSqlite(old), {
        migrationsFolder: os === 'windows' ? withWindowsLineEnds(before) : before,
      });
      old.exec(`insert into users (id, email, name, created_at) values ('ada', 'ada@example.com', 'Ada', 0)`);

      const ours = openSqlite(`file:${path}`);
      await migrateOrFail(ours);
      expect(await ours.schemaState()).toBe('current');
      expect(await findUserByEmail(ours, 'ada@example.com')).toMatchObject({ id: 'ada' });
      expect(() => migrateFileWithDrizzle(drizzleSqlite(old), { migrationsFolder: before })).toThrow();
      old.close();
      await ours.close();
    },
  );

  test('a table of another program in the file is named', async () => {
    const path = place('app.db');
    new Database(path).exec('create table sessions (id integer)').close();
    const ours = openSqlite(`file:${path}`);
    await expect(ours.migrate()).rejects.toThrow(
      /another program has made the table `?sessions`? there, and this app needs that name\. Name a file of its own/,
    );
    await ours.close();
  });
});

describe.skipIf(!server)('PostgreSQL', () => {
  let url: string;
  let admin = undefined as unknown as Client;
  const connect = async (to: string) => {
    const client = new Client(to);
    await client.connect();
    return client;
  };
  const fresh = async () => {
    await admin?.end();
    url = (await server?.newDatabase()) ?? '';
    admin = await connect(url);
  };
  const start = async (to = url) => {
    const store = openPostgres(to);
    try {
      await migrateOrFail(store);
      return await store.schemaState();
    } finally {
      await store.close();
    }
  };
  const otherMigrates = (table: string, when: number) =>
    migrateWithDrizzle(drizzle(admin), { migrationsFolder: otherApp(table, when) });
  const tablesIn = async (schema: string) => {
    const { rows } = await admin.query('select tablename from pg_tables where schemaname = $1', [schema]);
    return rows.map(({ tablename }) => tablename);
  };
  beforeAll(fresh);
  afterAll(() => admin.end());

  test('code knows whether the schema is its own, behind or ahead: PostgreSQL', async () => {
    await expectStates(openPostgres(url), openPostgres(url, { migrationsFolder: newerMigrations('postgres') }));
  });

  test.each([Date.UTC(2001), Date.UTC(2040)])(
    'another app with drizzle in the same database is neither stopped nor skipped, in either order (%d)',
    async (when) => {
      await fresh();
      await otherMigrates('orders', when);
      expect(await start()).toBe('current');
      expect(await start()).toBe('current');
      await fresh();
      expect(await start()).toBe('current');
      await otherMigrates('orders', when);
      expect(await tablesIn('public')).toContain('orders');
      expect(await start()).toBe('current');
    },
  );

  test('a database of 0.1.0 is taken over with its users, and leaves nothing in the list that other apps use', async () => {
    await fresh();
    await migrateWithDrizzle(drizzle(admin), { migrationsFolder: migrationsOf010('postgres') });
    await admin.query(
      `insert into users (id, email, name, created_at) values ('ada', 'ada@example.com', 'Ada', now())`,
    );
    expect(await start()).toBe('current');
    expect(await start()).toBe('current');
    expect((await admin.query('select id from users')).rows).toEqual([{ id: 'ada' }]);
    await otherMigrates('orders', Date.UTC(2001));
    expect(await tablesIn('public')).toContain('orders');
    expect(await start()).toBe('current');
    await expect(
      migrateWithDrizzle(drizzle(admin), { migrationsFolder: migrationsOf010('postgres') }),
    ).rejects.toThrow();
  });

  test('a foreign table with a name of ours is named, with the way out, and nothing is left behind', async () => {
    await fresh();
    await admin.query('create table users (id integer primary key)');
    await expect(start()).rejects.toThrow(
      /another program has made a table or index "users" there.*Give it a database of its own, or a schema of its own/,
    );
    expect(await tablesIn('public')).toEqual(['users']);
  });

  test('a schema chosen by search_path holds everything, beside foreign tables of the same names', async () => {
    await fresh();
    await admin.query('create table users (id integer primary key); create schema ours');
    const role = `in_${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;
    await admin.query(`create role ${role} login password 'secret'; alter schema ours owner to ${role};
      alter role ${role} set search_path = ours, public`);
    const as = Object.assign(new URL(url), { username: role, password: 'secret' }).href;
    expect(await start(as)).toBe('current');
    const store = openPostgres(as);
    expect(await insertUser(store, ada)).toHaveLength(1);
    await store.close();
    expect(await tablesIn('public')).toEqual(['users']);
    expect((await admin.query('select id from ours.users')).rows).toEqual([{ id: 'ada' }]);
    expect(await start(`${url}?options=-csearch_path%3Dours`)).toBe('current');

    await admin.query('create schema first');
    await expect(start(`${url}?options=-csearch_path%3Dfirst,ours`)).rejects.toThrow(
      /are in the schema ours, but search_path \(first,\s?ours\) puts first first/,
    );
    await expect(start(`${url}?options=-csearch_path%3Dnowhere`)).rejects.toThrow(
      /search_path \(nowhere\) names no schema that is there/,
    );
    await admin.query(`drop owned by ${role} cascade; drop role ${role}`);
  });

  test('a role that may not create tables gets the statements that help, and they do', async () => {
    await fresh();
    const role = `may_${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;
    await admin.query(`revoke all on schema public from public; create role ${role} login password 'secret'`);
    const as = Object.assign(new URL(url), { username: role, password: 'secret' }).href;
    await admin.query(`grant usage on schema public to ${role}`);
    const refusal = await start(as).catch(String);
    expect(refusal).toContain(`the role ${role} may not make tables in the schema public.`);
    await admin.query(/grant .*$/.exec(refusal)?.[0] ?? '');
    expect(await start(as)).toBe('current');
    await admin.query(`drop owned by ${role} cascade; drop role ${role}`);
  });

  test.each([
    [
      'a database that is not there',
      { pathname: '/nowhere' },
      /create database "nowhere" owner "tester" encoding 'UTF8'/,
    ],
    ['another password', { password: 'wrong' }, /Write the password of tester into DATABASE_URL, with .* as %XX/],
    ['a certificate of an unknown authority', { search: '?sslmode=require' }, /sslrootcert=\/path\/to\/ca\.pem/],
    ['a host that is not there', { host: 'ss.invalid' }, /A password with .* ends too early: write these as %XX/],
    ['a server that is not there', { port: '1' }, /Is the server running, and does it listen there\?/],
  ])('the start says what helps against %s', async (_, change, sentence) => {
    await expect(start(Object.assign(new URL(url), change).href)).rejects.toThrow(sentence);
  });

  test.each(['LATIN1', 'SQL_ASCII'])('a database in %s is refused at the start, with the cure', async (encoding) => {
    await fresh();
    const name = `odd_${encoding.toLowerCase()}_${new URL(url).pathname.slice(-8)}`;
    await admin.query(`create database ${name} encoding '${encoding}' locale 'C' template template0`);
    await expect(start(Object.assign(new URL(url), { pathname: `/${name}` }).href)).rejects.toThrow(
      new RegExp(`keeps its text in ${encoding}.*create database NAME encoding 'UTF8' template template0`),
    );
    await admin.query(`drop database ${name}`);
  });
});
