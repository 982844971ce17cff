import type { Page } from '@playwright/test';
import { eq, like } from 'drizzle-orm';
import { Authenticator } from './fixtures/authenticator.ts';
import { countSessions } from './fixtures/database.ts';
import { NoScriptClient } from './fixtures/no-script-client.ts';
import {
  codesDialog,
  confirmInDialog,
  expectProblem,
  openEnableDialog,
  press,
  qrCode,
  signInWithoutScript,
  signInWithPassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

// Typed text, and secrets shown once, on slow connections and beside password managers.

const [, SHOW_AGAIN = ''] = words.twoFactor.unseen.text({ link: (text) => text });
const HYDRATION = /Hydration|hydrat|Minified React error #4(18|23|25)/;

/** Holds back the scripts of the next page. Returns a function that releases them. */
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
    test(`typed before the scripts of ${path} loaded, beside an element of a password manager ${place}: nothing is lost or moved`, async ({
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
      // Rendered again or not: scripts run now.
      if (isPassword) await page.getByRole('button', { name: words.kit.everywhere.password.showName }).waitFor();
      else await page.waitForLoadState('networkidle');
      await page.keyboard.type(isPassword ? 'nyon' : '.uk');
      if (isPassword) await expect(last).toHaveValue('umbrella canyon');
      await expect(fields.first()).toHaveValue(isPassword ? 'ada@example.com' : 'ada@example.com.uk');
    });
  }
}

test('Enable whose response is lost is done once, and the one-time passwords still appear', async ({
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
  await dialog.getByRole('textbox', { name: words.reauthentication.fields.code }).fill(phone.nextCode());
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: words.twoFactorDialogs.enable.form.submit, exact: true }).click();
  await expect(codesDialog(page)).toBeVisible();
  expect(lost).toBe(1);
});

test('without any response nothing is claimed, and the one-time passwords are shown again after a reload', async ({
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
  await dialog.getByRole('textbox', { name: words.reauthentication.fields.code }).fill(phone.nextCode());
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: words.twoFactorDialogs.enable.form.submit, exact: true }).click();
  await expect(dialog.getByText(words.kit.everywhere.cannotTell)).toBeVisible();
  await page.unroute('**/profile/two-factor*');
  await page.goto('/profile/two-factor');
  const acknowledged = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('link', { name: SHOW_AGAIN }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(10);
  await acknowledged;
  await page.goto('/profile/two-factor');
  await expect(page.getByText(words.twoFactor.oneTimePasswords.left({ left: 10, of: 10 }))).toBeVisible();
  await expect(page.getByRole('link', { name: SHOW_AGAIN })).toHaveCount(0);
});

test('a browser without cookies learns so at the first form, which keeps the email and checks nothing', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.make();
  await page.route('**/*', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    await context.clearCookies();
    const { 'set-cookie': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await signInWithPassword(page, ada);
  await expectProblem(page, refusal('cookies-blocked'));
  await expect(page.getByLabel(words.kit.everywhere.email)).toHaveValue(ada.email);
  expect(await countSessions(database, ada.id)).toBe(0);
});

test('without cookies and without JavaScript: no sign-in begins, and the page of a link does not call it expired', async ({
  app,
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  const keepsNone = new NoScriptClient(app.origin, (url, { headers, ...sending } = {}) => {
    const { cookie: _, ...rest } = { ...(headers as Record<string, string>) };
    return fetch(url, { ...sending, headers: rest });
  });
  for (const password of [ada.password, 'a wrong password of some length']) {
    const answer = await keepsNone.submit(await keepsNone.open('/login'), words.signIn.form.submit, {
      email: ada.email,
      password,
    });
    expect(answer.text).toContain(refusal('cookies-blocked'));
    expect(answer.html).toContain(`value="${ada.email}"`);
  }
  const { attempts, challenges } = database.tables;
  expect(await database.sql.select().from(challenges).where(eq(challenges.userId, ada.id))).toEqual([]);
  expect(
    await database.sql
      .select()
      .from(attempts)
      .where(like(attempts.key, `%${ada.email}%`)),
  ).toEqual([]);
  const link = await keepsNone.open(`/link/reset-password?token=${'a'.repeat(43)}`);
  expect(link.text).toContain(words.frame.noCookies.title);
  expect(link.text).not.toContain('30 minutes');
  // A browser with cookies gets the real state of the link.
  expect((await client().open(`/link/reset-password?token=${'a'.repeat(43)}`)).text).toContain(
    words.frame.deadLink.title,
  );
});

test('Enable with the correct code and a wrong password keeps the code, which is still valid', async ({
  page,
  people,
}) => {
  const ada = await people.make();
  await people.signIn(page.context(), ada);
  const dialog = await openEnableDialog(page);
  const phone = await Authenticator.scan(qrCode(dialog));
  const code = phone.nextCode();
  await confirmInDialog(dialog, { code, password: 'a wrong password of some length' });
  await expect(dialog.getByLabel(words.reauthentication.fields.password, { exact: true })).toBeFocused();
  await expect(dialog.getByLabel(words.reauthentication.fields.password, { exact: true })).toBeInViewport();
  await expect(dialog.getByLabel(words.reauthentication.fields.code)).toHaveValue(code);
  await dialog.getByLabel(words.reauthentication.fields.password, { exact: true }).fill(ada.password);
  await press(dialog.getByRole('button', { name: words.twoFactorDialogs.enable.form.submit, exact: true }));
  await expect(codesDialog(page)).toBeVisible();
});

test('signing out clears the email and the name that were typed before', async ({ client, people }) => {
  const ada = await people.make();
  const browser = client();
  const refused = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: 'a wrong password of some length',
  });
  expect(refused.html).toContain(`value="${ada.email}"`);
  expect((await browser.open('/login')).html).toContain(`value="${ada.email}"`);
  const home = await signInWithoutScript(browser, ada);
  const out = await browser.submit(home, words.appFrame.signOut);
  expect(out.text).toContain(words.signIn.reasons['signed-out']);
  expect(out.html).not.toContain(ada.email);
  expect((await browser.open('/login')).html).not.toContain(ada.email);
});
