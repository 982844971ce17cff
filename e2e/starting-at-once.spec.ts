import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '#test/postgres-server.ts';
import { type AppProcess, type Environment, startProcess } from './fixtures/app-server.ts';
import { freePort } from './fixtures/free-port.ts';

const INSTANCES = 4;
const WAITING = `select count(*)::int as waiting from pg_locks join pg_database on pg_database.oid = database
  where datname = current_database() and locktype = 'advisory' and not granted`;

let server: PostgresServer | null;
test.beforeAll(async () => {
  server = await startPostgres();
});
test.afterAll(() => server?.stop());

test('four instances started at once on an empty database all start, with one set of migrations', async () => {
  test.skip(!server, 'there is no PostgreSQL server; a line above says how to get one');
  const DATABASE_URL = (await server?.newDatabase()) ?? '';
  const brake = new Client(DATABASE_URL);
  await brake.connect();
  // The lock of db/engines/postgres/migrations.ts: no instance begins before all are waiting.
  await brake.query(`select pg_advisory_lock(hashtextextended('accounts: migrate', 0))`);
  const booting = Promise.all(Array.from({ length: INSTANCES }, () => boot({ DATABASE_URL })));
  // Four builds are loaded at once.
  await expect.poll(async () => (await brake.query(WAITING)).rows[0].waiting, { timeout: 45_000 }).toBe(INSTANCES);
  await brake.query('select pg_advisory_unlock_all()');

  const instances = await booting;
  for (const { origin, log } of instances) {
    const ready = await fetch(`${origin}/api/health?ready`);
    expect(await ready.json()).toMatchObject({ migrations: 'current' });
    expect(log.faults(0)).toEqual([]);
  }
  const applied = await brake.query('select hash from accounts_migrations');
  const written = readdirSync('db/migrations/postgres').filter((name) => name.endsWith('.sql'));
  expect(applied.rows).toHaveLength(written.length);
  await Promise.all(instances.map((instance) => instance.stop()));
  await brake.end();
});

async function boot(database: Environment): Promise<AppProcess> {
  const port = await freePort();
  return startProcess(port, { ...secrets, ...database, AUTH_URL: `http://localhost:${port}`, LOG_LEVEL: 'info' });
}

const secrets = {
  AUTH_SECRET: randomBytes(33).toString('base64'),
  ENCRYPTION_KEYS: `e2e:${randomBytes(32).toString('base64')}`,
};
