import type { Page } from '@playwright/test';
import { insertChange } from '#db/queries/address-changes.ts';
import { findConfirmedAuthenticator } from '#db/queries/authenticators.ts';
import { insertLinkedIdentity, listLinkedIdentities } from '#db/queries/linked-identities.ts';
import { findUserByEmail } from '#db/queries/users.ts';
import { countSessions } from '../fixtures/database.ts';
import { NEW_PASSWORD } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import { press } from '../fixtures/screens.ts';
import { expect } from '../fixtures/test.ts';
import { refusal, words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('attack: a thief’s second factor is removed with an older provider, on an account that is locked down (A-04)', async ({
  page,
  people,
  client,
  database,
  providers,
  sink,
}) => {
  const ada = await people.makeProtected();
  const [google, other] = [await providers.google.person(), await providers.google.person()];
  const createdAt = new Date(Date.now() - 400 * 86_400_000);
  const identity = {
    id: `g-${ada.id}`,
    userId: ada.id,
    provider: 'google',
    subject: google.subject,
    email: null,
  } as const;
  await insertLinkedIdentity(database, { ...identity, createdAt });
  const owner = client();
  await owner.submit(await owner.open('/forgot-password'), words.resetPassword.ask.form.submit, { email: ada.email });
  await page.goto((await sink.mailTo(ada.email, words.linkMails.resetPassword.subject)).link);
  await expect(page.getByText(words.waysIn.stuckWayOnWithProviders({ providers: 'Google' }))).toBeVisible();

  // Another user's account there does not count.
  await button(page, words.providers.continue({ provider: 'Google' })).click();
  await providers.google.agree(page, other);
  await expect(page.getByText(refusal('proof-foreign', { provider: 'Google' }))).toBeVisible();
  await button(page, words.providers.continue({ provider: 'Google' })).click();
  await providers.google.agree(page, google);
  await expect(page.getByText(words.waysIn.proof.confirmed({ provider: 'Google' }))).toBeVisible();
  expect(await countSessions(database, ada.id)).toBe(0);
  await page.getByLabel(words.waysIn.factors['two-factor']).uncheck();
  await page.getByLabel(words.resetPassword.choose.form.newPassword, { exact: true }).fill(NEW_PASSWORD);
  await press(button(page, words.resetPassword.choose.form.submit));
  await expect(page.getByText(words.signIn.reasons.reset)).toBeVisible();
  expect(await findConfirmedAuthenticator(database, ada.id)).toBeNull();
});

test('the link of the mail about a connected provider disconnects it and locks the account down (A-03)', async ({
  page,
  context,
  client,
  people,
  database,
  providers,
  sink,
}) => {
  const ada = await people.make();
  const account = await providers.github.person();
  await people.signIn(context, ada);
  await page.goto('/profile/connections?dialog=connect-github');
  const dialog = page.getByRole('dialog', { name: words.connections.connectDialog.title({ provider: 'GitHub' }) });
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: words.connections.connectDialog.form.submit }).click();
  await providers.github.agree(page, account);
  await expect(page).toHaveURL(/connections/);
  expect(await listLinkedIdentities(database, ada.id)).toHaveLength(1);

  const owner = client();
  const { link } = await sink.mailTo(
    ada.email,
    words.events.notices['provider-connected']({ providerName: 'GitHub' }).subject,
  );
  const opened = await owner.open(link);
  expect(opened.text).toContain('GitHub');
  const locked = await owner.submit(opened, words.accountLinks.notMe.form.submit);
  expect(locked.text).toContain(words.accountLinks.lockedDown.title);
  expect(await listLinkedIdentities(database, ada.id)).toEqual([]);
  await page.goto('/profile');
  await expect(page).toHaveURL(/login/);
});

test('after "This wasn’t me" the password form lists what is new, and drops it', async ({
  page,
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  const home = client();
  await people.signIn(home, ada);
  await insertLinkedIdentity(database, {
    id: `h-${ada.id}`,
    userId: ada.id,
    provider: 'github',
    subject: `h-${ada.id}`,
    email: null,
    createdAt: new Date(),
  });
  const form = await home.submit(await home.open('/profile/activity/not-me'), words.activity.notMePage.submit);
  expect(form.text).toContain(words.password.notMe.heading);
  expect(form.text).toMatch(/GitHub\s*New/);
  expect(form.text).toContain(words.waysIn.headingOfFactors);
  const done = await home.submit(form, words.password.form.change, {
    currentPassword: ada.password,
    newPassword: NEW_PASSWORD,
  });
  expect(done.text).toContain(words.confirmations['password-changed']);
  expect(await listLinkedIdentities(database, ada.id)).toEqual([]);
  // A browser without a device cookie of the account removes no second factor.
  expect(await findConfirmedAuthenticator(database, ada.id)).not.toBeNull();
  await page.close();
});

test('an administrator gives a former email back from the dialog, and both emails are notified', async ({
  page,
  context,
  people,
  database,
  sink,
}) => {
  const { acts } = words.person;
  const admin = await people.makeAdmin();
  const ada = await people.make();
  const former = `former-${ada.email}`;
  const changedAt = new Date(Date.now() - 30 * 86_400_000);
  const change = { id: `c-${ada.id}`, userId: ada.id, fromEmail: former, toEmail: ada.email };
  await insertChange(database, { ...change, fromSince: new Date(0), changedAt });
  await people.signIn(context, admin);
  await page.goto(`/admin/people/${ada.id}`);
  await page.getByRole('button', { name: acts['undo-email'].button, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: acts['undo-email'].title });
  await dialog.getByLabel(words.person.dialog.reason).fill('Passport seen');
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
  await press(dialog.getByRole('button', { name: acts['undo-email'].button }));
  await expect(dialog).toBeHidden();
  expect((await sink.mailTo(former, words.addressMails.undoSent.subject)).link).toContain('/link/undo-email');
  expect(await findUserByEmail(database, ada.email)).toMatchObject({ id: ada.id });
  await expect(page.getByRole('button', { name: acts['keep-email'].button })).toBeVisible();
});
