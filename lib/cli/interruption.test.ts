import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSealedWithOtherKeys } from '../../db/queries/authenticators.ts';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { seal } from '../crypto/secret-box.ts';
import { commandKeep as words } from '../words/en/command-keep.ts';

let place: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  place = await makeAdminCommand();
});
afterAll(() => place.close());

/** The command as a process; returns it, and what it said once it has ended. */
function start(call: readonly string[], environment: Record<string, string> = {}) {
  const said = { out: '', err: '' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/entry.ts', ...call], {
    // biome-ignore lint/style/noProcessEnv: the path of the programs of this machine
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...place.environment, ...environment },
  });
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  const ended = once(child, 'close').then(([code, signal]) => ({ ended: signal ?? code, ...said }));
  return { child, ended };
}
const rowsOf = async (table: 'mails' | 'users') => (await place.db.sql.select().from(place.db.tables[table])).length;

test('Ctrl+C stops invitations between two of them, says how far it got, and the next run continues', async () => {
  const addresses = Array.from({ length: 400 }, (_, index) => `guest${index}@example.com\n`).join('');
  const file = place.write('addresses.txt', addresses);
  const { child, ended } = start(['user', 'invite', '--from', file]);
  await expect.poll(() => rowsOf('mails'), { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
  child.kill('SIGINT');
  const { ended: code, err } = await ended;
  const [, done] = /^Stopped after (\d+) of 400 addresses\. Run it again to continue\.$/m.exec(err) ?? [];
  expect(code).toBe(1);
  expect(await rowsOf('mails')).toBe(Number(done));
  expect(Number(done)).toBeLessThan(400);
  const again = await place.admin(['user', 'invite', '--from', file]);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining(`Emailed ${400 - Number(done)} invitations.`) });
  expect(await rowsOf('mails')).toBe(400);
}, 60_000);

test('Ctrl+C stops the links of an import between two of them, and the next run continues', async () => {
  const before = await rowsOf('mails');
  const people = Array.from({ length: 400 }, (_, index) => `joiner${index}@example.com,Name\n`).join('');
  const file = place.write('joiners.csv', `email,name\n${people}`);
  const { child, ended } = start(['import', file, '--send-links']);
  await expect.poll(() => rowsOf('mails'), { timeout: 30_000, interval: 5 }).toBeGreaterThan(before);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ ended: 1, err: expect.stringContaining(`${words.import.linksStopped}\n`) });
  const sent = (await rowsOf('mails')) - before;
  expect(sent).toBeLessThan(400);
  expect(await place.admin(['import', file, '--send-links'])).toMatchObject({ code: 0 });
  expect((await rowsOf('mails')) - before).toBe(400);
}, 60_000);

test('Ctrl+C stops a change of keys between two batches, and the next run continues', async () => {
  const { users, authenticators } = place.db.tables;
  const [key] = place.testEnvironment.at(0).settings.encryptionKeys;
  if (!key) throw new Error('The installation has no key');
  const ids = Array.from({ length: 4000 }, (_, index) => `sealed${index}`);
  const createdAt = new Date();
  for (let begin = 0; begin < ids.length; begin += 500) {
    const some = ids.slice(begin, begin + 500);
    await place.db.sql
      .insert(users)
      .values(some.map((id) => ({ id, email: `${id}@example.com`, name: id, passwordHash: null, createdAt })));
    await place.db.sql.insert(authenticators).values(
      some.map((id) => {
        const sealed = { purpose: 'totp', userId: id, rowId: id } as const;
        return {
          id,
          userId: id,
          sealedSecret: seal(Buffer.alloc(20), sealed, [key]),
          createdAt,
          confirmedAt: createdAt,
        };
      }),
    );
  }
  const newKeys = {
    ENCRYPTION_KEYS: `k2:${Buffer.alloc(32, 7).toString('base64')},${place.environment.ENCRYPTION_KEYS}`,
  };
  const resealed = async () => ids.length - (await listSealedWithOtherKeys(place.db, 'k2', '', ids.length + 1)).length;
  const { child, ended } = start(['keys', 'rotate'], newKeys);
  await expect.poll(resealed, { timeout: 30_000, interval: 2 }).toBeGreaterThan(0);
  child.kill('SIGINT');
  const { ended: code, err } = await ended;
  const done = await resealed();
  expect(code).toBe(1);
  expect(err).toContain(words.keys.stopped({ count: done, of: ids.length }));
  expect(done).toBeLessThan(ids.length);
  expect(await place.admin(['keys', 'rotate'], newKeys)).toMatchObject({ code: 0 });
  expect(await resealed()).toBe(ids.length);
}, 60_000);

test('Ctrl+C during a backup leaves neither a file nor a draft', async () => {
  const folder = join(place.folder, 'backups');
  const { securityEvents } = place.db.tables;
  const files = () => (existsSync(folder) ? readdirSync(folder) : []);
  const write = () => {
    const event = { userId: null, subject: 'padding', kind: 'signed-in', browser: '', ipAddress: '' } as const;
    const details = { name: 'x'.repeat(500_000) };
    return place.db.sql.insert(securityEvents).values({ ...event, id: randomUUID(), at: new Date(), details });
  };
  for (let count = 0; count < 100; count += 1) await write();
  const { child, ended } = start(['backup', '--to', folder]);
  // A copy begins again when another process writes, so this one can't end before it is stopped.
  const draft = async () => {
    await write();
    return files();
  };
  await expect.poll(draft, { timeout: 30_000, interval: 1 }).not.toEqual([]);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ ended: 1, err: expect.stringContaining(words.backup.stopped) });
  expect(files()).toEqual([]);
}, 60_000);

test('Ctrl+C during an export leaves neither a file nor a draft', async () => {
  const people = Array.from({ length: 20_000 }, (_, index) => `many${index}@example.com,Name\n`).join('');
  await place.admin(['import', place.write('many.csv', `email,name\n${people}`)]);
  const files = () => readdirSync(place.folder).filter((name) => name.startsWith('out.csv'));
  const { child, ended } = start(['export', '--to', join(place.folder, 'out.csv')]);
  await expect.poll(files, { timeout: 30_000, interval: 2 }).not.toEqual([]);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ ended: 1, err: '\nStopped. Nothing was written.\n' });
  expect(files()).toEqual([]);
}, 60_000);
