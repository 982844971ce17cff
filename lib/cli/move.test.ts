import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableColumns } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPostgres } from '../../db/engines/postgres/postgres.ts';
import { holdSqlite } from '../../db/engines/sqlite/backup.ts';
import { openSqlite } from '../../db/engines/sqlite/sqlite.ts';
import type { Store } from '../../db/store.ts';
import { makeTestEnvironment, PASSWORD, type TestEnvironment } from '../../test/environment.ts';
import { everything, runMove } from '../../test/move.ts';
import { withPasskeys } from '../../test/passkey-environment.ts';
import { startPostgres } from '../../test/postgres-server.ts';
import { makeAuthenticator } from '../../test/software-authenticator.ts';
import { completeFirstFactor } from '../flows/sign-in/complete-first-factor.ts';
import { signInWithPassword } from '../flows/sign-in/sign-in-with-password.ts';
import { verifySecondFactor } from '../flows/sign-in/verify-second-factor.ts';

const server = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'accounts-move-'));
const source = `file:${join(folder, 'app.db')}`;
let testEnvironment: TestEnvironment;
let ada: Awaited<ReturnType<TestEnvironment['enrol']>>;
let bob: Awaited<ReturnType<TestEnvironment['person']>>;
let settings: Record<string, string>;
const laptop = makeAuthenticator();

beforeAll(async () => {
  const db = openSqlite(source);
  await db.migrate();
  testEnvironment = await makeTestEnvironment({
    one: db,
    two: db,
    url: source,
    catalogue: async () => [],
    close: () => db.close(),
  });
  const [key] = testEnvironment.at(0).settings.encryptionKeys;
  settings = {
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 's'.repeat(44),
    ENCRYPTION_KEYS: `k1:${key?.key.toString('base64')}`,
    DATABASE_URL: source,
  };
  ada = await testEnvironment.enrol(await testEnvironment.person());
  bob = await testEnvironment.person('bob@example.com');
  const { actor } = await withPasskeys(testEnvironment).add(bob.actor, laptop);
  await fill(db, bob.user.id, actor.sessionIdHash);
  await testEnvironment.close();
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach((context) => context.skip(!server, 'there is no PostgreSQL server'));

/** What quoting and sorting easily get wrong. */
const text = (name: string) => `a'"\\,{}\n🗝 ${name}`;

/** Two rows for each table, with what is easily lost on the way: milliseconds, large numbers, quotes, nulls. */
async function fill({ sql, tables }: Store, userId: string, sessionIdHash: string): Promise<void> {
  for (const [name, table] of Object.entries(tables)) {
    for (const isSparse of [false, true]) {
      const value = (property: string, { dataType, notNull }: { dataType: string; notNull: boolean }) => {
        if (isSparse && !notNull) return null;
        if (property === 'userId') return isSparse ? 'Z users' : userId;
        if (property === 'sessionIdHash') return sessionIdHash;
        // The row of the table before.
        if (property === 'passkeyId') return text('passkeys');
        if (property === 'groupId' && name !== 'openidRecords') return text('groups');
        if (property === 'appId') return text('apps');
        if (property === 'host') return text('guardedHosts');
        if (dataType === 'date') return new Date(isSparse ? 1 : 1_795_521_605_007);
        if (dataType === 'number') return isSparse ? 0 : 1_795_521_605_007;
        // PostgreSQL sorts the shorter name first.
        if (property === 'details' && !isSparse) return { number: 3, left: null, 'é🗝': ['{a,b}', '"'] };
        if (dataType === 'json') return isSparse ? [] : ['"', '\\', '{a,b}', 'é🗝', ''];
        return isSparse ? `Z ${name}` : text(name);
      };
      const row = Object.entries(getTableColumns(table)).map(([property, column]) => [
        property,
        value(property, column),
      ]);
      await sql.insert(table).values(Object.fromEntries(row)).onConflictDoNothing();
    }
  }
}

async function target(): Promise<string> {
  return (await server?.newDatabase()) ?? '';
}

const move = (to: string, changed: Record<string, string> = {}) => runMove({ ...settings, MOVE_TO: to, ...changed });

test('every table is moved to the last millisecond; code, one-time password and passkey sign in as before', async () => {
  const to = await target();
  const moved = await move(to);
  expect(moved).toMatchObject({ code: 0, out: expect.stringContaining('Moved, and checked') });
  const before = await everything(openSqlite(source));
  expect(await everything(openPostgres(to))).toEqual(before);
  for (const rows of Object.values(before)) expect(rows.length).toBeGreaterThan(0);

  const db = openPostgres(to);
  const at = (minutes: number) => ({ ...testEnvironment.at(minutes), db });
  const second = async (minutes: number, method: 'totp' | 'recovery-code', code: string) => {
    const first = await signInWithPassword(at(minutes), { email: 'ada@example.com', password: PASSWORD });
    if (!first.ok) throw new Error(first.code);
    const gate = await completeFirstFactor(at(minutes), { ...first.value, firstFactor: 'password', returnTo: '/' });
    const challenge = gate.next === 'challenge' ? gate.secret : '';
    return verifySecondFactor(at(minutes), challenge, { method, code });
  };
  expect(await second(2, 'totp', ada.codeOf(2))).toMatchObject({ ok: true });
  expect(await second(2, 'totp', ada.codeOf(2))).toMatchObject({ ok: false });
  expect(await second(3, 'recovery-code', ada.recoveryCodes[4]?.replaceAll('-', '') ?? '')).toMatchObject({ ok: true });
  const passkeys = withPasskeys({ ...testEnvironment, at });
  expect(await passkeys.signIn(laptop, 4)).toMatchObject({ ok: true, value: { userId: bob.user.id } });
  // Its counter was moved too.
  expect(await passkeys.signIn(laptop, 4, { counter: 1 })).toMatchObject({ ok: false, code: 'passkey-failed' });
  await db.close();
});

test('a second run changes nothing; a target that lives on or holds something else is refused', async () => {
  const to = await target();
  await move(to);
  expect(await move(to)).toMatchObject({ code: 0, out: expect.stringContaining('already') });
  const db = openPostgres(to);
  await db.sql.delete(db.tables.recoveryCodes);
  const lived = await everything(db);
  expect(await move(to)).toMatchObject({ code: 1, err: expect.stringContaining('holds other data') });
  expect(await everything(openPostgres(to))).toEqual(lived);
});

test('while a server has the source open nothing moves, and while it moves no server can open it', async () => {
  const to = await target();
  const running = openSqlite(source);
  expect(await move(to)).toMatchObject({ code: 1, err: expect.stringContaining('in use') });
  await running.close();
  const held = holdSqlite(source);
  const late = new Database(join(folder, 'app.db'), { timeout: 0 });
  expect(() => late.pragma('journal_mode = WAL')).toThrow('locked');
  late.close();
  held.close();
});

test('what PostgreSQL holds in another way than it was written is noticed, and nothing is kept', async () => {
  const to = await target();
  await openPostgres(to).migrate();
  await ask(
    to,
    `create function round_off() returns trigger language plpgsql as
     $$ begin new.used_at = date_trunc('second', new.used_at); return new; end $$;
     create trigger careless before insert on recovery_codes for each row execute function round_off()`,
  );
  expect(await move(to)).toMatchObject({ code: 1, err: expect.stringContaining('recovery_codes is not the same') });
  expect((await everything(openPostgres(to)))['users']).toEqual([]);
});

test('the address comes from the environment, and a wrong one is not repeated', async () => {
  expect(await move('')).toMatchObject({ code: 2, err: expect.stringContaining('MOVE_TO=postgres://') });
  const mistyped = await move('tester:hunter2@db.example.com/accounts');
  expect(mistyped).toMatchObject({ code: 2, err: expect.stringContaining('MOVE_TO must be like') });
  expect(mistyped.err).not.toContain('hunter2');
  const missing = { DATABASE_URL: `file:${join(folder, 'none.db')}` };
  expect(await move(await target(), missing)).toMatchObject({ code: 1, err: expect.stringContaining('no database') });
});

async function ask(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

test('a moved database has every index, key and check of an empty one', async () => {
  const [empty, to] = [await target(), await target()];
  await openAndMigrate(empty);
  expect(await move(to)).toMatchObject({ code: 0 });
  expect(await definitionsIn(to)).toEqual(await definitionsIn(empty));
});

async function openAndMigrate(url: string): Promise<void> {
  const store = openPostgres(url);
  await store.migrate();
  await store.close();
}

async function definitionsIn(url: string): Promise<string[]> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query<{ definition: string }>(
    `select indexdef as definition from pg_indexes where schemaname = 'public'
     union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated
     from pg_constraint where connamespace = 'public'::regnamespace order by 1`,
  );
  await client.end();
  expect(rows.length).toBeGreaterThan(100);
  return rows.map(({ definition }) => definition);
}
