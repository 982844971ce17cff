import type { Page } from '@playwright/test';
import { Authenticator } from './fixtures/authenticator.ts';
import { codesDialog, openChallenge } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// npm run pictures: takes the pictures of README and the guides from the running product, so that they stay current.
const FOLDER = 'docs/pictures';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });

    const take = (page: Page, name: string) =>
      page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png`, animations: 'disabled' });

    test('the sign-in page', async ({ page }) => {
      await page.goto('/login');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await take(page, 'sign-in');
    });

    test('the page that asks for the code', async ({ page, context, people }) => {
      const ada = await people.makeProtected({ email: `ada-${colorScheme}@lovelace.example` });
      await people.beginSignIn(context, ada);
      await openChallenge(page);
      await take(page, 'challenge');
    });

    test('the dialog with the QR code, then the one-time passwords', async ({ page, context, people }) => {
      const ada = await people.make({ email: `ada-codes-${colorScheme}@lovelace.example` });
      await people.signIn(context, ada);
      await page.goto('/profile/two-factor');
      await page.getByRole('button', { name: 'Enable', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: words.twoFactorDialogs.enable.form.title });
      const phone = await Authenticator.scan(dialog.getByRole('img'));
      await take(page, 'enable');

      await dialog.getByLabel(words.reauthentication.fields.code).fill(phone.nextCode());
      await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
      await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
      await expect(codesDialog(page).getByText(words.oneTimePasswords.news.enabled.heading)).toBeVisible();
      await take(page, 'one-time-passwords');
    });
  });
}
