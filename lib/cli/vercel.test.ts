import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from '../../db/engines/sqlite/sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-migrate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What Vercel runs before it builds. */
const [step = ''] = JSON.parse(readFileSync('vercel.json', 'utf8')).buildCommand.split(' && ');
const secrets = { AUTH_SECRET: 's'.repeat(44), ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` };
const run = (environment: Record<string, string>) => {
  const [program = '', ...args] = step.split(' ');
  const env = { AUTH_URL: 'https://connect.example.com', ...secrets, ...environment, NODE_ENV: 'production' as const };
  const { status, stdout, stderr } = spawnSync(program === 'node' ? process.execPath : program, args, { env });
  return { status, said: `${stdout}${stderr}`.trim() };
};

test('the build step brings the database up to date', async () => {
  const url = `file:${join(folder, 'app.db')}`;
  expect(run({ DATABASE_URL: url })).toEqual({ status: 0, said: 'The database is up to date.' });
  const db = openSqlite(url);
  expect(await db.schemaState()).toBe('current');
  await db.close();
});

test('on Vercel it stops with a sentence where the data would lie in a file', () => {
  const { status, said } = run({ VERCEL: '1' });
  expect(status).toBe(1);
  expect(said).toContain('DATABASE_URL names a file, and files do not last on Vercel');
});

test('a database that cannot be reached stops the build with the reason', () => {
  const { status, said } = run({ DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/none' });
  expect(status).toBe(1);
  expect(said).toContain('ECONNREFUSED');
  expect(said).not.toContain('secret@');
});
