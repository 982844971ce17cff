import type { Locator, Page } from '@playwright/test';
import { expireProof } from './fixtures/ageing.ts';
import { freeOrigin, startApp } from './fixtures/app-server.ts';
import { Authenticator, readQrCode } from './fixtures/authenticator.ts';
import { openDatabase } from './fixtures/database.ts';
import { cancel } from './fixtures/fake-provider.ts';
import { startMockGoogle } from './fixtures/mock-google.ts';
import { makePeople } from './fixtures/people.ts';
import {
  codesDialog,
  confirmInDialog,
  disableInDialog,
  expectProblem,
  openDisableDialog,
  openEnableDialog,
  qrCode,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

/** Users who signed up with a provider have no password: they re-authenticate with a fresh sign-in there. */
const continueWith = (dialog: Locator, name = 'Google') =>
  dialog.getByRole('button', { name: words.providers.continue({ provider: name }) });
const enableDialog = (page: Page) => page.getByRole('dialog', { name: words.twoFactorDialogs.enable.form.title });
const disableDialog = (page: Page) => page.getByRole('dialog', { name: words.twoFactorDialogs.disable.title });

for (const [name, title] of [
  ['google', 'Google'],
  ['facebook', 'Facebook'],
  ['github', 'GitHub'],
] as const) {
  test(`${name}: turning on without a password, by a fresh sign-in, keeps the QR code`, async ({
    page,
    context,
    people,
    providers,
  }) => {
    const account = await providers[name].person();
    const grace = await people.make({ at: account });
    await people.signIn(context, grace, [name]);
    const dialog = await openEnableDialog(page);
    await expect(dialog.getByLabel(words.reauthentication.fields.password, { exact: true })).toHaveCount(0);
    const picture = await readQrCode(qrCode(dialog));
    await continueWith(dialog, title).click();
    await providers[name].agree(page, account);

    await expect(qrCode(enableDialog(page))).toBeVisible();
    expect(await readQrCode(qrCode(enableDialog(page)))).toBe(picture);
    const phone = new Authenticator(picture);
    await confirmInDialog(enableDialog(page), { code: phone.nextCode() });
    await expect(codesDialog(page).getByText(words.oneTimePasswords.news.enabled.heading)).toBeVisible();
  });

  test(`${name}: turning off without a password takes a fresh sign-in and a code`, async ({
    page,
    context,
    people,
    providers,
  }) => {
    const account = await providers[name].person();
    const grace = await people.makeProtected({ at: account });
    await people.signIn(context, grace, [name, 'totp']);
    await continueWith(await openDisableDialog(page), title).click();
    await providers[name].agree(page, account);
    await expect(disableDialog(page).getByLabel(words.reauthentication.fields.code)).toBeVisible();
    await disableInDialog(disableDialog(page), { code: grace.phone.nextCode() });
    await expect(page.getByText(words.twoFactor.done.disabled)).toBeVisible();
  });
}

test('a sign-in of a moment ago re-authenticates: nothing is asked twice', async ({ page, providers }) => {
  const account = await providers.google.person();
  await page.goto('/login');
  await page.getByRole('button', { name: words.providers.signIn({ provider: 'Google' }) }).click();
  await providers.google.agree(page, account);
  const dialog = await openEnableDialog(page);
  await expect(continueWith(dialog)).toHaveCount(0);
  const phone = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: phone.nextCode() });
  await expect(codesDialog(page)).toBeVisible();
});

test('a re-authentication older than ten minutes does not count', async ({
  page,
  context,
  people,
  providers,
  database,
}) => {
  const account = await providers.google.person();
  const grace = await people.makeProtected({ at: account });
  await people.signIn(context, grace, ['google', 'totp']);
  await continueWith(await openDisableDialog(page)).click();
  await providers.google.agree(page, account);
  await expect(disableDialog(page)).toBeVisible();
  await expireProof(database, grace.id);
  await disableInDialog(disableDialog(page), { code: grace.phone.nextCode() });
  await expectProblem(disableDialog(page), refusal('proof-missing'));
  await expect(continueWith(disableDialog(page))).toBeVisible();
});

test('attack: another user’s provider account proves nothing', async ({ page, context, people, providers }) => {
  const grace = await people.makeProtected({ at: await providers.google.person() });
  await people.signIn(context, grace, ['google', 'totp']);
  await continueWith(await openDisableDialog(page)).click();
  await providers.google.agree(page, await providers.google.person());
  await expect(page.getByText(refusal('proof-foreign', { provider: 'Google' })).first()).toBeVisible();
});

test('cancelling at the provider returns to the dialog', async ({ page, context, people, providers }) => {
  const grace = await people.makeProtected({ at: await providers.google.person() });
  await people.signIn(context, grace, ['google', 'totp']);
  await continueWith(await openDisableDialog(page)).click();
  await page.waitForURL(/127\.0\.0\.1/);
  await cancel(page);
  await expect(page).toHaveURL(/\/profile\/two-factor/);
  await expect(page.getByText(refusal('provider-cancelled', { provider: 'Google' })).first()).toBeVisible();
});

test('attack: a Google that has not asked for a password recently proves nothing', async ({ otherBrowser, watch }) => {
  const google = await startMockGoogle();
  const app = await startApp(await freeOrigin(), google.environment);
  const database = await openDatabase(app);
  for (const origin of [app.origin, google.environment['AUTH_GOOGLE_ISSUER'] ?? '']) watch.know(origin);
  // Closed before its server stops: a page that still loads would report the refused connection.
  const browser = await otherBrowser({ baseURL: app.origin });
  try {
    const people = makePeople(app, database);
    const account = {
      provider: 'google',
      subject: google.claims.sub,
      name: 'Grace Hopper',
      email: google.claims.email,
      isVerified: true,
    } as const;
    const grace = await people.makeProtected({ at: account });
    await people.signIn(browser, grace, ['google', 'totp']);
    const page = await browser.newPage();

    google.claims.auth_time = Math.floor(Date.now() / 1000) - 3600;
    await continueWith(await openDisableDialog(page)).click();
    await expect(page.getByText(refusal('proof-stale', { provider: 'Google' })).first()).toBeVisible();

    google.claims.auth_time = Math.floor(Date.now() / 1000);
    await continueWith(await openDisableDialog(page)).click();
    await expect(page.getByText(words.reauthentication.confirmed)).toBeVisible();
    await disableInDialog(disableDialog(page), { code: grace.phone.nextCode() });
    await expect(page.getByText(words.twoFactor.done.disabled)).toBeVisible();
  } finally {
    await browser.close();
    await database.close();
    await app.stop();
    await google.stop();
  }
});
