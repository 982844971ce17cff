import { useUpOneTimePasswords } from '../fixtures/ageing.ts';
import type { Database } from '../fixtures/database.ts';
import { test } from '../fixtures/mail-sink.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const FIREFOX = {
  headers: { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:145.0) Gecko/20100101 Firefox/145.0' },
};
/** In every notice: when, in which browser, from where if known, and what to do if it was not oneself. */
const CIRCUMSTANCES =
  /When: \d{1,2} [A-Z][a-z]{2,3} \d{4}, \d\d:\d\d UTC\r?\nBrowser: .+[\s\S]+Wasn’t you\? (?:Disconnect \w+ and secure|Secure) your account now:/;

test('each use of a one-time password is mailed with its number and what is left', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  await useUpOneTimePasswords(database, ada.id, 5);
  const notices: [number, string, string][] = [
    [6, '(4 left)', 'You have 4 left.'],
    [10, '(3 left)', 'You have 3 left.'],
    [7, '(2 left)', 'You have 2 left.'],
    [8, '(1 left)', 'You have 1 left.'],
    [9, '(0 left)', 'You have none left. Get new ones under Profile, Two-Factor Auth.'],
  ];
  for (const [number, inSubject, sentence] of notices) {
    const browser = client();
    const challenge = await signInWithoutScript(browser, ada);
    const home = await browser.submit(challenge, 'Sign In', { code: ada.recoveryCodes[number - 1] ?? '' });
    expect(home.text).toContain('Hello, Ada');
    const { subject, text } = await sink.mailTo(ada.email, 'One-time password');
    expect(subject).toBe(`One-time password ${number} was used ${inSubject}`);
    expect(text).toContain(`One-time password ${number} was used. ${sentence}`);
    expect(text).toMatch(CIRCUMSTANCES);
    for (const code of ada.recoveryCodes) expect(text).not.toContain(code);
  }
});

test('a new browser is mailed once; the first one, and a known one, are not', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const [first, second] = [client(), client()];
  await signInWithoutScript(first, ada);
  for (const sending of [FIREFOX, FIREFOX]) {
    second.cookies.delete('session');
    const login = await second.open('/login');
    await second.submit(login, 'Sign In', { email: ada.email, password: ada.password }, sending);
  }
  const { subject, text } = await sink.mailTo(ada.email, 'New sign-in');
  expect(subject).toBe('New sign-in from Firefox on macOS');
  expect(text).toContain('Someone signed in to your account in a browser that we didn’t recognise.');
  expect(text).toMatch(CIRCUMSTANCES);
  expect(text).toContain('Browser: Firefox on macOS');
  const before = await countMails(database);
  first.cookies.delete('session');
  await signInWithoutScript(first, ada);
  expect(await countMails(database)).toBe(before);
  expect(sink.mailsTo(ada.email)).toHaveLength(1);
});

test('three wrong codes after the correct password are mailed once, and wrong passwords never', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const before = await countMails(database);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const visitor = client();
    const login = await visitor.open('/login');
    await visitor.submit(login, 'Sign In', { email: ada.email, password: 'a wrong password of some length' });
  }
  const thief = client();
  const challenge = await signInWithoutScript(thief, ada);
  const submitWrongCode = () => thief.submit(challenge, 'Sign In', { code: ada.phone.wrongCode() });
  for (let attempt = 0; attempt < 2; attempt += 1) await submitWrongCode();
  expect(await countMails(database)).toBe(before);
  for (let attempt = 0; attempt < 3; attempt += 1) await submitWrongCode();
  const { subject, text } = await sink.mailTo(ada.email, /./);
  expect(subject).toBe('Incorrect codes were entered for your account');
  expect(text).toContain('3 incorrect codes in a row were entered for your account.');
  expect(text).toMatch(CIRCUMSTANCES);
  expect(await countMails(database)).toBe(before + 1);
});

/** Counts all mails ever: a mail is in the outbox before its page responds. */
async function countMails({ sql, tables: { mails } }: Database): Promise<number> {
  return (await sql.select().from(mails)).length;
}
