import type { Page } from '@playwright/test';
import { insertGroup, insertMember } from '#db/queries/groups.ts';
import { generateId } from '#lib/crypto/token.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import { codesDialog, openChallenge, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// npm run pictures: takes the pictures of README and the guides from the running product, so that they stay current.
const FOLDER = 'docs/pictures';
const { adminApps } = words;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });

    const take = (page: Page, name: string) =>
      page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png`, animations: 'disabled' });

    /** A window as high as the page: the sidebar stays where it is while a page scrolls. */
    const takeWhole = async (page: Page, name: string) => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: 1280, height });
      await take(page, name);
      await page.setViewportSize({ width: 1280, height: 800 });
    };

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

    test('an app is added: its settings, the values to paste into it, and what its people see', async ({
      page,
      context,
      people,
      database,
    }) => {
      const admin = await people.makeAdmin({ name: 'Grace Hopper', email: `grace-${colorScheme}@navy.example` });
      await database.sql.delete(database.tables.apps);
      await database.sql.delete(database.tables.groups);
      const staff = { id: generateId(), name: 'staff', title: 'Staff', createdAt: new Date() };
      await insertGroup(database, staff);
      await insertMember(database, { groupId: staff.id, userId: admin.id, addedAt: new Date() });
      await people.signIn(context, admin);
      await page.goto('/admin/apps');
      await page.getByRole('link', { name: adminApps.add }).click();
      await page.getByRole('link', { name: 'Grafana' }).click();
      await page.getByLabel(adminApps.fields.address, { exact: true }).fill('https://grafana.example.com');
      await page.getByLabel('Staff').check();
      await page.getByLabel(adminApps.fields.reason).fill('Dashboards for everyone in the office');
      await takeWhole(page, 'app-add');
      await page.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
      await press(page.getByRole('button', { name: adminApps.create.button }));
      await expect(page.getByText(adminApps.secret.once)).toBeVisible();
      await takeWhole(page, 'app-values');
      await page.goto('/');
      await expect(page.getByRole('link', { name: 'Grafana' })).toBeVisible();
      await take(page, 'app-home');
    });

    test('an app is guarded: its host, the lines for the proxy, and what its people see', async ({
      page,
      context,
      people,
      database,
    }) => {
      const admin = await people.makeAdmin({ name: 'Grace Hopper', email: `hopper-${colorScheme}@navy.example` });
      await database.sql.delete(database.tables.apps);
      await people.signIn(context, admin);
      await page.goto('/admin/apps/new?preset=guarded');
      await page.getByLabel(adminApps.fields.name, { exact: true }).fill('Reports');
      await page.getByLabel(adminApps.fields.id, { exact: true }).fill('reports');
      await page.getByLabel(adminApps.fields.hosts, { exact: true }).fill('reports.localhost:8080');
      await page.getByLabel(adminApps.fields.openTo, { exact: true }).selectOption('everyone');
      await page.getByLabel(adminApps.fields.reason).fill('Knows no sign-in of its own');
      await takeWhole(page, 'guard-add');
      await page.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(admin.password);
      await press(page.getByRole('button', { name: adminApps.create.button }));
      await expect(page.getByText(adminApps.done.create)).toBeVisible();
      await takeWhole(page, 'guard-lines');
      await page.goto('/');
      await expect(page.getByRole('link', { name: 'Reports' })).toBeVisible();
      await take(page, 'guard-home');
    });
  });
}
