import type { Page } from '@playwright/test';
import { Authenticator } from './fixtures/authenticator.ts';
import { codesDialog, openEnableDialog, qrCode } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';

// What people type, and what is shown once, on slow lines and beside password managers.

const HYDRATION = /Hydration|hydrat|Minified React error #4(18|23|25)/;

/** Stops the scripts of the next page; answers how to let them go on. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

const places = {
  'after the password': () =>
    document.querySelector('input[type=password], input[type=email]')?.after(document.createElement('div')),
  'first in the page': () => document.body.prepend(document.createElement('div')),
};

for (const path of ['/login', '/signup', '/forgot-password']) {
  for (const [place, insert] of Object.entries(places)) {
    test(`typed before the scripts of ${path} came, beside an element of a password manager ${place}: nothing is lost or lands elsewhere`, async ({
      page,
      tolerate,
    }) => {
      tolerate(HYDRATION);
      const release = await holdScripts(page);
      await page.goto(path, { waitUntil: 'commit' });
      const fields = page.locator('main input[type=email], main input[type=password]');
      await fields.first().waitFor();
      await page.evaluate(insert);
      await fields.first().pressSequentially('ada@example.com');
      const last = fields.last();
      const isPassword = (await fields.count()) > 1;
      if (isPassword) await last.pressSequentially('umbrella ca');
      release();
      // Drawn once more or not: scripts run now.
      if (isPassword) await page.getByRole('button', { name: 'Show password' }).waitFor();
      else await page.waitForLoadState('networkidle');
      await page.keyboard.type(isPassword ? 'nyon' : '.uk');
      if (isPassword) await expect(last).toHaveValue('umbrella canyon');
      await expect(fields.first()).toHaveValue(isPassword ? 'ada@example.com' : 'ada@example.com.uk');
    });
  }
}

test('Enable whose answer is lost on its way is done once, and the one-time passwords come all the same', async ({
  page,
  people,
  tolerate,
}) => {
  tolerate(/net::ERR_CONNECTION_RESET/);
  const ada = await people.make();
  await people.signIn(page.context(), ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  let lost = 0;
  await page.route('**/profile/two-factor*', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await dialog.getByRole('textbox', { name: 'Verification code' }).fill(phone.nextCode());
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(codesDialog(page)).toBeVisible();
  expect(lost).toBe(1);
});

test('where no answer comes at all, nothing is claimed, and the one-time passwords are shown again after a reload', async ({
  page,
  people,
  tolerate,
}) => {
  tolerate(/net::ERR_CONNECTION_RESET/);
  const ada = await people.make();
  await people.signIn(page.context(), ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  await page.route('**/profile/two-factor*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await dialog.getByRole('textbox', { name: 'Verification code' }).fill(phone.nextCode());
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(dialog.getByText('We can’t tell if that worked.')).toBeVisible();
  await page.unroute('**/profile/two-factor*');
  await page.goto('/profile/two-factor');
  const acknowledged = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('link', { name: 'Show them again' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(10);
  await acknowledged;
  await page.goto('/profile/two-factor');
  await expect(page.getByText('10 of 10')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Show them again' })).toHaveCount(0);
});
