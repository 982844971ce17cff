import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { letTimePass } from './fixtures/ageing.ts';
import { type AppServer, freeOrigin, startApp } from './fixtures/app-server.ts';
import { openDatabase } from './fixtures/database.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import { makePeople, type Person } from './fixtures/people.ts';
import { signInWithoutScript } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

const COMMAND = ['--import', 'tsx', 'lib/cli/entry.ts'];
const environment = (app: AppServer) => ({
  PATH: process.env['PATH'],
  NODE_ENV: 'production' as const,
  ...app.environment,
});

function admin(app: AppServer, words: string[], through: string[] = []): SpawnSyncReturns<Buffer> {
  const [program = '', ...rest] = [...through, process.execPath, ...COMMAND, ...words];
  return spawnSync(program, rest, { env: environment(app) });
}

/** Signs users in, one after the other, until it is stopped. Returns how many succeeded. */
function keepSigningIn(app: AppServer, person: Person): () => Promise<number> {
  let isGoingOn = true;
  const work = (async () => {
    let count = 0;
    for (; isGoingOn; count += 1) await signInWithoutScript(new NoScriptClient(app.origin), person);
    return count;
  })();
  return () => {
    isGoingOn = false;
    return work;
  };
}

test('restore drill: backed up under load, deleted, restored; every user signs in as before', async () => {
  const app = await startApp(await freeOrigin());
  const path = (app.environment['DATABASE_URL'] ?? '').replace('file:', '');
  const folder = mkdtempSync(join(tmpdir(), 'accounts-backups-'));
  const database = await openDatabase(app);
  const people = makePeople(app, database);
  const [ada, bob] = [await people.makeProtected(), await people.make({ name: 'Bob' })];
  const stopSigningIn = keepSigningIn(app, bob);
  const backup = spawn(process.execPath, [...COMMAND, 'backup', '--to', folder], { env: environment(app) });
  const [code] = await once(backup, 'exit');
  expect(code).toBe(0);
  expect(await stopSigningIn()).toBeGreaterThan(0);
  const [file = ''] = readdirSync(folder);

  expect(admin(app, ['restore', join(folder, file), '--yes']).stderr.toString()).toContain('The database is in use.');
  await letTimePass(database, ada.id, ada.phone);
  await database.close();
  await app.crash();
  for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true });
  await expect(app.secondInstance()).rejects.toThrow(/missing or empty, although there was a database/);
  const restored = admin(app, ['restore', join(folder, file), '--yes']);
  expect(restored.status, restored.stderr.toString()).toBe(0);

  const again = await app.secondInstance();
  try {
    for (const fields of [{ code: ada.phone.nextCode() }, { 'recovery-code': ada.recoveryCodes[0] ?? '' }]) {
      const browser = new NoScriptClient(again.origin);
      await signInWithoutScript(browser, ada);
      const method = 'code' in fields ? '' : '?method=one-time-password';
      const home = await browser.submit(
        await browser.open(`/login/two-factor${method}`),
        words.challenge.form.submit,
        fields,
      );
      expect(home.path).toBe('/');
    }
    expect((await signInWithoutScript(new NoScriptClient(again.origin), bob)).path).toBe('/');
  } finally {
    await again.stop();
    await app.stop();
    rmSync(folder, { recursive: true });
  }
});

test('fault: the disk is full during a backup: no partial file stays, and the exit code says so', async ({ app }) => {
  test.skip(process.platform !== 'linux', 'needs prlimit, which makes writes fail');
  const folder = mkdtempSync(join(tmpdir(), 'accounts-backups-'));
  const full = admin(app, ['backup', '--to', folder], ['prlimit', '--fsize=50000']);
  expect(full.status).toBe(1);
  expect(full.stderr.toString()).toMatch(/disk|full|I\/O|file/i);
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, 'other'), '');
  expect(admin(app, ['backup', '--to', folder]).status).toBe(0);
  rmSync(folder, { recursive: true });
});
