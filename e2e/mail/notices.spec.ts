import { useUpOneTimePasswords } from '../fixtures/ageing.ts';
import type { Database } from '../fixtures/database.ts';
import { test } from '../fixtures/mail-sink.ts';
import { signInWithoutScript } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { hello, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const FIREFOX = {
  headers: { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:145.0) Gecko/20100101 Firefox/145.0' },
};
const { notices } = words.events;
const { facts, wasNotYou } = words.mail;

/** In every notice: when, in which browser, from where if known, and what to do if it was not oneself. */
const CIRCUMSTANCES = new RegExp(
  `${facts.when}: .*\\d{4}.* \\d\\d:\\d\\d .*\\r?\\n${facts.browser}: .+[\\s\\S]+${wasNotYou.replace('?', '\\?')}:\\r?\\nhttp`,
);

test('each use of a one-time password is mailed with its number and what is left', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  await useUpOneTimePasswords(database, ada.id, 5);
  // One browser: another one would be told in the same mail, and first.
  const browser = client();
  const uses: [number, number][] = [
    [6, 4],
    [10, 3],
    [7, 2],
    [8, 1],
    [9, 0],
  ];
  for (const [number, left] of uses) {
    browser.cookies.delete('session');
    const challenge = await signInWithoutScript(browser, ada);
    const home = await browser.submit(challenge, words.challenge.form.submit, {
      code: ada.recoveryCodes[number - 1] ?? '',
    });
    expect(home.text).toContain(hello('Ada'));
    const notice = notices['recovery-code-used']({ number, left });
    const { subject, text } = await sink.mailTo(ada.email, /./);
    expect(subject).toBe(notice.subject);
    for (const sentence of [notice.sentence, ...(notice.todo ? [notice.todo] : [])]) expect(text).toContain(sentence);
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
    await second.submit(login, words.signIn.form.submit, { email: ada.email, password: ada.password }, sending);
  }
  const notice = notices['new-browser']({ browserName: 'Firefox on macOS' });
  const { subject, text } = await sink.mailTo(ada.email, /./);
  expect(subject).toBe(notice.subject);
  expect(text).toContain(notice.sentence);
  expect(text).toMatch(CIRCUMSTANCES);
  expect(text).toContain(`${facts.browser}: Firefox on macOS`);
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
    await visitor.submit(login, words.signIn.form.submit, {
      email: ada.email,
      password: 'a wrong password of some length',
    });
  }
  const thief = client();
  const challenge = await signInWithoutScript(thief, ada);
  const submitWrongCode = () => thief.submit(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() });
  for (let attempt = 0; attempt < 2; attempt += 1) await submitWrongCode();
  expect(await countMails(database)).toBe(before);
  for (let attempt = 0; attempt < 3; attempt += 1) await submitWrongCode();
  const { subject, text } = await sink.mailTo(ada.email, /./);
  expect(subject).toBe(notices['codes-refused'].subject);
  expect(text).toContain(notices['codes-refused'].sentence);
  expect(text).toMatch(CIRCUMSTANCES);
  expect(await countMails(database)).toBe(before + 1);
});

/** Counts all mails ever: a mail is in the outbox before its page responds. */
async function countMails({ sql, tables: { mails } }: Database): Promise<number> {
  return (await sql.select().from(mails)).length;
}
