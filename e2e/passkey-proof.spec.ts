import { findUser } from '#db/queries/users.ts';
import { plugIn } from './fixtures/passkey.ts';
import { openDisableDialog } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// "Use your passkey" beside the password, in Chromium's own WebAuthn.

const { passkey } = words.reauthentication.fields;

test('one press of a passkey confirms what asks for a code and the password', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  const dialog = await openDisableDialog(page);
  await dialog.getByRole('button', { name: passkey.submit }).click();
  await expect(page.getByText(words.twoFactor.done.disabled)).toBeVisible();
  expect((await findUser(database, ada.id))?.twoFactorSince).toBeNull();
});

test('a finger that is not recognised confirms nothing, and the fields are still there', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const laptop = await plugIn(page);
  await laptop.hold(database, ada);
  await laptop.recognise(false);
  const dialog = await openDisableDialog(page);
  await dialog.getByRole('button', { name: passkey.submit }).click();
  await expect(dialog.getByText(passkey.cancelled)).toBeVisible();
  expect((await findUser(database, ada.id))?.twoFactorSince).not.toBeNull();
  await laptop.recognise(true);
  await dialog.getByRole('button', { name: passkey.submit }).click();
  await expect(page.getByText(words.twoFactor.done.disabled)).toBeVisible();
});

test('who has no passkey sees no button', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  const dialog = await openDisableDialog(page);
  await expect(dialog.getByLabel(words.reauthentication.fields.code)).toBeVisible();
  await expect(dialog.getByRole('button', { name: passkey.submit })).toHaveCount(0);
});
