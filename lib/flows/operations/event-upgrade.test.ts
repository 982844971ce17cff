import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../../db/engines/postgres/postgres.ts';
import { openSqlite } from '../../../db/engines/sqlite/sqlite.ts';
import { deleteUser } from '../../../db/queries/users.ts';
import type { Store } from '../../../db/store.ts';
import { expectedCatalogue, postgresCatalogue, sqliteCatalogue } from '../../../test/catalogue.ts';
import { makeTestEnvironment } from '../../../test/environment.ts';
import { startPostgres } from '../../../test/postgres-server.ts';
import { en } from '../../words/en.ts';
import { walkEvents } from '../admin/describe-events.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-events-'));
const server = await startPostgres();
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

type OldRow = { kind: string; details: string[]; what: string };
const old: OldRow[] = JSON.parse(readFileSync('db/fixtures/event-lists.json', 'utf8'));

/** The migrations of 0.1.0: the first two. */
function migrationsOf010(engine: 'sqlite' | 'postgres'): string {
  const path = join(folder, engine);
  cpSync(`db/migrations/${engine}`, path, { recursive: true });
  const journal = JSON.parse(readFileSync(join(path, 'meta/_journal.json'), 'utf8'));
  writeFileSync(join(path, 'meta/_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, 2) }));
  return path;
}

/** Every row of the fixture as 0.1.0 stored it, a minute apart, with an actor for every other one. */
const rows = old.map(({ kind, details }, index) => ({
  id: `e${index}`,
  at: new Date(Date.UTC(2026, 10, 1) + index * 60_000),
  values: [kind, JSON.stringify(details), 'Firefox', '203.0.113.7', index % 2 ? 'command:root' : null],
}));
const COLUMNS = 'id, user_id, at, kind, details, browser, address, actor';

const engines = {
  SQLite: async () => {
    const path = join(folder, 'app.db');
    const before = openSqlite(`file:${path}`, migrationsOf010('sqlite'));
    await before.migrate();
    await before.close();
    const raw = new Database(path);
    raw.exec(`insert into users (id, email, name, created_at) values ('ada', 'ada@example.com', 'Ada', 0)`);
    const insert = raw.prepare(`insert into security_events (${COLUMNS}) values (?, 'ada', ?, ?, ?, ?, ?, ?)`);
    for (const { id, at, values } of rows) insert.run(id, at.getTime(), ...values);
    raw.close();
    return { store: openSqlite(`file:${path}`), catalogue: async () => sqliteCatalogue(new Database(path)) };
  },
  PostgreSQL: async () => {
    if (!server) return null;
    const url = await server.newDatabase();
    const before = openPostgres(url, { migrationsFolder: migrationsOf010('postgres') });
    await before.migrate();
    await before.close();
    const client = new Client(url);
    await client.connect();
    await client.query(
      `insert into users (id, email, name, created_at) values ('ada', 'ada@example.com', 'Ada', now())`,
    );
    for (const { id, at, values } of rows)
      await client.query(`insert into security_events (${COLUMNS}) values ($1, 'ada', $2, $3, $4, $5, $6, $7)`, [
        id,
        at,
        ...values,
      ]);
    await client.end();
    const catalogue = async () => {
      const reader = new Client(url);
      await reader.connect();
      return postgresCatalogue((text) => reader.query(text)).finally(() => reader.end());
    };
    return { store: openPostgres(url), catalogue };
  },
} satisfies Record<string, () => Promise<{ store: Store; catalogue: () => Promise<string[]> } | null>>;

describe.each(Object.entries(engines))('%s', (_engine, open) => {
  test('events of 0.1.0 are kept as they are, read by kind, and outlive their account from now on', async (test_) => {
    const place = await open();
    if (!place) return test_.skip('needs a PostgreSQL server');
    const { store, catalogue } = place;
    await store.migrate();
    expect(await catalogue()).toEqual(expectedCatalogue());
    const testEnvironment = await makeTestEnvironment({
      one: store,
      two: store,
      url: '',
      catalogue,
      close: () => store.close(),
    });
    const all = async () => {
      const found = [];
      for await (const batch of walkEvents(testEnvironment.at(0), en, { filter: 'all', email: '' }))
        found.push(...batch);
      return found.reverse();
    };
    expect((await all()).map(({ kind, what }) => ({ kind, what }))).toEqual(
      old.map(({ kind, what }) => ({ kind, what })),
    );
    const { securityEvents } = store.tables;
    for (const row of await store.sql.select().from(securityEvents))
      expect(row).toMatchObject({ userId: 'ada', subject: null, details: old[Number(row.id.slice(1))]?.details });
    await deleteUser(store, 'ada');
    expect((await all()).map(({ email, isDeleted }) => [email, isDeleted])).toEqual(old.map(() => [null, true]));
    await testEnvironment.close();
  });
});
