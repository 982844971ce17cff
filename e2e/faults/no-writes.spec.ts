import { execFileSync } from 'node:child_process';
import BetterSqlite3 from 'better-sqlite3';
import { eq, like, or } from 'drizzle-orm';
import type { AppServer } from '../fixtures/app-server.ts';
import { countSessions, type Database } from '../fixtures/database.ts';
import type { Person } from '../fixtures/people.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { expect, test } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

// The database is read-only for a while: no user signs in by what could not be stored.
test.describe.configure({ mode: 'default' });

const UNAVAILABLE = refusal('unavailable');
/** The only lines that this leaves in the log. */
const TROUBLE = /"event":"(database-trouble|outbox-failed|logout-notices-failed)"/;

test('fault: the database is locked for longer than we wait: no code counts or opens, and then all is as before', async ({
  app,
  client,
  people,
  database,
  tolerate,
}) => {
  tolerate(TROUBLE);
  const ada = await people.makeProtected();
  const [visitor, waiting] = [client(), client()];
  const login = await visitor.open('/login');
  const challenge = await signInWithoutScript(waiting, ada);
  await waiting.submit(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() });
  const before = await guesses(database, ada);
  expect(before).toHaveLength(3);

  const unlock = lock(app);
  try {
    const password = await visitor.submit(login, words.signIn.form.submit, {
      email: ada.email,
      password: ada.password,
    });
    expect(password.status).toBe(200);
    expect(password.text).toContain(UNAVAILABLE);
    expect(password.html).toContain(`value="${ada.email}"`);
    const code = await waiting.submit(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() });
    expect(code.text).toContain(UNAVAILABLE);
    expect(code.text).not.toContain(refusal('code-wrong'));
    expect((await waiting.open('/login')).status).toBe(200);
    expect((await fetch(`${app.origin}/api/health?ready`)).status).toBe(200);
  } finally {
    unlock();
  }
  expect(await guesses(database, ada)).toEqual(before);
  expect(await countSessions(database, ada.id)).toBe(0);
  const home = await waiting.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(home.text).toContain(hello('Ada'));
});

test('fault: the disk is full: no code is accepted that could not be spent, none checked that could not be counted', async ({
  app,
  client,
  people,
  database,
  tolerate,
}) => {
  test.skip(process.platform !== 'linux', 'needs prlimit, which makes every write of the server fail');
  tolerate(TROUBLE);
  const ada = await people.makeProtected();
  const [visitor, waiting, inside] = [client(), client(), client()];
  const login = await visitor.open('/login');
  const challenge = await signInWithoutScript(waiting, ada);
  const other = await waiting.open('/login/two-factor?method=one-time-password');
  await people.signIn(inside, ada);
  const before = await guesses(database, ada);
  const code = ada.phone.nextCode();

  fillDisk(app);
  try {
    const answers = [
      await visitor.submit(login, words.signIn.form.submit, { email: ada.email, password: ada.password }),
      await visitor.submit(login, words.signIn.form.submit, {
        email: ada.email,
        password: 'a wrong password of some length',
      }),
      await waiting.submit(challenge, words.challenge.form.submit, { code }),
      await waiting.submit(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() }),
      await waiting.submit(other, words.challenge.form.submit, { 'recovery-code': ada.recoveryCodes[0] ?? '' }),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).toContain(UNAVAILABLE);
    }
    // A user who is signed in can still read.
    expect((await inside.open('/profile')).status).toBe(200);
  } finally {
    makeSpace(app);
  }
  expect(await countSessions(database, ada.id)).toBe(1);
  expect(await guesses(database, ada)).toEqual(before);
  const { recoveryCodes } = database.tables;
  const codes = await database.sql.select().from(recoveryCodes).where(eq(recoveryCodes.userId, ada.id));
  expect(codes.filter(({ usedAt }) => usedAt !== null)).toEqual([]);
  const home = await waiting.submit(challenge, words.challenge.form.submit, { code });
  expect(home.text).toContain(hello('Ada'));
});

test('attack: signing out while nothing can be written keeps the cookie and says so, since a copy would open the account', async ({
  app,
  client,
  people,
  database,
  tolerate,
}) => {
  test.skip(process.platform !== 'linux', 'needs prlimit, which makes every write of the server fail');
  tolerate(TROUBLE);
  const ada = await people.make();
  const browser = client();
  await people.signIn(browser, ada);
  const home = await browser.open('/');
  fillDisk(app);
  try {
    const answer = await browser.submit(home, words.appFrame.signOut);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain(words.frame.stillSignedIn.title);
    expect((await browser.open('/')).text).toContain(hello('Ada'));
  } finally {
    makeSpace(app);
  }
  expect(await countSessions(database, ada.id)).toBe(1);
  const answer = await browser.submit(await browser.open('/'), words.appFrame.signOut);
  expect(answer.text).toContain(words.signIn.reasons['signed-out']);
  expect(await countSessions(database, ada.id)).toBe(0);
  // No user who is signed out is told that they are still signed in.
  expect((await browser.open('/unavailable?still=signed-in')).path).toMatch(/^\/login/);
});

test('attack: no link is promised that was not stored, for any email', async ({
  app,
  client,
  people,
  database,
  tolerate,
}) => {
  test.skip(process.platform !== 'linux', 'needs prlimit, which makes every write of the server fail');
  tolerate(TROUBLE);
  const ada = await people.make();
  const visitor = client();
  const form = await visitor.open('/forgot-password');
  fillDisk(app);
  try {
    const answers = [];
    for (const email of [ada.email, `nobody.${ada.email}`]) {
      const { status, text, html } = await visitor.submit(form, words.resetPassword.ask.form.submit, { email });
      expect(html).toContain(`value="${email}"`);
      answers.push({ status, text });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.text).toContain(UNAVAILABLE);
    expect(answers[0]?.text).not.toContain(words.resetPassword.sent.title);
  } finally {
    makeSpace(app);
  }
  const answer = await visitor.submit(form, words.resetPassword.ask.form.submit, { email: ada.email });
  expect(answer.text).toContain(words.resetPassword.sent.title);
  const { tokens } = database.tables;
  await expect.poll(() => database.sql.select().from(tokens).where(eq(tokens.owner, ada.id))).toHaveLength(1);
});

/** Locks the whole database as another program would. Returns a function that unlocks it. */
function lock({ environment }: AppServer): () => void {
  const other = new BetterSqlite3((environment['DATABASE_URL'] ?? '').replace('file:', ''));
  other.exec('begin exclusive');
  return () => {
    other.exec('rollback');
    other.close();
  };
}

/** Limits the server's files to one byte from now on: its writes fail, as on a full disk. */
function fillDisk({ pid }: AppServer): void {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=1:']);
}

function makeSpace({ pid }: AppServer): void {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']);
}

/** Returns the counters of an account and of its pending sign-in. */
async function guesses({ sql, tables: { attempts, challenges } }: Database, { id, email }: Person) {
  return [
    ...(await sql
      .select()
      .from(attempts)
      .where(or(like(attempts.key, `%${email}%`), like(attempts.key, `%${id}%`)))),
    ...(await sql.select().from(challenges).where(eq(challenges.userId, id))),
  ];
}
