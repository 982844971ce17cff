import type { Page } from '@playwright/test';
import { countSessions } from '../fixtures/database.ts';
import {
  askForLink,
  choosePassword,
  expectDeadLink,
  NEW_PASSWORD,
  openAsScanner,
  requestLink,
} from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import {
  expectChallenge,
  expectHome,
  expectProblem,
  press,
  signInWithoutScript,
  signInWithPassword,
  typeCode,
} from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const WRONG_PASSWORD = refusal('sign-in-failed');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('forgotten password: opening the link changes nothing, all sessions end, the code is still required', async ({
  page,
  context,
  people,
  otherBrowser,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const other = await otherBrowser();
  await people.signIn(other, ada);
  const mail = await askForLink(page, ada.email, sink);
  expect(mail.text).toContain(words.linkMails.resetPassword.note);

  await openAsScanner(mail.link);
  await page.goto(mail.link);
  await expect(page).toHaveURL(/\/reset-password\?link=[\w-]{16}$/);
  await expect(page.getByRole('heading', { level: 1, name: words.resetPassword.choose.title })).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(1);
  await choosePassword(page, NEW_PASSWORD);

  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');
  const elsewhere = await other.newPage();
  await elsewhere.goto('/');
  await expect(elsewhere).toHaveURL(/\/login/);
  await sink.mailTo(ada.email, words.events.notices['password-reset'].subject);

  await signInWithPassword(page, ada);
  await expectProblem(page, WRONG_PASSWORD);
  await signInWithPassword(page, { ...ada, password: NEW_PASSWORD });
  await expectChallenge(page);
  expect(await countSessions(database, ada.id)).toBe(0);
  await typeCode(page, ada.phone.nextCode());
  await expectHome(page, ada);
});

test('an email typed at the sign-in is filled in on the page for a new password: by POST, in no URL, without the password', async ({
  page,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto('/login');
  await page.getByLabel(words.kit.everywhere.email).fill('Ada.Typed@example.com');
  await page.getByLabel(words.signIn.form.password, { exact: true }).fill('half a pass');
  await page.getByRole('link', { name: words.signIn.form.forgot }).click();
  await expect(page).toHaveURL(/\/forgot-password$/);
  await expect(page.getByLabel(words.kit.everywhere.email)).toHaveValue('ada.typed@example.com');
  expect(sent.filter((text) => /half a pass/.test(text))).toEqual([]);
  expect(sent.map((text) => text.split(' ')[0]).filter((url) => /typed/i.test(url ?? ''))).toEqual([]);

  await page.context().clearCookies();
  await page.goto('/login');
  await page.getByRole('link', { name: words.signIn.form.forgot }).click();
  await expect(page).toHaveURL(/\/forgot-password$/);
  await expect(page.getByLabel(words.kit.everywhere.email)).toHaveValue('');
});

test('attack: a link for a new password works once, also when its page was open before', async ({
  page,
  otherBrowser,
  client,
  people,
  sink,
}) => {
  const ada = await people.make();
  const { link } = await askForLink(page, ada.email, sink);
  const thief = await (await otherBrowser()).newPage();
  await thief.goto(link);
  await page.goto(link);
  await choosePassword(page, NEW_PASSWORD);

  await thief
    .getByLabel(words.resetPassword.choose.form.newPassword, { exact: true })
    .fill('somebody elses long words');
  await press(button(thief, words.resetPassword.choose.form.submit));
  await expectDeadLink(thief);
  await thief.goto(link);
  await expectDeadLink(thief);
  const home = await signInWithoutScript(client(), { ...ada, password: NEW_PASSWORD });
  expect(home.text).toContain(hello('Ada'));
});

test('of two links for a new password only the newest works', async ({ page, people, sink }) => {
  const ada = await people.make();
  const older = await askForLink(page, ada.email, sink);
  const newest = await askForLink(page, ada.email, sink);
  await page.goto(older.link);
  await expectDeadLink(page);
  await page.goto(newest.link);
  await choosePassword(page, NEW_PASSWORD);
});

test('attack: requesting a link does not tell which emails have an account, and mails to no other', async ({
  client,
  people,
  sink,
}) => {
  const ada = await people.make();
  const unknown = 'nobody.forgot@example.com';
  const answers = [await requestLink(client(), unknown), await requestLink(client(), ada.email)];
  expect(answers[0]).toEqual(answers[1]);
  await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
  expect(sink.mailsTo(unknown)).toEqual([]);
});

test('a new password by mail without JavaScript', async ({ client, people, sink }) => {
  const ada = await people.make();
  const browser = client();
  await requestLink(browser, ada.email);
  const { link } = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
  const form = await browser.open(link);
  expect(form.path).toMatch(/^\/reset-password\?link=/);
  const refused = await browser.submit(form, words.resetPassword.choose.form.submit, { newPassword: 'short' });
  expect(refused.text).toContain(refusal('password-short', { minimum: 15 }));
  const login = await browser.submit(refused, words.resetPassword.choose.form.submit, { newPassword: NEW_PASSWORD });
  expect(login.path).toBe('/login?reason=reset');
  const home = await browser.submit(login, words.signIn.form.submit, { email: ada.email, password: NEW_PASSWORD });
  expect(home.text).toContain(hello('Ada'));
});
