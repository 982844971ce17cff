import { plugIn, withoutOffers } from './fixtures/passkey.ts';
import { expectHome, openTwoFactorTab, press, signInWithPassword } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// A key that is plugged in and touched (Chromium's own WebAuthn): added, asked for after the password, the last one kept.

const { passkeys } = words;
const { passkey } = words.challenge;
const { code: CODE, password: PASSWORD } = words.reauthentication.fields;

test('password and security key: it is added, signs in behind the password, and takes the place of the app', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await withoutOffers(page);
  await plugIn(page, { kind: 'security-key' });
  await openTwoFactorTab(page);
  await page.getByRole('button', { name: passkeys.addKey }).click();
  const adding = page.getByRole('dialog', { name: passkeys.addKeyDialog.title });
  await adding.getByLabel(CODE).fill(ada.phone.nextCode());
  await adding.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(adding.getByRole('button', { name: passkeys.addKeyDialog.submit }));
  await adding.getByRole('button', { name: passkeys.createKey.submit }).click();
  await expect(page.getByText(passkeys.done.keyAdded)).toBeVisible();
  const rows = page.getByRole('list', { name: passkeys.heading }).getByRole('listitem');
  await expect(rows).toContainText(passkeys.keyUse);

  await page.context().clearCookies();
  await signInWithPassword(page, ada);
  await page.getByRole('link', { name: passkey.key.instead }).click();
  await expect(page.getByText(passkey.key.hint)).toBeVisible();
  await page.getByRole('button', { name: passkey.key.submit, exact: true }).click();
  await expectHome(page, ada);
  await page.goto('/profile/sessions');
  await expect(page.getByText(words.sessions.methods['security-key']).first()).toBeVisible();

  // The phone is given away: the key goes on guarding, and can't be removed then.
  await openTwoFactorTab(page);
  const { removeNamed, name } = words.twoFactor.app;
  await page.getByRole('button', { name: removeNamed({ name }) }).click();
  const { remove } = words.twoFactorDialogs;
  const removing = page.getByRole('dialog', { name: remove.title({ name }) });
  await removing.getByRole('link', { name: words.reauthentication.fields.useOneTimePassword }).click();
  await removing.getByLabel(words.kit.everywhere.oneTimePassword).fill(ada.recoveryCodes[0] ?? '');
  await removing.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(removing.getByRole('button', { name: remove.submit, exact: true }));
  await expect(page.getByText(words.twoFactor.done.removed)).toBeVisible();
  await expect(page.getByText(words.twoFactor.app.none)).toBeVisible();

  await page.context().clearCookies();
  await signInWithPassword(page, ada);
  await page.getByRole('button', { name: passkey.key.submit, exact: true }).click();
  await expectHome(page, ada);

  // No app to read a code from: dialogs ask for the password and the key.
  const { disable } = words.twoFactorDialogs;
  const { key } = words.reauthentication.fields;
  await openTwoFactorTab(page);
  await page.getByRole('button', { name: words.twoFactor.on.disable }).click();
  const disabling = page.getByRole('dialog', { name: disable.title });
  await expect(disabling.getByLabel(CODE)).toBeHidden();
  await press(disabling.getByRole('button', { name: disable.submit, exact: true }));
  await expect(disabling.getByLabel(PASSWORD, { exact: true })).toHaveAccessibleDescription(
    new RegExp(words.refusals['password-empty']),
  );
  await disabling.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(disabling.getByRole('button', { name: disable.submit, exact: true }));
  await expect(disabling.getByText(words.refusals['key-missing']).last()).toBeVisible();
  await disabling.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await disabling.getByRole('button', { name: key.submit, exact: true }).click();
  await expect(page.getByText(words.twoFactor.done.disabled)).toBeVisible();
});
