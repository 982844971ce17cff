import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Page } from '@playwright/test';
import { isNull } from 'drizzle-orm';
import { findUserByEmail } from '#db/users.ts';
import { letTimePass } from './fixtures/ageing.ts';
import { countSessions, type Database } from './fixtures/database.ts';
import { readForms } from './fixtures/html-forms.ts';
import { type MailSink, type ReceivedMail, test } from './fixtures/mail-sink.ts';
import type { NoScriptClient } from './fixtures/no-script-client.ts';
import type { Person } from './fixtures/people.ts';
import {
  expectChallenge,
  expectHome,
  expectProblem,
  finishMove,
  moveDialog,
  openTwoFactorTab,
  passMoveGate,
  press,
  signInWithoutScript,
  signInWithPassword,
  typeCode,
  typeOneTimePassword,
} from './fixtures/screens.ts';
import { expect } from './fixtures/test.ts';

// The flows that lead through a mail, with a real mail server. One app for all of them.
test.describe.configure({ mode: 'default' });

const NEW_PASSWORD = 'lantern meadow copper voyage';
const DEAD = 'This link no longer works. It was used already, or it is too old.';
const WRONG_PASSWORD = 'The email address or password is not correct. Check both, or reset your password.';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('sign-up: no account and no session before the link, which works once', async ({
  page,
  context,
  otherBrowser,
  database,
  sink,
}) => {
  const ada = { name: 'Ada Lovelace', email: 'ada.signs.up@example.com', password: NEW_PASSWORD } as Person;
  await page.goto('/signup');
  await page.getByLabel('Name', { exact: true }).fill(ada.name);
  await page.getByLabel('Email address').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await press(button(page, 'Create account'));
  await expect(page.getByText(`We sent a link to ${ada.email}. It works for 24 hours.`)).toBeVisible();
  const mail = await sink.mailTo(ada.email, 'Confirm your email address');
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');
  await signInWithPassword(page, ada);
  await expect(page).toHaveURL(/\/signup\/check-email$/);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');

  await page.goto(mail.link);
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  await press(button(page, 'Confirm your email address'));
  await expect(page.getByText('Your email address is confirmed. Sign in to go on.')).toBeVisible();
  await signInWithPassword(page, ada);
  await expectHome(page, ada);

  const again = await (await otherBrowser()).newPage();
  await again.goto(mail.link);
  await press(button(again, 'Confirm your email address'));
  await expectProblem(again, DEAD);
  await expect(again.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible();
});

test('attack: sign-up tells nobody which addresses have an account; the mail tells its owner', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const unknown = 'nobody.signed.up@example.com';
  const [known, fresh] = [await signUp(client(), ada.email), await signUp(client(), unknown)];
  expect(known).toEqual(fresh);
  const mail = await sink.mailTo(ada.email, 'You already have an account');
  expect(mail.link).toBe('');
  expect((await sink.mailTo(unknown, 'Confirm your email address')).link).not.toBe('');
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id, name: ada.name });
  expect((await signInWithoutScript(client(), ada)).text).toContain('Hello, Ada.');
});

/** What a visitor sees of it, without the address that they typed themselves. */
async function signUp(visitor: NoScriptClient, email: string) {
  const form = await visitor.open('/signup');
  const answer = await visitor.submit(form, 'Create account', { name: 'Eve', email, newPassword: NEW_PASSWORD });
  return { status: answer.status, path: answer.path, text: answer.text.replaceAll(email, 'the address') };
}

test('forgotten password: opening the link changes nothing, all sessions end, the code is still asked for', async ({
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
  expect(mail.text).toContain('Until you choose one, nothing changes.');

  await openAsScanner(mail.link);
  await page.goto(mail.link);
  await expect(page).toHaveURL(/\/reset-password$/);
  expect(await countSessions(database, ada.id)).toBe(1);
  await choosePassword(page, NEW_PASSWORD);

  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');
  const elsewhere = await other.newPage();
  await elsewhere.goto('/');
  await expect(elsewhere).toHaveURL(/\/login/);
  await sink.mailTo(ada.email, 'Your password was changed');

  await signInWithPassword(page, ada);
  await expectProblem(page, WRONG_PASSWORD);
  await signInWithPassword(page, { ...ada, password: NEW_PASSWORD });
  await expectChallenge(page);
  expect(await countSessions(database, ada.id)).toBe(0);
  await typeCode(page, ada.phone.nextCode());
  await expectHome(page, ada);
});

test('attack: a link for a new password works once, also where its page was open before', async ({
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

  await thief.getByLabel('New password', { exact: true }).fill('somebody elses long words');
  await press(button(thief, 'Change password'));
  await expectProblem(thief, DEAD);
  await thief.goto(link);
  await expectDeadLink(thief);
  const home = await signInWithoutScript(client(), { ...ada, password: NEW_PASSWORD });
  expect(home.text).toContain('Hello, Ada.');
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

test('attack: asking for a link tells nobody which addresses have an account, and mails to no other', async ({
  client,
  people,
  sink,
}) => {
  const ada = await people.make();
  const unknown = 'nobody.forgot@example.com';
  const answers = [await requestLink(client(), unknown), await requestLink(client(), ada.email)];
  expect(answers[0]).toEqual(answers[1]);
  await sink.mailTo(ada.email, 'Reset your password');
  expect(sink.mailsTo(unknown)).toEqual([]);
});

/** What a visitor sees of it, without the address that they typed themselves. */
async function requestLink(visitor: NoScriptClient, email: string) {
  const answer = await visitor.submit(await visitor.open('/forgot-password'), 'Email me a link', { email });
  return { status: answer.status, path: answer.path, text: answer.text.replaceAll(email, 'the address') };
}

for (const [what, headers] of Object.entries<Record<string, string>>({
  'X-Forwarded-Host': { 'x-forwarded-host': 'evil.example' },
  'Forwarded and X-Forwarded-Proto': { forwarded: 'host=evil.example;proto=https', 'x-forwarded-proto': 'https' },
  'X-Forwarded-Port and X-Forwarded-Server': { 'x-forwarded-port': '81', 'x-forwarded-server': 'evil.example' },
  'X-Original-Host and X-Original-URL': { 'x-original-host': 'evil.example', 'x-original-url': '//evil.example/' },
})) {
  test(`attack: ${what} of a forged request are in no link`, async ({ app, client, people, sink }) => {
    const ada = await people.make();
    const visitor = client();
    const form = await visitor.open('/forgot-password');
    const answer = await visitor.submit(form, 'Email me a link', { email: ada.email }, { headers });
    expect(answer.path).toBe('/forgot-password?sent=yes');
    const { links, text } = await sink.mailTo(ada.email, 'Reset your password');
    expect(links.map((link) => new URL(link).origin)).toEqual([app.origin]);
    expect(text).not.toContain('evil.example');
  });
}

test('attack: the Host of a forged request is in no link', async ({ app, client, people, sink }) => {
  const ada = await people.make();
  const { html } = await client().open('/forgot-password');
  const form = readForms(html).find(({ buttons }) => buttons.some(({ text }) => text === 'Email me a link'));
  const body = new FormData();
  for (const [name, value] of form?.fields ?? []) if (name !== 'email') body.append(name, value);
  body.append('email', ada.email);
  const { origin } = new URL(app.origin);
  const status = await postWithHost(`${origin}/forgot-password`, body, {
    host: 'evil.example',
    origin,
    'sec-fetch-site': 'same-origin',
  });
  expect(status).toBe(303);
  const { links } = await sink.mailTo(ada.email, 'Reset your password');
  expect(links.map((link) => new URL(link).origin)).toEqual([origin]);
});

/** `fetch` lets nobody choose the Host. Answers the status. */
async function postWithHost(url: string, form: FormData, headers: Record<string, string>): Promise<number> {
  const packed = new Response(form);
  const body = Buffer.from(await packed.arrayBuffer());
  const type = { 'content-type': packed.headers.get('content-type') ?? '', 'content-length': body.length };
  // The app listens on 127.0.0.1 alone.
  const sent = request(url, { method: 'POST', family: 4, headers: { ...headers, ...type } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

test('attack: a link opened with forged hosts leads to the configured address', async ({
  app,
  client,
  people,
  sink,
}) => {
  const ada = await people.make();
  const visitor = client();
  await requestLink(visitor, ada.email);
  const { link } = await sink.mailTo(ada.email, 'Reset your password');
  const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', 'x-forwarded-proto': 'https' };
  const answer = await visitor.send(link, { headers });
  expect(answer.headers.get('location')).toBe(`${app.origin}/reset-password`);
});

test('a changed address counts once it is confirmed, and the old one can take it back', async ({
  page,
  context,
  otherBrowser,
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const moved = { ...ada, email: `moved-${ada.email}` };
  await people.signIn(context, ada);
  await page.goto('/profile');
  await button(page, 'Change').click();
  const dialog = page.getByRole('dialog', { name: 'Change your email address' });
  await dialog.getByLabel('New email address').fill(moved.email);
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await press(dialog.getByRole('button', { name: 'Send the link' }));
  await expect(page.getByText('We sent a link to the new address.').first()).toBeVisible();
  const confirmation = await sink.mailTo(moved.email, 'Confirm your new email address');
  await openAsScanner(confirmation.link);
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id });

  await page.goto(confirmation.link);
  await press(button(page, 'Confirm this email address'));
  await expect(page.getByText('Your new email address counts from now on.')).toBeVisible();
  expect((await signInWithoutScript(client(), moved)).text).toContain('Hello, Ada.');
  expect((await signInWithoutScript(client(), ada)).text).toContain(WRONG_PASSWORD);

  const notice = await sink.mailTo(ada.email, 'Your email address was changed');
  expect(notice.text).toContain(moved.email);
  await openAsScanner(notice.link);
  expect(await findUserByEmail(database, moved.email)).toMatchObject({ id: ada.id });
  const owner = await (await otherBrowser()).newPage();
  await owner.goto(notice.link);
  await press(button(owner, 'Undo the change'));
  await expect(owner).toHaveURL(/\/reset-password$/);
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id });
  expect(await countSessions(database, ada.id)).toBe(0);
  await choosePassword(owner, NEW_PASSWORD);
  await signInWithPassword(owner, { ...ada, password: NEW_PASSWORD });
  await expectHome(owner, ada);
});

test('attack: whoever signed in with stolen secrets is out by one press in the mail about it', async ({
  page,
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const thief = client();
  const challenge = await signInWithoutScript(thief, ada);
  const inside = await thief.submit(challenge, 'Sign In', { code: ada.recoveryCodes[0] ?? '' });
  expect(inside.text).toContain('Hello, Ada.');
  const notice = await sink.mailTo(ada.email, 'One-time password no. 1 was used');

  await openAsScanner(notice.link);
  await page.goto(notice.link);
  await expect(page.getByRole('heading', { level: 1, name: 'That was not you?' })).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(1);
  await press(button(page, 'Sign out everyone and choose a new password'));
  await expect(page).toHaveURL(/\/reset-password$/);
  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await thief.open('/')).path).toMatch(/^\/login/);

  await choosePassword(page, NEW_PASSWORD);
  await signInWithPassword(page, { ...ada, password: NEW_PASSWORD });
  await expectChallenge(page);
});

test('lost phone and forgotten password: a mail and two one-time passwords lead back in', async ({
  page,
  people,
  database,
  sink,
}) => {
  const ada = await people.makeProtected();
  const renewed = { ...ada, password: NEW_PASSWORD };
  await page.goto((await askForLink(page, ada.email, sink)).link);
  await choosePassword(page, NEW_PASSWORD);
  await signInWithPassword(page, renewed);
  await typeOneTimePassword(page, ada.recoveryCodes[0] ?? '');
  await expect(page.getByText('You used one-time password no. 1. 9 are left.')).toBeVisible();

  await openTwoFactorTab(page);
  await button(page, 'Move to a new phone').click();
  await moveDialog(page).getByRole('link', { name: 'Use a one-time password instead' }).click();
  const phone = await passMoveGate(page, 'One-time password', {
    code: ada.recoveryCodes[1] ?? '',
    password: NEW_PASSWORD,
  });
  await finishMove(page, phone);
  await expect(page.getByText('8 of 10 left.')).toBeVisible();
  await sink.mailTo(ada.email, 'Your authenticator app was changed');

  await button(page, ada.name).click();
  await press(page.getByRole('button', { name: 'Sign out', exact: true }));
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await letTimePass(database, ada.id, phone);
  await signInWithPassword(page, renewed);
  await typeCode(page, phone.nextCode());
  await expectHome(page, ada);
});

test('mail server down for an hour: pages answer as usual, health tells, and the mail comes later, once', async ({
  app,
  client,
  people,
  database,
  sink,
}) => {
  const [ada, grace] = [await people.make(), await people.make({ name: 'Grace Hopper' })];
  const usual = await requestLink(client(), 'nobody.while.up@example.com');
  const before = app.log.mark();
  await sink.stop();
  try {
    expect(await requestLink(client(), ada.email)).toEqual(usual);
    await expect.poll(() => app.log.text(before)).toContain('mail-waits');
    await letMailsWait(database, 61);
    const health = await (await fetch(`${app.origin}/api/health?ready`)).json();
    expect(health).toEqual({ status: 'ok', database: 'ok', migrations: 'current', mail: { oldestWaitsMinutes: 61 } });
  } finally {
    await sink.start();
  }
  await makeMailsDue(database);
  await requestLink(client(), 'nobody.while.up.again@example.com');
  await sink.mailTo(ada.email, 'Reset your password');
  await makeMailsDue(database);
  await requestLink(client(), grace.email);
  await sink.mailTo(grace.email, 'Reset your password');
  expect(sink.mailsTo(ada.email)).toHaveLength(1);
});

/** The mails that did not go out yet have been waiting for so long. */
async function letMailsWait({ sql, tables: { mails } }: Database, minutes: number): Promise<void> {
  await sql
    .update(mails)
    .set({ createdAt: new Date(Date.now() - minutes * 60_000) })
    .where(isNull(mails.sentAt));
}

/** The wait before the next try is over, for every mail that did not go out yet. */
async function makeMailsDue({ sql, tables: { mails } }: Database): Promise<void> {
  await sql
    .update(mails)
    .set({ nextTryAt: new Date(0) })
    .where(isNull(mails.sentAt));
}

test('a new password by mail without JavaScript', async ({ client, people, sink }) => {
  const ada = await people.make();
  const browser = client();
  await requestLink(browser, ada.email);
  const { link } = await sink.mailTo(ada.email, 'Reset your password');
  const form = await browser.open(link);
  expect(form.path).toBe('/reset-password');
  const refused = await browser.submit(form, 'Change password', { newPassword: 'short' });
  expect(refused.text).toContain('Password must be 15 characters or more');
  const login = await browser.submit(refused, 'Change password', { newPassword: NEW_PASSWORD });
  expect(login.path).toBe('/login?reason=reset');
  const home = await browser.submit(login, 'Sign In', { email: ada.email, password: NEW_PASSWORD });
  expect(home.text).toContain('Hello, Ada.');
});

test('signing up and changing the address by mail without JavaScript', async ({ client, database, sink }) => {
  const email = 'without.script@example.com';
  const browser = client();
  const typed = { name: 'Ada Lovelace', email, newPassword: NEW_PASSWORD };
  await browser.submit(await browser.open('/signup'), 'Create account', typed);
  const { link } = await sink.mailTo(email, 'Confirm your email address');
  const login = await browser.submit(await browser.open(link), 'Confirm your email address');
  const home = await browser.submit(login, 'Sign In', { email, password: NEW_PASSWORD });
  expect(home.text).toContain('Hello, Ada.');

  const moved = `moved.${email}`;
  const dialog = await browser.open('/profile?dialog=email');
  await browser.submit(dialog, 'Send the link', { email: moved, password: NEW_PASSWORD });
  const confirmation = await sink.mailTo(moved, 'Confirm your new email address');
  const done = await browser.submit(await browser.open(confirmation.link), 'Confirm this email address');
  expect(done.text).toContain('Your new email address counts from now on.');
  expect(await findUserByEmail(database, email)).toBeNull();
  expect(await findUserByEmail(database, moved)).not.toBeNull();
});

/** "Forgotten your password?", up to the mail. */
async function askForLink(page: Page, email: string, sink: MailSink): Promise<ReceivedMail> {
  await page.goto('/forgot-password');
  await page.getByLabel('Email address').fill(email);
  await press(button(page, 'Email me a link'));
  await expect(page.getByText(`If ${email} has an account here, a link is on its way.`)).toBeVisible();
  return sink.mailTo(email, 'Reset your password');
}

/** On the page of a link that was opened. It ends on the login page: nobody is signed in. */
async function choosePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await press(button(page, 'Change password'));
  await expect(page.getByText('Your password is changed. Sign in with the new one.')).toBeVisible();
}

async function expectDeadLink(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Send a new link' })).toBeVisible();
}

/** What mail scanners do: look at the link and at where it leads, before the person does. */
async function openAsScanner(link: string): Promise<void> {
  for (const method of ['HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
}
