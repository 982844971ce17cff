import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openPostgres } from './postgres.ts';
import { startPostgres } from './postgres-server.fixture.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-schema-'));
const server = await startPostgres();
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** The migrations of code that is one further than ours. */
function newerMigrations(engine: 'sqlite' | 'postgres'): string {
  const path = join(folder, engine);
  cpSync(`db/migrations/${engine}`, path, { recursive: true });
  const journal = JSON.parse(readFileSync(join(path, 'meta/_journal.json'), 'utf8'));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: 'next' });
  writeFileSync(join(path, 'meta/_journal.json'), JSON.stringify(journal));
  writeFileSync(join(path, 'next.sql'), 'create table later (id integer primary key);');
  return path;
}

async function expectStates(ours: Store, newer: Store): Promise<void> {
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

test('code knows whether the schema is its own, behind or ahead: SQLite', async () => {
  const url = `file:${join(folder, 'app.db')}`;
  await expectStates(openSqlite(url), openSqlite(url, newerMigrations('sqlite')));
});

test.skipIf(!server)('code knows whether the schema is its own, behind or ahead: PostgreSQL', async () => {
  const url = (await server?.newDatabase()) ?? '';
  await expectStates(openPostgres(url), openPostgres(url, { migrationsFolder: newerMigrations('postgres') }));
});
