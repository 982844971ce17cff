import type { Page } from '@playwright/test';
import { listLinkedIdentities } from '#db/queries/linked-identities.ts';
import { findUser } from '#db/queries/users.ts';
import { countSessions } from './fixtures/database.ts';
import { cancel } from './fixtures/fake-provider.ts';
import { expectProblem, press, pressSignIn, signInWithoutScript } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { plain, refusal, words } from './fixtures/words.ts';

/** Finds the row of a provider on the tab by the provider's name. */
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

const ONLY_WAY_IN = plain(words.connections.onlyWayIn({ link: (text) => text }));

async function openDialog(page: Page, name: string, kind: 'connect' | 'disconnect') {
  await page.goto('/profile/connections');
  await row(page, name).getByRole('button', { name: words.connections[kind] }).click();
  const dialog = page.getByRole('dialog', { name: words.connections[`${kind}Dialog`].title({ provider: name }) });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('a user with GitHub only connects Google, drops GitHub, and cannot drop the last way in', async ({
  page,
  context,
  people,
  providers,
  database,
}) => {
  const [github, google] = [await providers.github.person(), await providers.google.person()];
  const grace = await people.makeProtected({ at: github });
  await people.signIn(context, grace, ['github', 'totp']);
  await page.goto('/profile/connections');
  await expect(row(page, 'GitHub')).toContainText(ONLY_WAY_IN);
  await expect(row(page, 'GitHub').getByRole('button', { name: words.connections.disconnect })).toBeHidden();

  // Without a password, a fresh sign-in with their provider re-authenticates.
  const connect = await openDialog(page, 'Google', 'connect');
  await connect.getByRole('button', { name: words.providers.continue({ provider: 'GitHub' }) }).click();
  await providers.github.agree(page, github);
  // With two-factor on, a code is required too: an open session alone adds no way in.
  await page.getByRole('dialog').getByLabel(words.reauthentication.fields.code).fill(grace.phone.nextCode());
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words.connections.connectDialog.form.submit, exact: true })
    .click();
  await providers.google.agree(page, google);
  await expect(page.getByText(words.connections.isConnected({ provider: 'Google' }))).toBeVisible();

  const disconnect = await openDialog(page, 'GitHub', 'disconnect');
  await press(disconnect.getByRole('button', { name: words.connections.disconnectDialog.form.submit, exact: true }));
  await expect(page.getByText(words.connections.isDisconnected({ provider: 'GitHub' }))).toBeVisible();
  await expect(row(page, 'Google')).toContainText(ONLY_WAY_IN);
  expect((await listLinkedIdentities(database, grace.id)).map(({ provider }) => provider)).toEqual(['google']);
});

test('attack: connecting another user’s Google account changes nothing for either', async ({
  page,
  context,
  people,
  providers,
  database,
}) => {
  const account = await providers.google.person();
  const grace = await people.make({ at: account });
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openDialog(page, 'Google', 'connect');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: words.connections.connectDialog.form.submit, exact: true }).click();
  await providers.google.agree(page, account);
  await expectProblem(page, refusal('link-foreign', { provider: 'Google' }));
  expect(await listLinkedIdentities(database, ada.id)).toEqual([]);
  expect(await listLinkedIdentities(database, grace.id)).toHaveLength(1);
});

test('cancelling at the provider returns to the tab, still signed in and not connected', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const dialog = await openDialog(page, 'Google', 'connect');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: words.connections.connectDialog.form.submit, exact: true }).click();
  await page.waitForURL(/127\.0\.0\.1/);
  await cancel(page);
  await expect(page).toHaveURL(/\/profile\/connections/);
  await expect(page.getByText(refusal('provider-cancelled', { provider: 'Google' })).first()).toBeVisible();
  expect(await listLinkedIdentities(database, ada.id)).toEqual([]);
});

test('deleting the account requires password, code and email; then the user is gone', async ({
  page,
  context,
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await page.goto('/profile');
  await page.getByRole('button', { name: words.profile.deletion.open }).click();
  const dialog = page.getByRole('dialog', { name: words.profile.deleteDialog.title });
  await expect(dialog.getByText(words.events.accountDeleted.stays({ days: 400 }))).toBeVisible();
  const fill = async (email: string) => {
    await dialog.getByLabel(words.reauthentication.fields.code).fill(ada.phone.nextCode());
    await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
    await dialog.getByLabel(words.kit.everywhere.email).fill(email);
    await press(dialog.getByRole('button', { name: words.profile.deleteDialog.submit }));
  };
  await fill('somebody@example.com');
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(await findUser(database, ada.id)).not.toBeNull();

  await fill(ada.email);
  await expect(page.getByText(words.signIn.reasons.deleted)).toBeVisible();
  expect(await findUser(database, ada.id)).toBeNull();
  expect(await countSessions(database, ada.id)).toBe(0);
  expect((await signInWithoutScript(client(), ada)).text).toContain(refusal('sign-in-failed'));
});

test('deleting the account without JavaScript, with a one-time password', async ({ client, people, database }) => {
  const ada = await people.makeProtected();
  const browser = client();
  await people.signIn(browser, ada);
  const page = await browser.open('/profile?dialog=delete&method=one-time-password');
  const typed = { 'recovery-code': ada.recoveryCodes[4] ?? '', password: ada.password, email: ada.email };
  const gone = await browser.submit(page, words.profile.deleteDialog.submit, typed);
  expect(gone.text).toContain(words.signIn.reasons.deleted);
  expect(await findUser(database, ada.id)).toBeNull();
});

test('a session that ends inside a dialog: after signing in the dialog is open and the typed email is back', async ({
  page,
  context,
  client,
  people,
  database,
}) => {
  const [ada, admin] = [await people.make(), await people.makeAdmin()];
  const { sessions } = database.tables;
  await people.signIn(context, ada);
  await page.goto('/profile');
  await page.getByRole('button', { name: words.profile.email.change, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: words.profile.emailDialog.title });
  await dialog.getByLabel(words.profile.emailDialog.email).fill('ada.elsewhere@example.com');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await database.sql.delete(sessions);
  await press(dialog.getByRole('button', { name: words.profile.emailDialog.submit }));
  await expect(page.getByText(refusal('session-ended'))).toBeVisible();
  await page.getByLabel(words.kit.everywhere.email).fill(ada.email);
  await page.getByLabel(words.signIn.form.password, { exact: true }).fill(ada.password);
  await pressSignIn(page);
  await expect(dialog.getByLabel(words.profile.emailDialog.email)).toHaveValue('ada.elsewhere@example.com');
  await expect(dialog.getByLabel(words.reauthentication.fields.password, { exact: true })).toHaveValue('');

  // Without JavaScript, with the reason of an administrator; another user who signs in here does not see it.
  const desk = client();
  await people.signIn(desk, admin);
  const act = await desk.open(`/admin/people/${ada.id}?dialog=disable`);
  await database.sql.delete(sessions);
  const ended = await desk.submit(act, words.person.acts.disable.button, {
    reason: 'Left on Friday',
    password: admin.password,
  });
  expect(ended.path).toContain(encodeURIComponent(`/admin/people/${ada.id}?dialog=disable`));
  await people.signIn(desk, await people.makeAdmin());
  expect((await desk.open(act.path)).html).not.toContain('Left on Friday');
  await people.signIn(desk, admin);
  expect((await desk.open(act.path)).html).toContain('value="Left on Friday"');
});

test('signing out all other browsers leaves this one', async ({ page, context, otherBrowser, people, database }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const others = [await otherBrowser(), await otherBrowser()];
  for (const other of others) await people.signIn(other, ada);
  await page.goto('/profile/sessions');
  await page.getByRole('button', { name: words.sessions.endOthers }).click();
  await press(page.getByRole('dialog').getByRole('button', { name: words.sessions.dialog.submit }));
  await expect(page.getByText(words.sessions.othersEnded)).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(1);
  const elsewhere = await others[0]?.newPage();
  await elsewhere?.goto('/profile/sessions');
  await expect(elsewhere ?? page).toHaveURL(/\/login\?reason=expired/);
});
