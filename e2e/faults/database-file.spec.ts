import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type AppServer, freeOrigin, startApp } from '../fixtures/app-server.ts';
import { openDatabase } from '../fixtures/database.ts';
import { NoScriptClient } from '../fixtures/no-script-client.ts';
import { makePeople, type Protected } from '../fixtures/people.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { test as base, expect } from '../fixtures/test.ts';

/** An app for this file alone, whose database gets damaged, with one user. */
const test = base.extend<object, { victim: AppServer; path: string; ada: Protected }>({
  victim: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const victim = await startApp(await freeOrigin());
      await use(victim);
      await victim.stop();
    },
    { scope: 'worker' },
  ],
  path: [
    ({ victim }, use) => use((victim.environment['DATABASE_URL'] ?? '').replace('file:', '')),
    { scope: 'worker' },
  ],
  ada: [
    async ({ victim }, use) => {
      const database = await openDatabase(victim);
      await use(await makePeople(victim, database).makeProtected());
      await database.close();
    },
    { scope: 'worker' },
  ],
});

test.describe.configure({ mode: 'serial' });

/** The page size of SQLite. */
const PAGE = 4096;

test('fault: the database file is gone: health reports it at once, and no start makes an empty one', async ({
  victim,
  path,
  ada,
}) => {
  const begin = victim.log.mark();
  expect((await fetch(`${victim.origin}/api/health?ready`)).status).toBe(200);
  renameSync(path, `${path}.kept`);
  const health = await fetch(`${victim.origin}/api/health?ready`);
  expect(health.status).toBe(503);
  expect(await health.json()).toEqual({ status: 'unavailable', database: 'gone' });
  expect(victim.log.text(begin)).toContain('is gone or another file: what is written now will be lost');

  await expect(victim.secondInstance()).rejects.toThrow(
    /missing or empty, although there was a database\. Restore a backup/,
  );
  writeFileSync(path, '');
  await expect(victim.secondInstance()).rejects.toThrow(/missing or empty, although there was a database/);
  renameSync(`${path}.kept`, path);
  expect((await fetch(`${victim.origin}/api/health?ready`)).status).toBe(200);
  expect((await signInWithoutScript(new NoScriptClient(victim.origin), ada)).path).toBe('/login/two-factor');
});

test('a downgrade is refused: code older than the database does not start on it', async ({ victim, path, ada }) => {
  const database = new BetterSqlite3(path);
  const { lastInsertRowid } = database
    .prepare("insert into accounts_migrations (hash, created_at) values ('of a later version', 9999999999999)")
    .run();
  await expect(victim.secondInstance()).rejects.toThrow(
    /a newer version of this app has migrated it\. Start that version/,
  );
  expect(await (await fetch(`${victim.origin}/api/health?ready`)).json()).toMatchObject({ migrations: 'ahead' });
  database.prepare('delete from accounts_migrations where rowid = ?').run(lastInsertRowid);
  database.close();
  expect((await signInWithoutScript(new NoScriptClient(victim.origin), ada)).path).toBe('/login/two-factor');
});

test('fault: the database cannot be written: the start says so', async ({ victim, path, ada }) => {
  const folder = dirname(path);
  const sentence = /app\.db cannot be written: make it and its folder writable for the user that runs this program/;
  if (process.getuid?.() === 0) {
    const mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
    const through = ['unshare', '--mount', 'sh', '-c', mount, folder];
    const { status } = spawnSync(through[0] ?? '', [...through.slice(1), 'true']);
    test.skip(status !== 0, 'root can write anywhere, and this one cannot mount a folder read-only');
    await expect(victim.secondInstance(through)).rejects.toThrow(sentence);
  } else {
    const { mode } = statSync(path);
    chmodSync(path, 0o400);
    await expect(victim.secondInstance()).rejects.toThrow(sentence);
    chmodSync(path, mode);
  }
  expect((await signInWithoutScript(new NoScriptClient(victim.origin), ada)).path).toBe('/login/two-factor');
});

test('fault: the disk of the database fills up under the server: health reports it, and when there is space again', async ({
  victim,
  path,
  ada,
}) => {
  const folder = dirname(path);
  const small =
    'cp -a "$0" "$0.whole" && mount -t tmpfs -o size=32m none "$0" && cp -a "$0.whole/." "$0" && rm -r "$0.whole" && exec "$@"';
  const through = ['unshare', '--mount', 'sh', '-c', small, folder];
  const { status } = spawnSync(through[0] ?? '', [...through.slice(1), 'true']);
  test.skip(status !== 0, 'needs a disk of a few megabytes, which only root can make');
  const instance = await victim.secondInstance(through);
  const ready = async () => {
    const answer = await fetch(`${instance.origin}/api/health?ready`);
    return { status: answer.status, database: (await answer.json()).database };
  };
  try {
    expect(await ready()).toEqual({ status: 200, database: 'ok' });
    // The disk as the server's mount namespace sees it.
    const ballast = `/proc/${instance.pid}/root${folder}/ballast`;
    expect(() => writeFileSync(ballast, Buffer.alloc(64 * 1024 * 1024))).toThrow('ENOSPC');
    expect(await ready()).toEqual({ status: 503, database: 'read-only' });
    expect((await new NoScriptClient(instance.origin).open('/login')).status).toBe(200);
    rmSync(ballast);
    expect(await ready()).toEqual({ status: 200, database: 'ok' });
  } finally {
    await instance.stop();
  }
  expect((await signInWithoutScript(new NoScriptClient(victim.origin), ada)).path).toBe('/login/two-factor');
});

test('fault: the database file is damaged: no start serves the rest; the backup does', async ({
  victim,
  path,
  ada,
}) => {
  const whole = new BetterSqlite3(path);
  whole.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(path, `${path}.backup`);
  whole.close();
  // One page in the middle, or the header of the file.
  const middle = Math.floor(statSync(path).size / PAGE / 2) * PAGE;
  for (const from of [middle, 0]) {
    copyFileSync(`${path}.backup`, path);
    spoil(path, from);
    await expect(victim.secondInstance()).rejects.toThrow(
      /app\.db is damaged \(.+\)\. Keep a copy of it, and bring it back/,
    );
  }
  copyFileSync(`${path}.backup`, path);
  const second = await victim.secondInstance();
  expect((await signInWithoutScript(new NoScriptClient(second.origin), ada)).path).toBe('/login/two-factor');
  await second.stop();
});

/** Overwrites a page with random bytes. */
function spoil(path: string, from: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(PAGE, 0xa5), 0, PAGE, from);
  closeSync(file);
}
