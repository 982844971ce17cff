import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqlite } from '../../db/engines/sqlite/sqlite.ts';
import { insertChange } from '../../db/queries/address-changes.ts';
import { addressUnknown, forgetInstallation, noteInstallation } from '../../db/queries/installation.ts';
import { insertPasskey } from '../../db/queries/passkeys.ts';
import { deleteUser, findUserByEmail } from '../../db/queries/users.ts';
import type { Store } from '../../db/store.ts';
import { makeTestEnvironment, type TestEnvironment } from '../../test/environment.ts';
import { samplePasskey } from '../../test/sample-passkey.ts';
import { clock } from '../clock.ts';
import { parseSettings } from '../config/settings.ts';
import { open } from '../crypto/secret-box.ts';
import { checkSealingKeys } from '../flows/operations/check-sealing-keys.ts';
import { signInWithPassword } from '../flows/sign-in/sign-in-with-password.ts';
import { createSession } from '../flows/sign-in/steps/create-session.ts';
import { verifySecondFactor } from '../flows/sign-in/verify-second-factor.ts';
import { base32 } from '../rules/two-factor/base32.ts';
import { codeAt, stepAt } from '../rules/two-factor/totp.ts';
import { runCommand } from './main.ts';

type Answer = { code: number; out: string; err: string };

let folder: string;
let testEnvironment: TestEnvironment;
let db: Store;
let settings: Record<string, string>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  db = openSqlite(`file:${join(folder, 'app.db')}`);
  await db.migrate();
  testEnvironment = await makeTestEnvironment({
    one: db,
    two: db,
    url: '',
    catalogue: async () => [],
    close: () => db.close(),
  });
  const [key] = testEnvironment.at(0).settings.encryptionKeys;
  settings = {
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 's'.repeat(44),
    ENCRYPTION_KEYS: `k1:${key?.key.toString('base64')}`,
    DATABASE_URL: `file:${join(folder, 'app.db')}`,
    MAIL_FOLDER: join(folder, 'outbox'),
    LOG_LEVEL: 'info',
  };
  const ada = await testEnvironment.person();
  await testEnvironment.enrol(ada);
  await testEnvironment.person('bob@example.com');
});
afterAll(async () => {
  await testEnvironment.close();
  rmSync(folder, { recursive: true });
});

/** The command as an administrator's script calls it: no terminal to answer a question. A _ stands for a space. */
async function admin(words: string, changed: Record<string, string> = {}): Promise<Answer> {
  const answer = { out: '', err: '' };
  const code = await runCommand(
    {
      environment: { ...settings, ...changed },
      out: { write: (text) => (answer.out += text) },
      err: { write: (text) => (answer.err += text) },
      ask: null,
    },
    words.split(' ').map((word) => word.replaceAll('_', ' ')),
  );
  return { ...answer, code };
}

/** Gives a user a history: emails that the account had, one day each, the oldest first. */
async function withFormerAddresses(email: string, former: string[]) {
  const user = await findUserByEmail(db, email);
  for (const [index, fromEmail] of former.entries()) {
    await insertChange(db, {
      id: `change ${index}`,
      userId: user?.id ?? '',
      fromEmail,
      toEmail: former[index + 1] ?? email,
      fromSince: testEnvironment.at(index * 1440).now,
      changedAt: testEnvironment.at((index + 1) * 1440).now,
    });
  }
}

describe('the admin command', () => {
  test('prints its help, and tells a usage error from a refusal by the exit code', async () => {
    const [help, none, unknown, mistyped, nobody] = await Promise.all([
      admin('--help'),
      admin('users'),
      admin('user list --bogus'),
      admin('user show nobody@example.com'),
      admin('user sign-out ada@example.com'),
    ]);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('user reset-2fa') });
    expect(await admin('help')).toEqual(help);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('There is no command “users”') });
    expect(unknown.code).toBe(2);
    expect(mistyped).toMatchObject({ code: 1, err: 'There’s no account with this email address.\n' });
    expect(nobody).toMatchObject({ code: 1, err: 'Enter a reason. They can read it.\n' });
  });

  test('lists users and shows one, with no hash and no secret', async () => {
    const list = JSON.parse((await admin('user list --json --filter without-two-factor')).out);
    expect(list).toMatchObject({ total: 1, people: [{ email: 'bob@example.com', twoFactorSince: null }] });
    const shown = await admin('user show ＡDA@example.com');
    expect(shown.out).toContain('two-factor on since');
    expect(shown.out + JSON.stringify(list)).not.toMatch(/argon2|v1\.k1\./);
  });

  test('shows how many passkeys and security keys someone has, and who has one', async () => {
    const { user } = await testEnvironment.person('pat@example.com');
    for (const [id, kind, storage] of [
      ['laptop', 'passkey', 'device'],
      ['manager', 'passkey', 'synced'],
      ['key', 'security-key', 'device'],
    ] as const)
      await insertPasskey(db, { ...samplePasskey, id, userId: user.id, credentialId: id, kind, storage });
    const shown = async () => (await admin('user show pat@example.com')).out;
    expect(await shown()).toMatch(/^ {2}ways in {4}password, 2 passkeys \(1 on one device only\)$/m);
    await db.sql.update(db.tables.users).set({ twoFactorSince: new Date() }).where(eq(db.tables.users.id, user.id));
    expect(await shown()).toMatch(/, 1 security key, 2 passkeys \(1 on one device only\), 0 one-time passwords left$/m);
    expect((await admin('user list --filter with-passkey')).out).toMatch(/^pat@example.com\t.*\n1 of 1\n$/);
    await deleteUser(db, user.id);
  });

  test('asks before what cannot be undone: without a terminal nothing happens unless --yes is given', async () => {
    const asked = await admin('user reset-2fa ada@example.com --reason Passport_seen');
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    const ordered = await admin('user reset-2fa ada@example.com --reason Passport_seen --yes');
    expect(ordered).toMatchObject({ code: 0, out: expect.stringContaining('We’ve emailed ada@example.com') });
    const again = await admin('user reset-2fa ada@example.com --reason Passport_seen --yes --json');
    expect(JSON.parse(again.out)).toMatchObject({ error: 'reset-ordered' });
    expect((await admin('audit ada@example.com')).out).toMatch(
      /scheduled a two-factor reset. Reason: Passport seen {2}command:/,
    );
  });

  test('does not ask about a second factor that does not exist, and its output fits a terminal', async () => {
    const said = { code: 1, err: 'This person doesn’t use two-factor authentication. Nothing was changed.\n' };
    expect(await admin('user reset-2fa bob@example.com --reason Passport_seen')).toMatchObject(said);
    expect(await admin('user bypass-code bob@example.com --reason Called_back')).toMatchObject(said);
  });

  test('audit says where it ends before the events do, and takes days', async () => {
    const cut = await admin('audit --most 1 --json');
    expect(JSON.parse(cut.out)).toHaveLength(1);
    expect(cut.err).toContain('there are more');
    const whole = await admin('audit --from 2026-11-24 --to 2026-11-24 --json');
    expect(JSON.parse(whole.out).length).toBeGreaterThan(2);
    expect(whole.err).toBe('');
    expect(await admin('audit --from 2026-11-25 --to 2026-11-25 --json')).toMatchObject({ code: 0, out: '[]\n' });
    expect(await admin('audit --from 2026-11-25 --to 2026-11-24 --json')).toMatchObject({
      code: 2,
      err: '--from is later than --to. Swap them.\n',
    });
    expect(await admin('audit --from 2026-02-30')).toMatchObject({ code: 2 });
  });

  test('audit finds by kind, by who acted and by text, as lines of JSON too', async () => {
    const kindsOf = async (call: string) => {
      const { out } = await admin(`audit ${call} --jsonl`);
      return out.split('\n').flatMap((line) => (line ? [JSON.parse(line).kind as string] : []));
    };
    expect(new Set(await kindsOf('--event signed-in'))).toEqual(new Set(['signed-in']));
    expect(await kindsOf('--search PASSPORT')).toEqual(['second-factor-reset-ordered']);
    expect(await kindsOf(`--search passport --by ${userInfo().username}`)).toEqual(['second-factor-reset-ordered']);
    expect(await kindsOf('--search passport --by nobody@example.com')).toEqual([]);
    expect(await kindsOf('--search passport --event signed-in')).toEqual([]);
    expect(await admin('audit --event signed-on')).toMatchObject({
      code: 2,
      err: expect.stringContaining('signed-in'),
    });
    expect(await admin('audit --jsonl --csv')).toMatchObject({ code: 2 });
  });

  test('a bypass code goes to standard output and into no log line', async () => {
    const made = await admin('user bypass-code ada@example.com --reason Called_back');
    const [code = ''] = made.out.split('\n');
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect(made.err).toBe('');
    expect((await admin('audit ada@example.com')).out).toContain(
      'An administrator created a one-time sign-in code. Reason: Called back',
    );
  });

  test('gives a former email back: which one has to be said where there are several, and it can be cancelled', async () => {
    const none = await admin('user undo-email bob@example.com --reason Passport_seen --yes');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no former email address to restore') });
    await withFormerAddresses('bob@example.com', ['older@example.com', 'old@example.com']);
    const which = await admin('user undo-email bob@example.com --reason Passport_seen --yes');
    expect(which).toMatchObject({ code: 2, err: expect.stringContaining('old@example.com, older@example.com') });
    const order = 'user undo-email bob@example.com --to OLD@example.com --reason Passport_seen';
    expect(await admin(order)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(await admin(`${order} --yes`)).toMatchObject({
      code: 0,
      out: expect.stringContaining('We’ve emailed bob@example.com and old@example.com'),
    });
    expect(await admin('user keep-email bob@example.com --reason Wrong_person')).toMatchObject({ code: 0 });
    expect((await admin('audit bob@example.com')).out).toMatch(
      /withdrew the link sent to old@example.com. Reason: Wrong person {2}command:/,
    );
  });

  test('makes an administrator, who cannot be the last to go', async () => {
    expect(await admin('user role bob@example.com admin --reason Chosen')).toMatchObject({
      code: 0,
      out: 'bob@example.com is now an administrator. 1 session ended.\n',
    });
    expect((await admin('audit bob@example.com')).out).toContain('Became an administrator. Reason: Chosen');
    expect(await admin('user disable bob@example.com --reason Left --yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('last administrator'),
    });
    expect(await admin('user invite carol@example.com')).toMatchObject({ code: 0 });
  });
});

describe('new people, names and single sessions', () => {
  test('user add, rename and end-session, as an administrator types them', async () => {
    expect(await admin('user add Grace@example.com Grace_Hopper')).toMatchObject({
      code: 0,
      out: expect.stringContaining('grace@example.com'),
    });
    expect(await admin('user add grace@example.com Grace')).toMatchObject({ code: 1 });
    expect(await admin('user rename grace@example.com Amazing_Grace')).toMatchObject({
      code: 1,
      err: 'Enter a reason. They can read it.\n',
    });
    expect(await admin('user rename grace@example.com Amazing_Grace --reason Asked')).toMatchObject({
      code: 0,
      out: 'grace@example.com is now called Amazing Grace.\n',
    });
    const user = await findUserByEmail(db, 'grace@example.com');
    // The command reads the clock of the machine.
    const now = { ...testEnvironment.at(0), now: clock() };
    await createSession(now, { userId: user?.id ?? '', methods: ['password'], passwordFingerprint: null });
    const { sessions } = JSON.parse((await admin('user show grace@example.com --json')).out);
    const [{ ref }] = sessions;
    expect((await admin('user show grace@example.com')).out).toContain(`    ${ref}  Chrome on Windows, last used 20`);
    const end = `user end-session grace@example.com ${ref} --reason Lost`;
    expect(await admin(end)).toMatchObject({ code: 0, out: 'Signed grace@example.com out of Chrome on Windows.\n' });
    expect(await admin(end)).toMatchObject({ code: 1, err: expect.stringContaining('no such session') });
  });

  test('user delete: disabled at once, shown as due, and taken back by user enable', async () => {
    await admin('user add leaver@example.com Leaver');
    expect(await admin('user delete leaver@example.com --reason Left')).toMatchObject({ code: 2 });
    expect(await admin('user delete leaver@example.com --reason Left --yes')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^leaver@example.com is disabled, and will be deleted after 20.*user enable/),
    });
    expect((await admin('user show leaver@example.com')).out).toMatch(/^ {2}deletion {3}due 20/m);
    expect(await admin('user enable leaver@example.com --reason Stays')).toMatchObject({ code: 0 });
    expect((await admin('user show leaver@example.com')).out).not.toContain('deletion   due');
  });

  test('several people at once: all of them or nobody, and who is so already is named', async () => {
    for (const name of ['one', 'two', 'three']) await admin(`user add ${name}@example.com ${name}`);
    expect(await admin('user disable one@example.com tow@example.com --reason Left --yes')).toMatchObject({
      code: 1,
      err: 'No account has these addresses: tow@example.com. Nothing was changed.\n',
    });
    expect(await admin('user disable one@example.com two@example.com --reason Left')).toMatchObject({ code: 2 });
    expect((await admin('user list --filter disabled')).out).not.toContain('one@example.com');
    expect((await admin('user disable one@example.com two@example.com --reason Left --yes')).out).toBe(
      'Disabled 2 accounts. Nothing was deleted.\n',
    );
    expect((await admin('user disable two@example.com three@example.com --reason Left --yes')).out).toBe(
      'Disabled 1 account. Nothing was deleted.\nAlready so, and left alone: two@example.com\n',
    );
    expect((await admin('user delete one@example.com two@example.com --reason Left --yes')).out).toMatch(
      /^Disabled 2 accounts, which will be deleted in 7 days\. .*user enable/,
    );
    expect((await admin('user sign-out one@example.com two@example.com --reason Left --json')).out).toContain(
      '"skipped": []',
    );
  });

  test('user email: the new address gets a link to confirm, and the old one stays until then', async () => {
    expect(await admin('user email bob@example.com bob@new.example --reason Asked')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Emailed bob@new.example a link to confirm'),
    });
    expect((await admin('audit bob@example.com')).out).toContain('sent bob@new.example a link');
    expect((await findUserByEmail(db, 'bob@new.example'))?.id).toBeUndefined();
  });

  test('user email --without-confirmation: asked first, shown as due, and withdrawn by user keep-email', async () => {
    await admin('user add nomail@example.com No_Mail');
    const order = 'user email nomail@example.com new@mail.example --without-confirmation --reason Mailbox_gone';
    expect(await admin(order)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(await admin(`${order} --yes`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^We’ve emailed nomail@example.com. The account’s address will change to new@mail.example after 20/,
      ),
    });
    expect((await admin('user show nomail@example.com')).out).toMatch(
      /^ {2}email {6}changes to new@mail.example after/m,
    );
    expect((await admin('user keep-email nomail@example.com --reason Wrong_person')).code).toBe(0);
    expect((await admin('user show nomail@example.com')).out).not.toMatch(/^ {2}email {6}changes/m);
  });

  test('user invite --from: every line is read before anybody is invited, and a second run invites nobody', async () => {
    const file = join(folder, 'addresses.txt');
    const invite = `user invite --from ${file}`;
    writeFileSync(file, 'email\nHedy <hedy@example.com>\nnonsense\n');
    const broken = await admin(invite);
    expect(broken).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^line 3: “nonsense” .*\n.*No one was invited/),
    });
    writeFileSync(file, 'email\nHedy <hedy@example.com>\nada@example.com\n');
    expect(JSON.parse((await admin(`${invite} --json`)).out)).toEqual({
      invited: ['hedy@example.com'],
      alreadyThere: ['ada@example.com'],
      reserved: [],
    });
    expect((await admin(invite)).out).toBe(
      'Emailed 0 invitations.\nSkipped 2 addresses that have an account or an invitation.\n',
    );
    expect((await admin('audit hedy@example.com')).out).toContain('An administrator sent an invitation');
    expect(await admin(`user invite hedy@example.com --from ${file}`)).toMatchObject({ code: 2 });
    expect(await admin('user invite')).toMatchObject({ code: 2 });
    expect(await admin('user invite --from /nope.txt')).toMatchObject({ code: 1 });
  });
});

test('as a process: settings from the environment, the answer on one stream, the exit code', () => {
  // biome-ignore lint/style/noProcessEnv: the path of the programs of this machine
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production' as const, ...settings };
  const started = spawnSync(process.execPath, ['--import', 'tsx', 'lib/cli/entry.ts', 'user', 'list'], { env });
  expect(String(started.stdout)).toContain('8 of 8');
  expect(started.status).toBe(0);
});

describe('backup and restore', () => {
  test('a backup made while the database is in use restores every user; the newest few are kept', async () => {
    const to = join(folder, 'backups');
    for (let count = 0; count < 2; count += 1)
      expect(await admin(`backup --to ${to} --keep 1`)).toMatchObject({ code: 0 });
    const [file = '', ...rest] = readdirSync(to);
    expect(rest).toEqual([]);
    expect(statSync(join(to, file)).mode & 0o777).toBe(0o600);

    const busy = await admin(`restore ${join(to, file)} --yes`);
    expect(busy).toMatchObject({ code: 1, err: expect.stringContaining('in use') });
    const elsewhere = { DATABASE_URL: `file:${join(folder, 'elsewhere', 'app.db')}` };
    await admin('migrate', elsewhere);
    expect(await admin(`restore ${join(to, file)} --yes`, elsewhere)).toMatchObject({ code: 0 });
    const restored = openSqlite(elsewhere.DATABASE_URL);
    expect(await findUserByEmail(restored, 'ada@example.com')).not.toBeNull();
    await restored.close();
    const strange = { ...elsewhere, ENCRYPTION_KEYS: `k9:${randomBytes(32).toString('base64')}` };
    expect((await admin(`restore ${join(to, file)} --yes`, strange)).out).toContain(
      '1 authenticator is encrypted with k1',
    );
  });

  test('a backup of a newer version, one of foreign tables and one that the keys do not open change nothing', async () => {
    const target = { DATABASE_URL: `file:${join(folder, 'careful', 'app.db')}` };
    await admin('migrate', target);
    const before = (await admin('user list --json', target)).out;
    const make = async (name: string, work: (file: string) => void) => {
      await admin(`backup --to ${join(folder, name)}`);
      const [file = ''] = readdirSync(join(folder, name));
      work(join(folder, name, file));
      return join(folder, name, file);
    };
    const sql = (text: string) => (file: string) => {
      const database = new Database(file);
      database.exec(text);
      database.close();
    };
    const newer = await make('newer', sql("insert into accounts_migrations values ('from the future', 1)"));
    const foreign = join(folder, 'foreign.db');
    sql('create table users (a); create table __drizzle_migrations (id, hash, created_at)')(foreign);
    const ours = await make('ours', () => undefined);
    const sameName = { ...target, ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}` };
    for (const [file, settings, said] of [
      [newer, target, 'a newer version of this app'],
      [foreign, target, 'users'],
      [ours, sameName, 'k1 is not the key that sealed this database'],
    ] as const) {
      const refused = await admin(`restore ${file} --yes`, settings);
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(said) });
      expect(refused.err).toContain('Nothing was changed');
    }
    expect((await admin('user list --json', target)).out).toBe(before);
    expect(readdirSync(join(folder, 'careful')).toSorted()).toEqual(['app.db', 'app.db.made']);
  });

  test('a damaged file, another file and no file change nothing', async () => {
    const target = { DATABASE_URL: `file:${join(folder, 'untouched', 'app.db')}` };
    await admin('migrate', target);
    const before = readFileSync(join(folder, 'untouched', 'app.db'));
    writeFileSync(join(folder, 'damaged.db'), before.subarray(0, before.length / 2));
    writeFileSync(join(folder, 'letter.db'), 'Dear diary');
    for (const name of ['damaged.db', 'letter.db', 'missing.db']) {
      const refused = await admin(`restore ${join(folder, name)} --yes`, target);
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('cannot be restored') });
    }
    expect(readFileSync(join(folder, 'untouched', 'app.db'))).toEqual(before);
  });
});

test('a key of the same name, and one that is missing, are found by status and doctor; a lost one can be forgotten', async () => {
  const other = { ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}` };
  expect(await admin('keys status', other)).toMatchObject({
    code: 1,
    out: expect.stringContaining('another key called k1'),
  });
  expect((await admin('doctor', other)).out).toMatch(/^FAULT {4}ENCRYPTION_KEYS: k1 is not the key/m);
  expect(await admin('keys forget k1 --yes', other)).toMatchObject({ code: 2 });
  const sealing = [
    'keys rotate',
    'user invite vera@example.com',
    'import /nope.csv',
    'export --to /nope.csv --secrets --yes',
  ];
  for (const words of sealing)
    expect(await admin(words, other)).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was done') });
  const generated = await admin('keys generate');
  expect(generated.out).toMatch(/^k[0-9a-f]{8}:/);
  expect((await admin('keys generate')).out).not.toBe(generated.out);

  const url = { DATABASE_URL: `file:${join(folder, 'lost', 'app.db')}` };
  await admin(`backup --to ${join(folder, 'for-lost')}`);
  const [file = ''] = readdirSync(join(folder, 'for-lost'));
  await admin(`restore ${join(folder, 'for-lost', file)} --yes`, url);
  const without = { ...url, ENCRYPTION_KEYS: generated.out.split('\n')[0] ?? '' };
  const faults = async () => {
    const restored = openSqlite(url.DATABASE_URL);
    const parsed = parseSettings({ ...settings, ...without });
    const found = await checkSealingKeys(restored, parsed.ok ? parsed.settings.encryptionKeys : []);
    await restored.close();
    return found;
  };
  expect(await faults()).toEqual([{ keyId: 'k1', fault: 'missing' }]);
  expect(await admin('keys forget k7 --yes', without)).toMatchObject({
    code: 2,
    err: expect.stringContaining('keys forget k1'),
  });
  expect(await admin('keys forget k1 --yes', without)).toMatchObject({ code: 0 });
  expect(await faults()).toEqual([]);
});

describe('imported users', () => {
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  test('a file with broken rows names each and imports no user', async () => {
    const file = write(
      'broken.csv',
      `email,name,password_hash,totp_secret\nzoe@example.com,Zoe,,\nnonsense,Yan,,\nzoe@example.com,Zoe,,\nxia@example.com,Xia,md5,!!\n`,
    );
    const refused = await admin(`import ${file}`);
    expect(refused.code).toBe(1);
    expect(refused.err.split('\n').slice(0, 4)).toEqual([
      'line 3: email is not a valid email address',
      'line 4: email is already in line 2',
      'line 5: password_hash is neither argon2, bcrypt nor PBKDF2; totp_secret is not a base32 secret of at least 16 characters',
      '3 of 4 rows have errors. Nothing was imported.',
    ]);
    expect((await admin(`import ${write('one.csv', 'email,name\nnonsense,Yan\n')}`)).err).toContain(
      '1 of 1 rows has errors',
    );
    expect(await findUserByEmail(db, 'zoe@example.com')).toBeNull();
  });

  test('bcrypt becomes argon2id at the first sign-in, the code of the old app works, a second run changes nothing', async () => {
    const secret = Buffer.from('12345678901234567890');
    const hash = hashSync('correct horse battery', 4);
    const file = write(
      'people.jsonl',
      `${JSON.stringify({ email: 'Wu@Example.com', name: 'Wu', password_hash: hash, totp_secret: base32(secret) })}\n`,
    );
    expect(await admin(`import ${file}`)).toMatchObject({ code: 0, out: expect.stringContaining('Imported 1.') });
    expect((await admin(`import ${file}`)).out).toContain('Imported 0. Skipped 1 existing account.');

    const signIn = { email: 'wu@example.com', password: 'correct horse battery' };
    expect(await signInWithPassword(testEnvironment.at(1), { ...signIn, password: 'wrong' })).toMatchObject({
      ok: false,
    });
    expect(await signInWithPassword(testEnvironment.at(1), signIn)).toMatchObject({ ok: true });
    expect((await findUserByEmail(db, 'wu@example.com'))?.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await signInWithPassword(testEnvironment.at(1), signIn)).toMatchObject({ ok: true });
    const code = codeAt(secret, stepAt(testEnvironment.at(1).now));
    const challenge = (await testEnvironment.challenge(1, 'wu@example.com')) ?? '';
    expect(await verifySecondFactor(testEnvironment.at(1), challenge, { method: 'totp', code })).toMatchObject({
      ok: true,
    });
  });

  test.each(['jsonl', 'csv'])(
    'what was exported as %s is imported elsewhere as it was; without its secrets nothing secret is in it',
    async (kind) => {
      await admin(
        `import ${write(`odd-${kind}.jsonl`, `${JSON.stringify({ email: `odd-${kind}@example.com`, name: `'=1+"1",\u00e9;`, disabled: true })}\n`)}`,
      );
      const [plain, secret, again] = ['plain', 'secret', 'again'].map((name) => join(folder, `${name}.${kind}`));
      expect(await admin(`export --to ${plain}`)).toMatchObject({ code: 0 });
      expect(readFileSync(plain ?? '', 'utf8')).not.toMatch(/argon2|totp_secret/);
      expect(await admin(`export --to ${secret} --secrets`)).toMatchObject({ code: 2 });
      expect(await admin(`export --to ${secret} --secrets --yes`)).toMatchObject({ code: 0 });
      expect(statSync(secret ?? '').mode & 0o777).toBe(0o600);
      const elsewhere = { DATABASE_URL: `file:${join(folder, `other-${kind}`, 'app.db')}` };
      expect(await admin(`import ${secret}`, elsewhere)).toMatchObject({ code: 0 });
      expect(await admin(`export --to ${again} --secrets --yes`, elsewhere)).toMatchObject({ code: 0 });
      // When an account was made, and who administers, is decided where it is.
      const rows = (file = '') =>
        readFileSync(file, 'utf8')
          .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
          .replaceAll('admin', 'person')
          .split(/\r?\n/)
          .toSorted();
      expect(rows(again)).toEqual(rows(secret));
      expect((await admin(`import ${plain}`, elsewhere)).out).toMatch(/second factor that can’t be imported/);
    },
  );

  test('an export goes into a new file only, and leaves nothing behind where it fails (attack A-55)', async () => {
    const place = join(folder, 'exports');
    mkdirSync(join(place, 'folder.csv'), { recursive: true });
    writeFileSync(join(place, 'there.csv'), 'mine', { mode: 0o666 });
    symlinkSync(join(place, 'there.csv'), join(place, 'link.csv'));
    for (const name of ['there.csv', 'link.csv', 'folder.csv', 'people.txt', 'none/people.csv'])
      expect((await admin(`export --to ${join(place, name)} --secrets --yes`)).code).toBeGreaterThan(0);
    const keys = { ENCRYPTION_KEYS: `k9:${randomBytes(32).toString('base64')}` };
    const unreadable = await admin(`export --to ${join(place, 'people.csv')} --secrets --yes`, keys);
    expect(unreadable).toMatchObject({ code: 1, err: expect.stringContaining('No key decrypts the authenticator') });
    const [one, other] = await Promise.all([1, 2].map(() => admin(`export --to ${join(place, 'twice.csv')}`)));
    expect([one?.code, other?.code].toSorted()).toEqual([0, 1]);
    expect(readFileSync(join(place, 'there.csv'), 'utf8')).toBe('mine');
    expect(readdirSync(place).toSorted()).toEqual(['folder.csv', 'link.csv', 'there.csv', 'twice.csv']);
  });

  test('users without a password get a link, once; nothing is mailed under another origin than the server has', async () => {
    const mailing = { DATABASE_URL: `file:${join(folder, 'mailing', 'app.db')}` };
    const file = write('linked.csv', 'email,name\nyara@example.com,Yara\nzed@example.com,Zed\n');
    expect((await admin(`import ${file}`, mailing)).out).toContain('2 rows have no password');
    const server = openSqlite(mailing.DATABASE_URL);
    await noteInstallation(server, 'origin', 'https://connect.example.com');
    const waiting = async () => (await server.sql.select().from(server.tables.mails)).length;
    const refused = await admin(`import ${file} --send-links`, mailing);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('AUTH_URL=https://connect.example.com') });
    expect(await waiting()).toBe(0);

    const assumed = { ...mailing, AUTH_URL_IS_ASSUMED: 'yes' };
    expect((await admin(`import ${file} --send-links`, assumed)).out).toContain('2 people will get a link');
    expect((await admin(`import ${file} --send-links`, assumed)).out).toContain('0 people will get a link');
    const keys = testEnvironment.at(0).settings.encryptionKeys;
    for (const { id, sealedMail } of await server.sql.select().from(server.tables.mails))
      expect(open(sealedMail, { purpose: 'mail', userId: '', rowId: id }, keys)?.toString()).toContain(
        'https://connect.example.com/link/reset-password?token=',
      );
    expect(await waiting()).toBe(2);
    await server.close();
  });

  test('a missing file, a folder and an empty file are reported', async () => {
    for (const [file, said] of [
      ['/nope.csv', 'There is no file /nope.csv.'],
      [folder, 'is a folder'],
      [write('empty.csv', 'email,name\n'), 'There are no people in it.'],
    ])
      expect(await admin(`import ${file}`)).toMatchObject({ code: 1, err: expect.stringContaining(said ?? '') });
  });
});

describe('doctor', () => {
  test('a healthy system', async () => {
    const { code, out } = await admin('doctor');
    expect(out).toMatch(/^ok {7}database: .*sound/m);
    expect(out).toMatch(/^ok {7}ENCRYPTION_KEYS: all authenticators can be decrypted/m);
    expect(out).toMatch(/^warning {2}mail: written to/m);
    const warnings = out.match(/^warning /gm)?.length;
    expect(out).toMatch(new RegExp(`\\nNothing is broken; ${warnings} warnings\\.\\n$`));
    expect(code).toBe(0);
  });

  test('a system with faults: each is named with the way to fix it', async () => {
    const { code, out } = await admin('doctor', {
      ENCRYPTION_KEYS: `k9:${randomBytes(32).toString('base64')}`,
      SMTP_URL: 'smtp://127.0.0.1:9',
      AUTH_GITHUB_ID: 'id',
      AUTH_GITHUB_SECRET: 'secret',
      AUTH_GITHUB_API_URL: 'http://127.0.0.1:9',
    });
    expect(code).toBe(1);
    expect(out).toMatch(/^FAULT {4}ENCRYPTION_KEYS: 2 authenticators are encrypted with k1/m);
    expect(out).toMatch(/^FAULT {4}mail: .*ECONNREFUSED/m);
    expect(out).toMatch(/^FAULT {4}GitHub: .*does not answer/m);
    expect(out).toContain('http://localhost:3000/api/auth/callback/github');
    expect(out).toContain('no provider answered');
  });

  test('a server that cannot read its visitors’ addresses', async () => {
    const server = openSqlite(`file:${join(folder, 'app.db')}`);
    await noteInstallation(server, addressUnknown, '2026-11-24T12:00:00.000Z');
    expect((await admin('doctor')).out).toMatch(
      /^warning {2}TRUSTED_PROXIES: the running server could not read a visitor’s address \(first at 2026-11-24T12/m,
    );
    await forgetInstallation(server, addressUnknown);
    await server.close();
    expect((await admin('doctor')).out).toMatch(/^ok {7}TRUSTED_PROXIES: 0/m);
  });

  test('whom passkeys are for, why there are none, and those that were made for another host name', async () => {
    expect((await admin('doctor')).out).toMatch(/^ok {7}passkeys: on for localhost$/m);
    expect((await admin('doctor', { PASSKEYS: 'off' })).out).toMatch(/^ok {7}passkeys: off: PASSKEYS=off$/m);
    expect((await admin('doctor', { AUTH_URL: 'http://127.0.0.1:3000' })).out).toMatch(
      /^warning {2}passkeys: off: AUTH_URL is an IP address$/m,
    );
    const unfit = await admin('doctor', { AUTH_URL: 'https://connect.example.com', PASSKEY_RP_ID: 'example.org' });
    expect(unfit).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^FAULT {4}PASSKEY_RP_ID: is not connect.example.com or a parent of it$/m),
    });
    const server = openSqlite(`file:${join(folder, 'app.db')}`);
    const [user] = await server.sql.select().from(server.tables.users).limit(1);
    const old = { ...samplePasskey, userId: user?.id ?? '', rpId: 'old.example.com' };
    for (const id of ['one', 'two', 'three']) await insertPasskey(server, { ...old, id, credentialId: id });
    const line = /^warning {2}passkeys: 3 passkeys were created for old.example.com and can’t be used(.*)$/m;
    expect((await admin('doctor')).out.match(line)?.[1]).toBe('');
    const below = await admin('doctor', { AUTH_URL: 'https://new.old.example.com' });
    expect(below.out.match(line)?.[1]).toBe('; set PASSKEY_RP_ID=old.example.com to use them');
    const back = { AUTH_URL: 'https://new.old.example.com', PASSKEY_RP_ID: 'old.example.com' };
    expect((await admin('doctor', back)).out).not.toMatch(/were created for/);
    await server.sql.delete(server.tables.passkeys);
    await server.close();
  });

  test('settings that are missing', async () => {
    const { code, out } = await admin('doctor --json', { AUTH_SECRET: '', AUTH_URL: 'nonsense' });
    expect(code).toBe(1);
    expect(JSON.parse(out).findings.map(({ what }: { what: string }) => what)).toEqual(['AUTH_URL', 'AUTH_SECRET']);
  });
});
