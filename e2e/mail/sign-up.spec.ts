import type { Page } from '@playwright/test';
import { findUserByEmail } from '#db/queries/users.ts';
import { NEW_PASSWORD } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import type { NoScriptClient } from '../fixtures/no-script-client.ts';
import type { Person } from '../fixtures/people.ts';
import { expectHome, expectProblem, press, signInWithoutScript, signInWithPassword } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { refusal, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

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
  const mail = await sink.mailTo(ada.email, words.linkMails.confirmAddress.subject);
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');
  await signInWithPassword(page, ada);
  await expect(page).toHaveURL(/\/signup\/check-email$/);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');

  const again = await (await otherBrowser()).newPage();
  await again.goto(mail.link);
  // Another browser than the one that signed up, which may have been a stranger's.
  await press(button(again, 'Confirm your email address'));
  await expectProblem(again, refusal('name-empty'));
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  await page.goto(mail.link);
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  await press(button(page, 'Confirm your email address'));
  await expect(page.getByText(words.signIn.reasons.confirmed)).toBeVisible();
  await signInWithPassword(page, ada);
  await expectHome(page, ada);

  await press(button(again, 'Confirm your email address'));
  await expect(again.getByText('If you used it already, sign in.')).toBeVisible();
  await again.goto(mail.link);
  await expect(again.getByText('If you used it already, sign in.')).toBeVisible();
  await expect(button(again, 'Confirm your email address')).toBeHidden();
});

test('attack: sign-up does not tell which emails have an account; the mail tells its owner', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const unknown = 'nobody.signed.up@example.com';
  const [known, fresh] = [await signUp(client(), ada.email), await signUp(client(), unknown)];
  expect(known).toEqual(fresh);
  const mail = await sink.mailTo(ada.email, words.linkMails.accountExists.subject);
  expect(mail.link).toBe('');
  expect((await sink.mailTo(unknown, words.linkMails.confirmAddress.subject)).link).not.toBe('');
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id, name: ada.name });
  expect((await signInWithoutScript(client(), ada)).text).toContain('Hello, Ada');
});

/** Returns what a visitor sees, without the email that they typed. */
async function signUp(visitor: NoScriptClient, email: string) {
  const form = await visitor.open('/signup');
  const answer = await visitor.submit(form, 'Create account', { name: 'Eve', email, newPassword: NEW_PASSWORD });
  return { status: answer.status, path: answer.path, text: answer.text.replaceAll(email, 'the address') };
}

test('another email: the typed name and email are filled in, the password is not', async ({ page }) => {
  await page.goto('/signup');
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await page.getByLabel('Email address').fill('ada.mistyped@example.con');
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await press(button(page, 'Create account'));
  await page.getByRole('link', { name: 'Use another address' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada Lovelace');
  await expect(page.getByLabel('Email address')).toHaveValue('ada.mistyped@example.con');
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
});

test('"Resend email" after confirming elsewhere: the page offers signing in, and the mail says that there is an account', async ({
  client,
  sink,
}) => {
  const ada = { email: 'ada.confirms.elsewhere@example.com', password: NEW_PASSWORD };
  const [computer, phone] = [client(), client()];
  const typed = { name: 'Ada Lovelace', email: ada.email, newPassword: ada.password };
  const waiting = await computer.submit(await computer.open('/signup'), 'Create account', typed);
  const opened = await phone.open((await sink.mailTo(ada.email, words.linkMails.confirmAddress.subject)).link);
  const chosen = { name: typed.name, newPassword: ada.password };
  expect((await phone.submit(opened, 'Confirm your email address', chosen)).text).toContain(
    words.signIn.reasons.confirmed,
  );
  const again = await computer.submit(waiting, words.kit.sendAgain.submit);
  expect(again.text).toContain('Confirmed already? Sign in');
  const mail = await sink.mailTo(ada.email, words.linkMails.accountExists.subject);
  expect(mail.text).toContain(words.linkMails.accountExists.waysIn.password);
});
