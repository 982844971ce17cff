import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from './main.ts';

const SERVER = 65_534;
const folder = mkdtempSync(join(tmpdir(), 'accounts-as-root-'));
afterAll(() => rmSync(folder, { recursive: true }));
const isRoot = process.getuid?.() === 0;

/** A folder of the user that runs the server. */
function dataFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  if (isRoot) chownSync(path, SERVER, SERVER);
  return path;
}

async function admin(data: string, words: string) {
  const answer = { out: '', err: '' };
  const environment = {
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 's'.repeat(44),
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    DATABASE_URL: `file:${join(data, 'db/app.db')}`,
    MAIL_FOLDER: join(data, 'mail/outbox'),
    SIGN_UP: 'closed',
  };
  const code = await runCommand(
    {
      environment,
      out: { write: (text) => (answer.out += text) },
      err: { write: (text) => (answer.err += text) },
      ask: null,
    },
    words.split(' '),
  );
  return { ...answer, code };
}

const contents = (data: string) => readdirSync(data, { recursive: true }).map(String).sort();

test('doctor creates nothing, neither outbox nor database, and names a misspelt setting', async () => {
  const data = dataFolder('fresh');
  const { code, out } = await admin(data, 'doctor');
  expect(out).toMatch(/^warning {2}mail: written to .*outbox, not sent/m);
  expect(out).toMatch(/^warning {2}settings: SIGN_UP is no setting and is passed over\. Did you mean SIGNUP\?/m);
  expect(code).toBe(0);
  expect(contents(data)).toEqual([]);
  await admin(data, 'migrate');
  const before = contents(data);
  await admin(data, 'doctor');
  expect(contents(data)).toEqual(before);
});

test('doctor finds a MAIL_FOLDER that cannot be one', async () => {
  const data = dataFolder('odd');
  writeFileSync(join(data, 'mail'), 'a file');
  expect((await admin(data, 'doctor')).out).toMatch(/^FAULT {4}mail: .*mail is not a folder/m);
});

test.skipIf(!isRoot)('what a command of root creates belongs to the user of the server', async () => {
  const data = dataFolder('made');
  await admin(data, 'migrate');
  const [backup] = [join(data, 'backups')];
  await admin(data, `backup --to ${backup}`);
  await admin(data, `restore ${join(backup, readdirSync(backup)[0] ?? '')}`);
  for (const path of contents(data)) expect(statSync(join(data, path)).uid, path).toBe(SERVER);
  expect(contents(data)).toEqual(expect.arrayContaining(['db', 'db/app.db', 'db/app.db.made', 'backups']));
});

test.skipIf(!isRoot)('doctor as root names what root left behind, with the fix', async () => {
  const data = dataFolder('left');
  await admin(data, 'migrate');
  mkdirSync(join(data, 'mail'));
  chownSync(join(data, 'mail'), SERVER, SERVER);
  mkdirSync(join(data, 'mail/outbox'));
  const { code, out } = await admin(data, 'doctor');
  expect(out).toMatch(/^FAULT {4}files: .*outbox belongs to root, but its folder to user 65534, who runs the server/m);
  expect(out).toMatch(/^ +→ chown -R 65534:65534 .*outbox$/m);
  expect(code).toBe(1);
});
