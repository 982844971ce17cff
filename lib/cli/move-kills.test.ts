import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPostgres } from '../../db/engines/postgres/postgres.ts';
import { openSqlite } from '../../db/engines/sqlite/sqlite.ts';
import type { Store } from '../../db/store.ts';
import { brakeAt, everything, runMove } from '../../test/move.ts';
import { startPostgres } from '../../test/postgres-server.ts';

// `move` as admins run it: a process of its own, which dies halfway, or whose database does.
const PEOPLE = 3000;
const server = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'accounts-move-kills-'));
const source = `file:${join(folder, 'app.db')}`;
const idOf = (index: number) => `person-${String(index).padStart(5, '0')}`;
let to: string;

beforeAll(async () => {
  const db = openSqlite(source);
  await db.migrate();
  await fill(db);
  await db.close();
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async (context) => {
  context.skip(!server, 'there is no PostgreSQL server');
  to = (await server?.newDatabase()) ?? '';
  const target = openPostgres(to);
  await target.migrate();
  await target.close();
});

/** A few thousand users, each with a code of ten. */
async function fill(db: Store): Promise<void> {
  const { users, recoverySets, recoveryCodes } = db.tables;
  const createdAt = new Date(1_795_521_605_007);
  const ids = Array.from({ length: PEOPLE }, (_, index) => idOf(index));
  for (let begin = 0; begin < PEOPLE; begin += 500) {
    const some = ids.slice(begin, begin + 500);
    const people = some.map((id) => ({
      id,
      email: `${id}@example.com`,
      name: id,
      passwordHash: `of ${id}`,
      createdAt,
    }));
    await db.sql.insert(users).values(people);
    await db.sql
      .insert(recoverySets)
      .values(some.map((userId) => ({ userId, salt: userId, generation: 1, createdAt })));
    await db.sql
      .insert(recoveryCodes)
      .values(some.map((userId) => ({ userId, number: 1, hash: userId, usedAt: createdAt, expiresAt: null })));
  }
}

const settings = () => ({
  AUTH_URL: 'http://localhost:3000',
  AUTH_SECRET: 's'.repeat(44),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  DATABASE_URL: source,
  MOVE_TO: to,
});

/** The command as a process; `ended` resolves to its exit code or signal and what it complained of. */
function startMove() {
  const said = { err: '' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/entry.ts', 'move'], {
    // biome-ignore lint/style/noProcessEnv: the path of the programs of this machine
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...settings() },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ ended: signal ?? code, ...said }));
  return { child, said, ended };
}

const whole = () => everything(openSqlite(source));
const moved = () => everything(openPostgres(to));
async function expectNothing(): Promise<void> {
  expect(Object.values(await moved()).flat()).toEqual([]);
}

/** Whatever happened before: the next run moves everything, and the one after finds it there. */
async function expectNextRunsToEndWell(): Promise<void> {
  expect(await runMove(settings())).toMatchObject({ code: 0, out: expect.stringContaining('Moved, and checked') });
  expect(await moved()).toEqual(await whole());
  expect(await runMove(settings())).toMatchObject({ code: 0, out: expect.stringContaining('already holds all of it') });
  expect(await moved()).toEqual(await whole());
}

test.each([
  { point: 'the first person', table: 'users', when: `new.id = '${idOf(0)}'` },
  { point: 'the third batch of people', table: 'users', when: `new.id = '${idOf(2500)}'` },
  { point: 'the middle of a later table', table: 'recovery_codes', when: `new.user_id = '${idOf(1500)}'` },
])('killed at $point it leaves nothing behind, and the next run moves it all', async ({ table, when }) => {
  const brake = await brakeAt(to, table, when);
  const { child, ended } = startMove();
  await expect.poll(brake.isWaiting, { timeout: 20_000 }).toBe(true);
  child.kill('SIGKILL');
  expect(await ended).toMatchObject({ ended: 'SIGKILL' });
  await brake.release();
  await expectNothing();
  await expectNextRunsToEndWell();
});

test('Ctrl+C in the middle of a table leaves nothing behind and says so, and the next run moves it all', async () => {
  const brake = await brakeAt(to, 'users', `new.id = '${idOf(1500)}'`);
  const { child, ended } = startMove();
  await expect.poll(brake.isWaiting, { timeout: 20_000 }).toBe(true);
  child.kill('SIGINT');
  await brake.release();
  expect(await ended).toMatchObject({ ended: 1, err: expect.stringContaining('Stopped. Nothing was moved.') });
  await expectNothing();
  await expectNextRunsToEndWell();
});

test('killed while both are compared it has moved all or nothing', async () => {
  const { child, said, ended } = startMove();
  await expect.poll(() => said.err, { timeout: 20_000, interval: 1 }).toMatch(/^oauth_flows /m);
  child.kill('SIGKILL');
  await ended;
  // The server may still be working on what it was sent last.
  const isWhole = async () => JSON.stringify(await moved()) === JSON.stringify(await whole());
  if (!(await isWhole())) await expectNothing();
  expect(await runMove(settings())).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Moved, and checked|already/),
  });
  expect(await isWhole()).toBe(true);
});

test('when PostgreSQL is killed in the middle it says so and ends; there is nothing there, and the next run moves it all', async ({
  skip,
}) => {
  if (!server?.power) return skip('TEST_POSTGRES_URL names a server that is not ours to kill');
  const brake = await brakeAt(to, 'users', `new.id = '${idOf(2500)}'`);
  const { ended } = startMove();
  await expect.poll(brake.isWaiting, { timeout: 20_000 }).toBe(true);
  await server.power.off('kill');
  expect(await ended).toMatchObject({ ended: 1, err: expect.stringMatching(/connection|postmaster/i) });
  await server.power.on();
  await expectNothing();
  await expectNextRunsToEndWell();
});
