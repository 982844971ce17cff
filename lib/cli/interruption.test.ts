import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAdminCommand } from '../../test/admin-command.ts';

let place: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  place = await makeAdminCommand();
});
afterAll(() => place.close());

/** The command as a process; returns it, and what it said once it has ended. */
function start(...words: string[]) {
  const said = { out: '', err: '' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/entry.ts', ...words], {
    // biome-ignore lint/style/noProcessEnv: the path of the programs of this machine
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...place.environment },
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
  const { child, ended } = start('user', 'invite', '--from', file);
  await expect.poll(() => rowsOf('mails'), { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
  child.kill('SIGINT');
  const { ended: code, err } = await ended;
  const [, done] = /^Stopped after (\d+) of 400 addresses\. Run it again: it continues\.$/m.exec(err) ?? [];
  expect(code).toBe(1);
  expect(await rowsOf('mails')).toBe(Number(done));
  expect(Number(done)).toBeLessThan(400);
  const again = await place.admin(['user', 'invite', '--from', file]);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining(`Emailed ${400 - Number(done)} invitations.`) });
  expect(await rowsOf('mails')).toBe(400);
}, 60_000);

test('Ctrl+C during an export leaves neither a file nor a draft', async () => {
  const people = Array.from({ length: 20_000 }, (_, index) => `many${index}@example.com,Name\n`).join('');
  await place.admin(['import', place.write('many.csv', `email,name\n${people}`)]);
  const files = () => readdirSync(place.folder).filter((name) => name.startsWith('out.csv'));
  const { child, ended } = start('export', '--to', join(place.folder, 'out.csv'));
  await expect.poll(files, { timeout: 30_000, interval: 2 }).not.toEqual([]);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ ended: 1, err: '\nStopped. Nothing was written.\n' });
  expect(files()).toEqual([]);
}, 60_000);
