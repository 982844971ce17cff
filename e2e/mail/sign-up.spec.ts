import type { Page } from '@playwright/test';
import { findUserByEmail } from '#db/queries/users.ts';
import { NEW_PASSWORD } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import type { NoScriptClient } from '../fixtures/no-script-client.ts';
import type { Person } from '../fixtures/people.ts';
import { expectHome, expectProblem, press, signInWithoutScript, signInWithPassword } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { hello, plain, refusal, words } from '../fixtures/words.ts';

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
  await page.getByLabel(words.signUp.form.name, { exact: true }).fill(ada.name);
  await page.getByLabel(words.kit.everywhere.email).fill(ada.email);
  await page.getByLabel(words.signUp.form.password, { exact: true }).fill(ada.password);
  await press(button(page, words.signUp.form.submit));
  await expect(page.getByText(plain(words.signUp.checkEmail.text({ email: ada.email })))).toBeVisible();
  const mail = await sink.mailTo(ada.email, words.linkMails.confirmAddress.subject);
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');
  await signInWithPassword(page, ada);
  await expect(page).toHaveURL(/\/signup\/check-email$/);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('session');

  const again = await (await otherBrowser()).newPage();
  await again.goto(mail.link);
  // Another browser than the one that signed up, which may have been a stranger's.
  await press(button(again, words.signUp.confirm.form.submit));
  await expectProblem(again, refusal('name-empty'));
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  await page.goto(mail.link);
  expect(await findUserByEmail(database, ada.email)).toBeFalsy();
  await press(button(page, words.signUp.confirm.form.submit));
  await expect(page.getByText(words.signIn.reasons.confirmed)).toBeVisible();
  await signInWithPassword(page, ada);
  await expectHome(page, ada);

  await press(button(again, words.signUp.confirm.form.submit));
  await expect(again.getByText(words.signUp.confirm.dead)).toBeVisible();
  await again.goto(mail.link);
  await expect(again.getByText(words.signUp.confirm.dead)).toBeVisible();
  await expect(button(again, words.signUp.confirm.form.submit)).toBeHidden();
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
  expect((await signInWithoutScript(client(), ada)).text).toContain(hello('Ada'));
});

/** Returns what a visitor sees, without the email that they typed. */
async function signUp(visitor: NoScriptClient, email: string) {
  const form = await visitor.open('/signup');
  const answer = await visitor.submit(form, words.signUp.form.submit, {
    name: 'Eve',
    email,
    newPassword: NEW_PASSWORD,
  });
  return { status: answer.status, path: answer.path, text: answer.text.replaceAll(email, 'the address') };
}

test('another email: the typed name and email are filled in, the password is not', async ({ page }) => {
  await page.goto('/signup');
  await page.getByLabel(words.signUp.form.name, { exact: true }).fill('Ada Lovelace');
  await page.getByLabel(words.kit.everywhere.email).fill('ada.mistyped@example.con');
  await page.getByLabel(words.signUp.form.password, { exact: true }).fill(NEW_PASSWORD);
  await press(button(page, words.signUp.form.submit));
  await page.getByRole('link', { name: words.signUp.checkEmail.otherAddress }).click();
  await expect(page.getByLabel(words.signUp.form.name, { exact: true })).toHaveValue('Ada Lovelace');
  await expect(page.getByLabel(words.kit.everywhere.email)).toHaveValue('ada.mistyped@example.con');
  await expect(page.getByLabel(words.signUp.form.password, { exact: true })).toHaveValue('');
});

test('"Resend email" after confirming elsewhere: the page offers signing in, and the mail says that there is an account', async ({
  client,
  sink,
}) => {
  const ada = { email: 'ada.confirms.elsewhere@example.com', password: NEW_PASSWORD };
  const [computer, phone] = [client(), client()];
  const typed = { name: 'Ada Lovelace', email: ada.email, newPassword: ada.password };
  const waiting = await computer.submit(await computer.open('/signup'), words.signUp.form.submit, typed);
  const opened = await phone.open((await sink.mailTo(ada.email, words.linkMails.confirmAddress.subject)).link);
  const chosen = { name: typed.name, newPassword: ada.password };
  expect((await phone.submit(opened, words.signUp.confirm.form.submit, chosen)).text).toContain(
    words.signIn.reasons.confirmed,
  );
  const again = await computer.submit(waiting, words.kit.sendAgain.submit);
  expect(again.text).toContain(plain(words.signUp.checkEmail.confirmed({ link: (text) => text })));
  const mail = await sink.mailTo(ada.email, words.linkMails.accountExists.subject);
  expect(mail.text).toContain(words.linkMails.accountExists.waysIn.password);
});
