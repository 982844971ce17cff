import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAdminCommand } from '../../test/admin-command.ts';
import { withPasskeys } from '../../test/passkey-environment.ts';
import { makeAuthenticator } from '../../test/software-authenticator.ts';

let place: Awaited<ReturnType<typeof makeAdminCommand>>;
beforeAll(async () => {
  place = await makeAdminCommand();
  const ada = await place.testEnvironment.person('ada@example.com');
  await place.testEnvironment.enrol(ada);
  const grace = await place.testEnvironment.person('plain@example.com');
  await withPasskeys(place.testEnvironment).add(grace.actor, makeAuthenticator());
  const people = [
    { email: 'off@example.com', name: '=HYPERLINK("x"); "quoted", and\u00A0spaced', disabled: true },
    { email: 'admin@example.com', name: 'Ähm, 例え' },
  ];
  await place.admin(['import', place.write('some.json', JSON.stringify(people))]);
  await place.admin(['user', 'role', 'admin@example.com', 'admin', '--reason', 'first']);
});
afterAll(() => place.close());

type Row = Record<string, unknown> & { email: string };

/** Exports everyone as JSON lines, to compare. */
async function everyone(settings: Record<string, string> = {}): Promise<Row[]> {
  const file = join(place.folder, `all-${readdirSync(place.folder).length}.jsonl`);
  expect((await place.admin(['export', '--to', file, '--secrets', '--yes'], settings)).code).toBe(0);
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  return rows.map((row) => JSON.parse(row)).toSorted((one, other) => (one.email < other.email ? -1 : 1));
}

describe('an export is imported elsewhere, column by column', () => {
  test.each(['csv', 'json', 'jsonl', 'ndjson', 'CSV'])('.%s', async (ending) => {
    const file = join(place.folder, `people.${ending}`);
    expect(await place.admin(['export', '--to', file, '--secrets', '--yes'])).toMatchObject({
      code: 0,
      out: `Wrote 4 people to ${file}. Only you can read it.\n`,
    });
    const elsewhere = { DATABASE_URL: `file:${join(place.folder, ending, 'app.db')}` };
    expect(await place.admin(['import', file], elsewhere)).toMatchObject({ code: 0, err: '' });
    const [before, after] = [await everyone(), await everyone(elsewhere)];
    const columns = Object.keys(before[0] ?? {});
    expect(columns).toEqual([
      'email',
      'name',
      'created_at',
      'role',
      'disabled',
      'two_factor',
      'password_hash',
      'totp_secret',
      'totp_names',
      'passkey_handle',
      'passkeys',
    ]);
    // When an account was made, and who administers, only the server it is on decides.
    // And a table has no place for lists.
    const lists = /csv/i.test(ending) ? ['totp_names', 'passkey_handle', 'passkeys'] : [];
    for (const column of columns.filter((name) => !['created_at', 'role', ...lists].includes(name))) {
      const values = before.map((row) => row[column]);
      expect(
        new Set(values.map((value) => JSON.stringify(value))).size,
        `${column} tells these people apart`,
      ).toBeGreaterThan(1);
      expect(
        after.map((row) => row[column]),
        column,
      ).toEqual(values);
    }
    expect(after.every(({ role }) => role === 'person')).toBe(true);
  });

  test('of nobody, as each kind, imports as nobody', async () => {
    const empty = { DATABASE_URL: `file:${join(place.folder, 'empty', 'app.db')}` };
    for (const [ending, holds] of [
      ['csv', 'email,name,created_at,role,disabled,two_factor\r\n'],
      ['json', '[\n\n]\n'],
      ['jsonl', ''],
    ]) {
      const file = join(place.folder, `nobody.${ending}`);
      expect((await place.admin(['export', '--to', file], empty)).out).toContain('Wrote 0 people');
      expect(readFileSync(file, 'utf8')).toBe(holds);
      expect((await place.admin(['import', file], empty)).err).toContain('There are no people in it.');
    }
  });

  test('an unknown ending, and none, are refused', async () => {
    for (const to of ['people.xlsx', 'people', '/dev/full', '/dev/null'])
      expect(await place.admin(['export', '--to', to])).toMatchObject({ code: 2, out: '' });
  });
});

/** Runs an export in a mount namespace of its own, where `mount` may put a small or a read-only disk at FOLDER. */
function exportOn(mount: string, folder: string) {
  mkdirSync(folder);
  const line = `${mount} && '${process.execPath}' --import tsx lib/cli/entry.ts export --to ${folder}/people.csv; code=$?; ls -A ${folder}; exit $code`;
  const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'bash', '--norc', '-c', line], {
    encoding: 'utf8',
    // biome-ignore lint/style/noProcessEnv: the path of the programs of this machine
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...place.environment },
  });
  return { code: status, out: stdout, err: stderr };
}
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

describe.skipIf(!mayMount)('a disk that doesn’t take it: a sentence, and nothing half is left', () => {
  test('because it is full', async () => {
    const people = Array.from({ length: 2000 }, (_, index) => `full${index}@example.com,Name ${index}\n`).join('');
    await place.admin(['import', place.write('many.csv', `email,name\n${people}`)]);
    const folder = join(place.folder, 'full');
    expect(exportOn(`mount -t tmpfs -o size=16k none ${folder}`, folder)).toEqual({
      code: 1,
      out: '',
      err: `The disk that holds ${folder} is full. Nothing was written.\n`,
    });
  });

  test('because it is read-only', () => {
    const folder = join(place.folder, 'readonly');
    expect(exportOn(`mount -t tmpfs -o ro none ${folder}`, folder)).toEqual({
      code: 1,
      out: '',
      err: `Nothing can be written to ${folder}: it’s read-only for you.\n`,
    });
  });
});
