import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { findUserByEmail } from '#db/queries/users.ts';
import { countSessions } from '../fixtures/database.ts';
import { choosePassword, NEW_PASSWORD, openAsScanner } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import { expectHome, press, signInWithoutScript, signInWithPassword } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { hello, refusal, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const WRONG_PASSWORD = refusal('sign-in-failed');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a changed email counts once it is confirmed, and the old one can undo it', async ({
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
  // Her own browser, whose device cookie is older than the change.
  const owner = await (await otherBrowser()).newPage();
  await signInWithPassword(owner, ada);
  await people.signIn(context, ada);
  await page.goto('/profile');
  await button(page, words.profile.email.change).click();
  const dialog = page.getByRole('dialog', { name: words.profile.emailDialog.title });
  await dialog.getByLabel(words.profile.emailDialog.email).fill(moved.email);
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await press(dialog.getByRole('button', { name: words.profile.emailDialog.submit }));
  await expect(page.getByText(words.profile.email.sent).first()).toBeVisible();
  const confirmation = await sink.mailTo(moved.email, words.linkMails.confirmNewAddress.subject);
  await openAsScanner(confirmation.link);
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id });

  await page.goto(confirmation.link);
  await press(button(page, words.accountLinks.confirmEmail.form.submit));
  await expect(page.getByText(words.accountLinks.confirmEmail.done.text)).toBeVisible();
  expect((await signInWithoutScript(client(), moved)).text).toContain(hello('Ada'));
  expect((await signInWithoutScript(client(), ada)).text).toContain(WRONG_PASSWORD);

  const notice = await sink.mailTo(ada.email, words.addressMails.changed.subject);
  expect(notice.text).toContain(moved.email);
  await openAsScanner(notice.link);
  expect(await findUserByEmail(database, moved.email)).toMatchObject({ id: ada.id });
  await owner.goto(notice.link);
  await press(button(owner, words.accountLinks.undo.form.submit));
  await expect(owner.getByRole('heading', { level: 1, name: words.accountLinks.undo.done.title })).toBeVisible();
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id });
  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await signInWithoutScript(client(), ada)).text).not.toContain(hello('Ada'));
  const fresh = await sink.mailTo(ada.email, words.linkMails.lockedDown.subject);
  await owner.goto(fresh.link);
  await choosePassword(owner, NEW_PASSWORD);
  await signInWithPassword(owner, { ...ada, password: NEW_PASSWORD });
  await expectHome(owner, ada);
});

test('an undo in an unknown browser waits a day, and the other email stops it, without JavaScript', async ({
  client,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  const moved = { ...ada, email: `moved-${ada.email}` };
  const home = client();
  await signInWithoutScript(home, ada);
  const { deviceCookies } = database.tables;
  const monthAgo = new Date(Date.now() - 30 * 86_400_000);
  await database.sql.update(deviceCookies).set({ createdAt: monthAgo }).where(eq(deviceCookies.userId, ada.id));
  const dialog = await home.open('/profile?dialog=email');
  await home.submit(dialog, words.profile.emailDialog.submit, { email: moved.email, password: ada.password });
  const confirmation = await sink.mailTo(moved.email, words.linkMails.confirmNewAddress.subject);
  await home.submit(await home.open(confirmation.link), words.accountLinks.confirmEmail.form.submit);

  const stranger = client();
  const { link } = await sink.mailTo(ada.email, words.addressMails.changed.subject);
  const pressed = await stranger.submit(await stranger.open(link), words.accountLinks.undo.form.submit);
  expect(pressed.text).toContain(words.accountLinks.undo.waitsUnknown);
  expect(await findUserByEmail(database, moved.email)).toMatchObject({ id: ada.id });

  const objection = await sink.mailTo(moved.email, words.addressMails.undoWaits.subject);
  const refused = await stranger.submit(await stranger.open(objection.link), words.accountLinks.keep.form.submit);
  expect(refused.text).toContain(refusal('objection-refused'));
  const kept = await home.submit(await home.open(objection.link), words.accountLinks.keep.form.submit);
  expect(kept.text).toContain(words.accountLinks.keep.done.title);
  expect((await stranger.open(link)).text).toContain(words.frame.deadLink.title);
});

test('signing up and changing the email by mail without JavaScript', async ({ client, database, sink }) => {
  const email = 'without.script@example.com';
  const browser = client();
  const typed = { name: 'Ada Lovelace', email, newPassword: NEW_PASSWORD };
  await browser.submit(await browser.open('/signup'), words.signUp.form.submit, typed);
  const { link } = await sink.mailTo(email, words.linkMails.confirmAddress.subject);
  const login = await browser.submit(await browser.open(link), words.signUp.confirm.form.submit);
  const home = await browser.submit(login, words.signIn.form.submit, { email, password: NEW_PASSWORD });
  expect(home.text).toContain(hello('Ada'));

  const moved = `moved.${email}`;
  const dialog = await browser.open('/profile?dialog=email');
  await browser.submit(dialog, words.profile.emailDialog.submit, { email: moved, password: NEW_PASSWORD });
  const confirmation = await sink.mailTo(moved, words.linkMails.confirmNewAddress.subject);
  const done = await browser.submit(await browser.open(confirmation.link), words.accountLinks.confirmEmail.form.submit);
  expect(done.text).toContain(words.accountLinks.confirmEmail.done.text);
  expect(await findUserByEmail(database, email)).toBeNull();
  expect(await findUserByEmail(database, moved)).not.toBeNull();
});

test('an address that was never confirmed is confirmed from the profile, and its owner stays signed in', async ({
  page,
  context,
  people,
  database,
  sink,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await page.goto('/profile');
  const email = words.profile.email;
  await expect(page.getByText(email.unconfirmed, { exact: true })).toBeVisible();
  await press(button(page, email.confirm));
  await expect(page.getByText(email.confirmSent)).toBeVisible();
  const { link } = await sink.mailTo(ada.email, words.linkMails.confirmOwnAddress.subject);
  await openAsScanner(link);
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ emailVerifiedAt: null });
  await page.goto(link);
  await press(button(page, words.accountLinks.confirmEmail.form.submit));
  await expect(page.getByText(words.accountLinks.confirmEmail.own.done)).toBeVisible();
  await page.goto('/profile');
  await expect(page.getByText(ada.email).first()).toBeVisible();
  await expect(page.getByText(email.unconfirmed, { exact: true })).toHaveCount(0);
  expect(await countSessions(database, ada.id)).toBe(1);
});
