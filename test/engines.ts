import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { Client } from 'pg';
import { forDeletion, forUpdate, openPostgres, runSteps } from '../db/engines/postgres/postgres.ts';
import { tables } from '../db/engines/postgres/schema.ts';
import { openSqlite } from '../db/engines/sqlite/sqlite.ts';
import type { Sql, Store } from '../db/store.ts';
import { postgresCatalogue, sqliteCatalogue } from './catalogue.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** A migrated database with two connections, as of two processes. */
export type TestDatabase = {
  url: string;
  one: Store;
  two: Store;
  /** The result of the migrations, read from the engine: a line for each column and index. */
  catalogue(): Promise<string[]>;
  close(): Promise<void>;
};

const engine = process.env['TEST_ENGINE'] ?? 'sqlite';
let server: Promise<PostgresServer | null> | undefined;

/** Opens a test database on SQLite, or on PostgreSQL with TEST_ENGINE=postgres. */
export async function openTestDatabase(): Promise<TestDatabase> {
  if (engine === 'sqlite') return openSqlitePlace();
  if (engine !== 'postgres') throw new Error(`TEST_ENGINE=${engine} is neither sqlite nor postgres`);
  // One server for all tests of a file; it ends with the process.
  server ??= startPostgres();
  const started = await server;
  if (!started) throw new Error('TEST_ENGINE=postgres needs a server');
  return openPostgresPlace(started);
}

export async function openSqlitePlace(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const path = join(folder, 'app.db');
  const url = `file:${path}`;
  const [one, two] = [openSqlite(url), openSqlite(url)];
  await one.migrate();
  return {
    url,
    one,
    two,
    catalogue: async () => sqliteCatalogue(new Database(path)),
    close: async () => {
      await Promise.all([one.close(), two.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

export async function openPostgresPlace(server: PostgresServer): Promise<TestDatabase> {
  const url = await server.newDatabase();
  const [one, two] = [openPostgres(url), openPostgres(url)];
  await one.migrate();
  const catalogue = async () => {
    const client = new Client(url);
    await client.connect();
    return postgresCatalogue((text) => client.query(text)).finally(() => client.end());
  };
  const close = async () => void (await Promise.all([one.close(), two.close()]));
  return { url, one, two, catalogue, close };
}

/** PostgreSQL in this process: another version, available on every machine. It has one connection, so nothing races. */
export async function openPglitePlace(): Promise<TestDatabase> {
  const connection = new PGlite();
  const dbOver = (client: PGlite) => ({
    sql: drizzle(client, { casing: 'snake_case' }) as unknown as Sql,
    tables,
    forUpdate,
    forDeletion,
    withAsyncCommit: <Columns>(columns: Columns) => columns,
  });
  const store: Store = {
    ...dbOver(connection),
    transaction: (work) => connection.transaction((client) => runSteps(work(dbOver(client as unknown as PGlite)))),
    migrate: () => migrate(drizzle(connection), { migrationsFolder: 'db/migrations/postgres' }),
    schemaState: async () => 'current',
    ping: async () => void (await connection.query('select 1')),
    checkWritable: async () => {},
    checkpoint: async () => {},
    close: () => connection.close(),
  };
  await store.migrate();
  return {
    url: 'memory:',
    one: store,
    two: store,
    catalogue: () => postgresCatalogue((text) => connection.query(text)),
    close: store.close,
  };
}

/** Deletes every row: faster than a new database for each test. */
export async function empty({ sql, tables: all }: Store): Promise<void> {
  for (const table of Object.values(all)) await sql.delete(table);
}
