import { execFileSync, spawn } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertChange } from '../../db/queries/address-changes.ts';
import { findUserByEmail } from '../../db/queries/users.ts';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { signInWithPassword } from '../flows/sign-in/sign-in-with-password.ts';
import { openImportSource } from './import-source.ts';

const PASSWORD = 'tulip anvil copper moon';
let place: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  place = await makeAdminCommand();
});
afterAll(() => place.close());

const importFile = (name: string, text: string | Uint8Array, ...options: string[]) =>
  place.admin(['import', place.write(name, text), ...options]);
const signIn = async (email: string) =>
  (await signInWithPassword(place.testEnvironment.at(1), { email, password: PASSWORD })).ok;
const isThere = async (email: string) => (await findUserByEmail(place.db, email)) !== null;

describe('a file of people becomes accounts that their passwords open', () => {
  const hash = hashSync(PASSWORD, 4);
  test.each([
    ['as Excel saves it', 'excel.csv', `\uFEFFE-Mail;Full Name;Hash\r\nexcel@x.example;Ada;${hash}\r\n`],
    [
      'separated by tabs',
      'tabs.csv',
      `Email address\tFirst name\tLast name\tpasswordHash\ntabs@x.example\tA\tL\t${hash}\n`,
    ],
    ['with the separator said first', 'said.csv', `sep=;\r\nmail;name;hash\r\nsaid@x.example;Ada;${hash}\r\n`],
    ['as a JSON list', 'list.json', `[\n{"email":"list@x.example","name":"Ada","password_hash":"${hash}"}\n]\n`],
    ['as JSON lines', 'lines.ndjson', `{"email":"lines@x.example","name":"Ada","password_hash":"${hash}"}\n`],
    ['as mail programs write addresses', 'named.csv', `email,name,hash\n"Ada <named@x.example>",,${hash}\n`],
    ['with a hash of Django', 'django.csv', 'email,name,hash\ndjango@x.example,Ada,pbkdf2_sha256$1000$seasalt12345$'],
  ])('%s', async (_how, name, text) => {
    const whole = name === 'django.csv' ? `${text}${djangoHash()}\n` : text;
    expect(await importFile(name, whole)).toMatchObject({ code: 0, out: 'Imported 1. Skipped 0 existing accounts.\n' });
    expect((await findUserByEmail(place.db, `${name.split('.')[0]}@x.example`))?.name).toMatch(/^(Ada|A L)$/);
    expect(await signIn(`${name.split('.')[0]}@x.example`)).toBe(true);
  });

  test('at a domain in another script, which signs in either way; before the @ it is refused', async () => {
    expect((await importFile('idn.csv', `email,name,hash\nada@bücher.example,Ada,${hash}\n`)).code).toBe(0);
    expect(await signIn('ada@xn--bcher-kva.example')).toBe(true);
    expect(await signIn('Ada@BÜCHER.example')).toBe(true);
    expect((await importFile('local.csv', 'email,name\njosé@x.example,José\n')).err).toContain(
      'line 2: email has letters beyond ASCII before the @, where few mail servers deliver',
    );
  });

  test('a column that says whose address was confirmed decides whose password comes along', async () => {
    const file = `email,name,hash,email_verified\nyes@x.example,Y,${hash},true\nno@x.example,N,${hash},false\n`;
    expect((await importFile('verified.csv', file)).out).toContain('1 address was never confirmed there');
    expect([await signIn('yes@x.example'), await signIn('no@x.example')]).toEqual([true, false]);
    const odd = await importFile('odd.csv', 'email,name,email_verified\nodd@x.example,O,perhaps\n');
    expect(odd.err).toContain('line 2: email_verified is neither true nor false');
  });

  test('enabled, active and blocked say who may sign in', async () => {
    await importFile('active.csv', 'email,name,is_active\noff@x.example,A,no\non@x.example,B,yes\n');
    expect((await findUserByEmail(place.db, 'off@x.example'))?.disabledAt).not.toBeNull();
    expect((await findUserByEmail(place.db, 'on@x.example'))?.disabledAt).toBeNull();
  });
});

function djangoHash(): string {
  return pbkdf2Sync(PASSWORD, 'seasalt12345', 1000, 32, 'sha256').toString('base64');
}

test('--dry-run says what would be done, and changes nothing', async () => {
  await importFile('known.csv', 'email,name\nknown@x.example,Known\n');
  const dry = await importFile('dry.csv', 'email,name\nknown@x.example,K\ndry@x.example,D\n', '--dry-run');
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.out).toMatch(
    /^Would import 1 and skip 1 existing account\. Nothing was changed\.\n2 rows have no password/,
  );
  expect(await isThere('dry@x.example')).toBe(false);
  const json = await importFile('dry.csv', 'email,name\ndry@x.example,D\n', '--dry-run', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ dryRun: true, made: 1, alreadyThere: 0, withoutPassword: 1 });
});

test('attack: an address that its owner may still take back gets no account (attack A-58)', async () => {
  const { user } = await place.testEnvironment.person('thief@x.example');
  await insertChange(place.db, {
    id: 'stolen',
    userId: user.id,
    fromEmail: 'owner@x.example',
    toEmail: 'thief@x.example',
    fromSince: place.testEnvironment.at(0).now,
    changedAt: place.testEnvironment.at(0).now,
  });
  await place.db.sql
    .update(place.db.tables.addressChanges)
    .set({ undoDueAt: place.testEnvironment.at(60).now })
    .returning({ id: place.db.tables.addressChanges.id });
  const { out } = await importFile('taken.csv', 'email,name\nowner@x.example,O\nfree@x.example,F\n');
  expect(out).toMatch(/^Imported 1\. .*\nSkipped 1 address that belonged to another account until recently\./);
  expect(await isThere('owner@x.example')).toBe(false);
});

describe('a file that can’t be imported changes nothing', () => {
  test.each([
    ['latin.csv', Buffer.from('email,name\na@y.example,J\xfcrgen\n', 'latin1'), 'not UTF-8'],
    ['mark.csv', Buffer.from('\uFEFFemail,name\na@y.example,A\n', 'utf16le'), 'not UTF-8'],
    ['wide.csv', Buffer.from('email,name\na@y.example,A\n', 'utf16le'), 'not UTF-8'],
    ['cut.csv', Buffer.from('email,name\na@y.example,Zo\xc3', 'latin1'), 'not UTF-8'],
    ['sheet.xlsx', Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'), 'not UTF-8'],
    ['long.csv', Buffer.from(`email,name\na@y.example,${'x'.repeat(20_000_000)}\n`), 'line 2: is longer than 1000000'],
    ['long.json', Buffer.from(`{"email":"${'x'.repeat(20_000_000)}\n`), 'line 1: is longer than 1000000 characters'],
    ['header.csv', Buffer.from('x'.repeat(20_000_000)), 'line 1: is longer than 1000000 characters'],
    ['empty.csv', Buffer.from(''), 'There are no people in it.'],
  ])('%s', async (name, bytes, said) => {
    const { code, err } = await importFile(name, bytes);
    expect([code, err]).toEqual([1, expect.stringContaining(said)]);
    expect(err).toContain('Nothing was imported.');
    expect(err.length).toBeLessThan(500);
    expect(await isThere('a@y.example')).toBe(false);
  });

  test('10,000 duplicates are reported in fifty lines and a count', async () => {
    const rows = 'same@y.example,Same\n'.repeat(10_001);
    const { code, err } = await importFile('same.csv', `email,name\n${rows}`);
    const lines = err.trimEnd().split('\n');
    expect([code, lines.length, lines[0]]).toEqual([1, 52, 'line 3: email is already in line 2']);
    expect(lines.slice(50)).toEqual(['… and 9950 more.', '10000 of 10001 rows have errors. Nothing was imported.']);
  });

  test('a folder, a pipe, a device and a link to nothing', async () => {
    const pipe = join(place.folder, 'pipe.csv');
    execFileSync('mkfifo', [pipe]);
    mkdirSync(join(place.folder, 'folder.csv'));
    symlinkSync('/nowhere', join(place.folder, 'link.csv'));
    const run = (path: string) => place.admin(['import', path]);
    expect(await run(pipe)).toMatchObject({ code: 1, err: expect.stringContaining('is a pipe or a device') });
    expect(await run('/dev/zero')).toMatchObject({ code: 1, err: expect.stringContaining('is a pipe or a device') });
    expect((await run(join(place.folder, 'folder.csv'))).err).toContain('is a folder');
    expect((await run(join(place.folder, 'link.csv'))).err).toContain('There is no file');
    expect((await place.admin(['import', pipe, '--format', 'okta'])).code).toBe(2);
  });

  test('attack: one that changes after it was checked (attack A-59)', () => {
    const file = place.write('changing.csv', 'email,name\nfirst@y.example,First\n');
    const source = openImportSource(file, null);
    expect([...source.rows()]).toHaveLength(1);
    appendFileSync(file, 'second@y.example,Second\n');
    expect(() => [...source.rows()]).toThrow('changed while it was being read. Nothing was imported.');
  });
});

/** The command as a process of its own, in a shell. */
function inShell(line: string): Promise<{ code: number | null; out: string; err: string }> {
  const said = { out: '', err: '' };
  const child = spawn(
    'bash',
    ['--norc', '-c', line.replace('ADMIN', `'${process.execPath}' --import tsx lib/cli/entry.ts`)],
    {
      // biome-ignore lint/style/noProcessEnv: the path of the programs of this machine
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...place.environment },
    },
  );
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

describe('as a process', () => {
  test('a full disk behind the answer, and a pipe that closes, are said in a sentence', async () => {
    await importFile('many.csv', `email,name\n${many(3000)}`);
    const full = await inShell('ADMIN user list --most 3000 > /dev/full');
    expect(full).toEqual({ code: 1, out: '', err: 'The output can’t be written: the disk is full.\n' });
    const closed = await inShell('set -o pipefail; ADMIN user list --most 3000 --json | head -c 10');
    expect(closed).toMatchObject({ code: 1, err: 'The output was closed before everything was written.\n' });
  });

  test('two imports at once: both end, and everyone is there once', async () => {
    const file = place.write('both.csv', `email,name\n${many(500, 'both')}`);
    const answers = await Promise.all([1, 2].map(() => inShell(`ADMIN import ${file} --json`)));
    expect(answers.map(({ code }) => code)).toEqual([0, 0]);
    const made = answers.map(({ out }) => JSON.parse(out).made).toSorted();
    expect(made).toEqual([0, 500]);
  });

  test('a terminal sees a bar with count, rate and time left; a pipe sees none', async () => {
    const file = place.write('bar.csv', `email,name\n${many(6000, 'bar')}`);
    const log = join(place.folder, 'typescript');
    const terminal = await inShell(`TERM=xterm script -qec "ADMIN import ${file}" ${log} > /dev/null < /dev/null`);
    expect(terminal.code).toBe(0);
    const seen = readFileSync(log, 'utf8');
    expect(seen).toMatch(/Importing [█░]{20} \d+%, [\d,]+ of 6,000, [\d,]+ a second, \d+ s left/);
    expect(seen).toContain('Ctrl+C stops the import, and then nothing is imported.');
    const piped = await inShell(`ADMIN import ${file}`);
    expect(piped).toMatchObject({ code: 0, err: '' });
    expect(piped.out).not.toContain('█');
  });

  test('Ctrl+C during an import leaves nothing behind', async () => {
    const file = place.write('stop.csv', `email,name\n${many(30_000, 'stop')}`);
    const log = join(place.folder, 'stopped');
    const keys = `(for i in $(seq 600); do grep -q Importing ${log} 2> /dev/null && break; read -t 0.05 < <(:); sleep 0.05; done; printf '\\003'; sleep 1)`;
    await inShell(`${keys} | TERM=xterm script -qefc "exec ADMIN import ${file}" ${log} > /dev/null`);
    expect(existsSync(log)).toBe(true);
    expect(readFileSync(log, 'utf8')).not.toContain('Imported');
    expect(await isThere('stop0@x.example')).toBe(false);
  });
});

const many = (count: number, name = 'many') =>
  Array.from({ length: count }, (_, index) => `${name}${index}@x.example,Name ${index}\n`).join('');
