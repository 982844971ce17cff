import { openTwoFactorTab, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

const { passkeys } = words;
const { code: CODE, password: PASSWORD } = words.reauthentication.fields;

/** Gives a page's browser an authenticator of its own: a platform one that verifies its user (CDP, domain WebAuthn). */
async function givePlatformAuthenticator(page: import('@playwright/test').Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('a passkey is added with password and code, is known the second time, renamed and removed', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await givePlatformAuthenticator(page);
  await openTwoFactorTab(page);
  const adding = page.getByRole('dialog', { name: passkeys.addDialog.title });
  const begin = async (code: string) => {
    await page.getByRole('button', { name: passkeys.add }).click();
    await adding.getByLabel(CODE).fill(code);
    await adding.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
    await press(adding.getByRole('button', { name: passkeys.addDialog.submit }));
    await adding.getByRole('button', { name: passkeys.create.submit }).click();
  };
  await begin(ada.phone.nextCode());
  await expect(page.getByText(passkeys.done.added)).toBeVisible();
  const rows = page.getByRole('list', { name: passkeys.heading }).getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(passkeys.storage.device);
  await expect(page.getByText(passkeys.oneDevice.orCodes)).toBeVisible();

  await begin(ada.phone.nextCode());
  await expect(adding.getByText(passkeys.create.known)).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: passkeys.rename, exact: false }).last().click();
  const renaming = page.getByRole('dialog', { name: passkeys.renameDialog.title });
  await renaming.getByLabel(passkeys.renameDialog.name, { exact: true }).fill('Work laptop');
  await press(renaming.getByRole('button', { name: passkeys.renameDialog.submit }));
  await expect(rows).toContainText('Work laptop');

  await page.getByRole('button', { name: passkeys.removeNamed({ name: 'Work laptop' }) }).click();
  const removing = page.getByRole('dialog', { name: passkeys.removeDialog.title({ name: 'Work laptop' }) });
  await removing.getByLabel(CODE).fill(ada.phone.nextCode());
  await removing.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(removing.getByRole('button', { name: passkeys.removeDialog.submit, exact: true }));
  await expect(page.getByText(passkeys.done.removed)).toBeVisible();
  await expect(rows).toContainText(passkeys.none);
});

test('without two-factor the password alone is asked; a wrong one is said at its field, and nothing is added', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await givePlatformAuthenticator(page);
  await openTwoFactorTab(page);
  await page.getByRole('button', { name: passkeys.add }).click();
  const adding = page.getByRole('dialog', { name: passkeys.addDialog.title });
  await expect(adding.getByLabel(CODE)).toBeHidden();
  await adding.getByLabel(PASSWORD, { exact: true }).fill('not it at all');
  await press(adding.getByRole('button', { name: passkeys.addDialog.submit }));
  await expect(adding.getByText(refusal('password-wrong')).first()).toBeVisible();
  await adding.getByLabel(PASSWORD, { exact: true }).fill(ada.password);
  await press(adding.getByRole('button', { name: passkeys.addDialog.submit }));
  await adding.getByRole('button', { name: passkeys.create.submit }).click();
  await expect(page.getByText(passkeys.done.added)).toBeVisible();
  await expect(page.getByText(words.twoFactor.off.badge, { exact: true })).toBeVisible();
});

test('a password manager finds where passkeys are added and managed, and the links lead there', async ({
  page,
  context,
  client,
  people,
}) => {
  const { status, headers, html } = await client().send('/.well-known/passkey-endpoints');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json');
  const { enroll, manage } = JSON.parse(html);
  await people.signIn(context, await people.make());
  await page.goto(manage);
  await expect(page.getByRole('heading', { name: passkeys.heading })).toBeVisible();
  await page.goto(enroll);
  await expect(page.getByRole('dialog', { name: passkeys.addDialog.title })).toBeVisible();
});
