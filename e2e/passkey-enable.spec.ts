import { eq } from 'drizzle-orm';
import { findUser } from '#db/queries/users.ts';
import { plugIn, withoutOffers } from './fixtures/passkey.ts';
import { codesDialog, expectHome, openTwoFactorTab, signInWithPassword } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// Two-factor without a phone, in Chromium's own WebAuthn.

const { enableByPasskey } = words.twoFactorDialogs;

test('a passkey turns two-factor on, hands out one-time passwords, and is asked after the password', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await openTwoFactorTab(page);
  await page.getByRole('button', { name: enableByPasskey.open }).click();
  const dialog = page.getByRole('dialog', { name: enableByPasskey.title });
  await expect(dialog.getByText('Work laptop')).toBeVisible();
  await expect(dialog.getByText(enableByPasskey.new, { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: enableByPasskey.passkey.submit }).click();
  await expect(codesDialog(page)).toBeVisible();
  expect((await findUser(database, ada.id))?.twoFactorSince).not.toBeNull();

  await context.clearCookies();
  await signInWithPassword(page, ada);
  await page.getByRole('button', { name: words.challenge.passkey.passkey.submit, exact: true }).click();
  await expectHome(page, ada);
});

test('who has nothing but a passkey turns two-factor on before anything else, and goes on with the passkey', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.make();
  await withoutOffers(page);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  const { sql, tables } = database;
  await sql.update(tables.users).set({ passwordHash: null }).where(eq(tables.users.id, ada.id));
  await page.goto('/login');
  await page.getByRole('button', { name: words.signIn.passkey.submit }).click();
  await expect(page.getByText(words.appFrame.required.overdue)).toBeVisible();
  await page.goto('/profile/activity');
  await expect(page).toHaveURL(/\/profile\/two-factor$/);
  await page.getByRole('button', { name: enableByPasskey.open }).click();
  await page.getByRole('button', { name: enableByPasskey.passkey.submit }).click();
  await expect(codesDialog(page)).toBeVisible();

  await context.clearCookies();
  await page.goto('/login');
  await page.getByRole('button', { name: words.signIn.passkey.submit }).click();
  await expectHome(page, ada);
});

test('from the dialog with the QR code, without a passkey, the way to one is shown', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await page.goto('/profile/two-factor?dialog=enable-by-passkey');
  const dialog = page.getByRole('dialog', { name: enableByPasskey.title });
  await expect(dialog.getByText(enableByPasskey.none)).toBeVisible();
  await dialog.getByRole('link', { name: enableByPasskey.add }).click();
  await expect(page.getByRole('dialog', { name: words.passkeys.addDialog.title })).toBeVisible();
});
