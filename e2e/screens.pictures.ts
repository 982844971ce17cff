import type { Browser, BrowserContext, Page } from '@playwright/test';
import { insertEvent } from '#db/queries/security-events.ts';
import { switchOffCodes, useUpOneTimePasswords } from './fixtures/ageing.ts';
import { startApp } from './fixtures/app-server.ts';
import { Authenticator } from './fixtures/authenticator.ts';
import { makeCrowd } from './fixtures/crowd.ts';
import type { Answer, NoScriptClient } from './fixtures/no-script-client.ts';
import type { Protected } from './fixtures/people.ts';
import { FOLDER, language, openAndTake as open, prepareFolder, speak, take } from './fixtures/take-screen.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// npm run pictures -- screens: takes every screen at two widths, in light and dark, for review side by side.
test.slow();
test.beforeAll(prepareFolder);
test.beforeEach(({ context, app }) => speak(context, app.origin));

const submit = (page: Page, within = 'main') => page.locator(`${within} button[type=submit]`).first().click();

test('before sign-in', async ({ page, tolerate }) => {
  tolerate(/status of 404|status of 4/);
  await open(page, '/login', 'login');
  await page.locator('#email').fill('ada@example.com');
  await page.locator('#current-password').fill('a wrong password');
  await submit(page);
  await expect(page.locator('main [role=alert]').first()).toBeVisible();
  await take(page, 'login-refused');
  await open(page, '/signup', 'signup');
  await submit(page);
  await expect(page.locator('main [role=alert]').first()).toBeVisible();
  await take(page, 'signup-refused');
  await open(page, '/forgot-password', 'forgot-password');
  await page.locator('#email').fill('ada@example.com');
  await submit(page);
  await page.waitForURL(/sent|check/).catch(() => undefined);
  await take(page, 'forgot-password-sent');
  await open(page, '/link-dead', 'link-dead');
  await open(page, '/nothing-here', 'not-found');
});

test('the second step', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await open(page, '/login/two-factor', 'challenge');
  await page.locator('#code').fill(ada.phone.wrongCode());
  await submit(page);
  await expect(page.locator('#code-error')).toBeVisible();
  await take(page, 'challenge-refused');
  await open(page, '/login/two-factor?method=one-time-password', 'challenge-one-time-password');
});

test('an account with a password only', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await open(page, '/', 'home-unprotected');
  await open(page, '/profile/two-factor', 'two-factor-off');
  await page.locator('#enable').click();
  const dialog = page.getByRole('dialog');
  const phone = await Authenticator.scan(dialog.getByRole('img').first());
  await take(page, 'enable');
  await dialog
    .locator('details')
    .first()
    .evaluate((details) => details.setAttribute('open', ''));
  await take(page, 'enable-by-hand');
  await dialog.locator('#code').fill(phone.wrongCode());
  await dialog.locator('button[type=submit]').last().click();
  await expect(dialog.locator('[role=alert]')).toBeVisible();
  await take(page, 'enable-refused');
  await dialog.locator('#code').fill(phone.nextCode());
  await dialog.locator('#current-password').fill(ada.password);
  await dialog.locator('button[type=submit]').last().click();
  await expect(dialog.locator('.recovery-codes')).toBeVisible();
  await take(page, 'one-time-passwords');
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: `${FOLDER}/print-sheet.png`, fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');
  await expect(dialog.locator('.banner-warning')).toBeVisible();
  await take(page, 'one-time-passwords-unsaved');
});

test('two-factor in its states', async ({ page, context, people, database, tolerate }) => {
  const [ada, grace] = [await people.makeProtected(), await people.makeProtected()];
  await useUpOneTimePasswords(database, ada.id, 8);
  await people.signIn(context, ada);
  await page.goto('/profile/two-factor');
  await page
    .locator('details')
    .first()
    .evaluate((details) => details.setAttribute('open', ''));
  await take(page, 'two-factor-few');
  await open(page, '/profile/two-factor?dialog=move&method=one-time-password', 'move-by-one-time-password');
  await open(page, '/profile/two-factor?dialog=move', 'move-gate');
  const dialog = page.getByRole('dialog');
  await dialog.locator('#code').fill(ada.phone.nextCode());
  await dialog.locator('#current-password').fill(ada.password);
  await dialog.locator('button[type=submit]').last().click();
  await expect(dialog.locator('.qr-tile')).toBeVisible();
  await take(page, 'move-scan');
  const phone = await Authenticator.scan(dialog.getByRole('img').first());
  await dialog.locator('#renew-codes').uncheck();
  await dialog.locator('#code').fill(phone.nextCode());
  await dialog.locator('button[type=submit]').last().click();
  await page.waitForURL(/done=moved/);
  await take(page, 'two-factor-moved');
  await switchOffCodes(database, ada.id);
  await open(page, '/profile/two-factor', 'two-factor-codes-off');

  await context.clearCookies({ name: 'session' });
  await people.signIn(context, grace);
  await page.goto('/profile/two-factor?dialog=disable');
  await dialog.locator('#code').fill(grace.phone.nextCode());
  await dialog.locator('#current-password').fill(grace.password);
  await dialog.locator('button[type=submit]').last().click();
  await page.waitForURL(/done=disabled/);
  await take(page, 'two-factor-disabled');
  tolerate(/status of 503/);
  await open(page, '/unavailable?still=signed-in', 'unavailable');
});

const signedIn = {
  home: '/',
  profile: '/profile',
  'profile-email': '/profile?dialog=email',
  'profile-delete': '/profile?dialog=delete',
  password: '/profile/password',
  'two-factor-on': '/profile/two-factor',
  disable: '/profile/two-factor?dialog=disable',
  renew: '/profile/two-factor?dialog=renew',
  move: '/profile/two-factor?dialog=move',
  connections: '/profile/connections',
  'connections-connect': '/profile/connections?dialog=connect-google',
  sessions: '/profile/sessions',
  'sessions-others': '/profile/sessions?dialog=others',
  activity: '/profile/activity',
  'activity-sign-ins': '/profile/activity?filter=sign-ins',
  'not-me': '/profile/activity/not-me',
} as const;

test('an account that is protected', async ({ page, context, people, browser }) => {
  const ada = await people.makeProtected({ name: 'Ada Lovelace' });
  await signInElsewhere(browser, (other) => people.signIn(other, ada));
  await people.signIn(context, ada);
  for (const [name, path] of Object.entries(signedIn)) await open(page, path, name);
  await page.goto('/');
  await page.locator('[popovertarget=profile-menu]').click();
  await take(page, 'menu');
});

test('an account with a history', async ({ page, client, people }) => {
  const ada = await people.makeProtected({ name: 'Ada Lovelace' });
  const { email, password } = ada;
  const elsewhere = client();
  const challenge = await failOnce(elsewhere, ada);
  await elsewhere.submit(challenge, words.challenge.form.submit, { code: ada.recoveryCodes[2] ?? '' });
  await page.goto('/login');
  await page.locator('#email').fill(email);
  await page.locator('#current-password').fill(password);
  await submit(page);
  await page.locator('#code').fill(ada.phone.nextCode());
  await submit(page);
  await page.waitForURL(/\/$/);
  await open(page, '/', 'home-history');
  await open(page, '/profile/activity', 'activity-history');
  await open(page, '/profile/activity?filter=security&page=9', 'activity-empty');
  await page.goto('/profile/sessions');
  await submit(page, '#panel');
  await expect(page.locator('#panel [role=status]')).toBeVisible();
  await take(page, 'sessions-ended');
  await open(page, '/profile?done=email', 'profile-email-sent');
  await page.locator('#name').fill('Ada King');
  await submit(page, '#panel');
  await expect(page.locator('#panel .done')).not.toBeEmpty();
  await take(page, 'profile-saved');
  await page.locator('#name').fill(' ');
  await submit(page, '#panel');
  await expect(page.locator('#name-error')).toBeVisible();
  await take(page, 'profile-refused');
  await page.goto('/profile/activity/not-me');
  await submit(page, '#panel');
  await page.waitForURL(/reason=not-me/);
  await take(page, 'password-not-me');
  await page.locator('#current-password').fill(ada.password);
  await page.locator('#new-password').fill('short');
  await submit(page, '#panel form');
  await expect(page.locator('#new-password-error')).toBeVisible();
  await take(page, 'password-refused');
  await page.locator('#current-password').fill(ada.password);
  await page.locator('#new-password').fill(`${ada.password} too`);
  await submit(page, '#panel form');
  await expect(page.locator('#panel .banner-success')).toBeVisible();
  await take(page, 'password-changed');
});

test('an account without a password', async ({ page, context, people, providers }) => {
  const grace = await people.makeProtected({ name: 'Grace Hopper', at: await providers.google.person() });
  await people.signIn(context, grace, ['google', 'totp']);
  await open(page, '/profile', 'no-password-profile');
  await open(page, '/profile/password', 'no-password-password');
  await open(page, '/profile/connections', 'no-password-connections');
  await open(page, '/profile/connections?dialog=connect-github', 'no-password-connect');
  await open(page, '/profile?dialog=delete', 'no-password-delete');
});

/** Where two-factor is required, some are late. */
const demanding = test.extend({
  app: [
    async ({ origin, providers }, use) => {
      const app = await startApp(origin, { ...providers.environment, TWO_FACTOR: 'everyone' });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});

demanding('administration', async ({ page, context, client, people, database }) => {
  const admin = await people.makeAdmin({ name: 'Grace Hopper', email: 'grace@example.com' });
  await makeCrowd(people, database);
  const ada = await people.makeProtected({ name: 'Ada Lovelace', email: 'ada@example.com' });
  await people.signIn(context, admin);
  await open(page, '/admin', 'people');
  await open(page, '/admin?page=2', 'people-next');
  await open(page, '/admin?filter=without-two-factor&sort=newest', 'people-without');
  await open(page, '/admin?q=mary', 'people-search');
  await open(page, '/admin?q=zzzz', 'people-none');
  await page.goto('/admin/policy');
  await take(page, 'policy');
  await page.locator('summary').click();
  await take(page, 'policy-data');
  const elsewhere = client();
  const challenge = await failOnce(elsewhere, ada);
  await elsewhere.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  const path = `/admin/people/${ada.id}`;
  await open(page, path, 'person');
  await open(page, `${path}?dialog=reset`, 'person-reset');
  await submit(page, 'dialog');
  await expect(page.locator('#reason-error')).toBeVisible();
  await take(page, 'person-refused');
  const act = async () => {
    await page.locator('#reason').fill('Called back, passport seen');
    await page.locator('#current-password').fill(admin.password);
    await submit(page, 'dialog');
  };
  await act();
  await expect(page.locator('main [role=status]')).toBeVisible();
  await take(page, 'person-done');
  await page.goto(`${path}?dialog=bypass-code`);
  await act();
  await expect(page.locator('dialog .code')).toBeVisible();
  await take(page, 'person-code');
  await open(page, `/admin/people/${admin.id}`, 'person-oneself');
  const { id, email } = await people.make({ name: 'Mary Somerville', email: 'mary.somerville@example.com' });
  await insertEvent(database, {
    id: `${id}-1`,
    userId: id,
    subject: null,
    at: new Date(Date.now() - 60_000),
    kind: 'account-disabled',
    details: { reason: 'On leave until spring; asked for by her manager, ticket 4711' },
    browser: 'Admin command',
    ipAddress: 'unknown',
    actor: 'command:root',
  });
  await open(page, '/admin/events', 'events');
  await open(page, `/admin/events?filter=administrators&email=${email}&from=2026-01-01`, 'events-narrowed');
  await open(page, '/admin/events?email=nobody@example.com', 'events-none');
});

/** A sign-in in another browser, after one incorrect code. Returns its challenge. */
async function failOnce(elsewhere: NoScriptClient, { email, password, phone }: Protected): Promise<Answer> {
  if (language) elsewhere.cookies.set('language', language);
  const first = await elsewhere.open('/login');
  const challenge = await elsewhere.submit(first, words.signIn.form.submit, { email, password });
  await elsewhere.submit(challenge, words.challenge.form.submit, { code: phone.wrongCode() });
  return challenge;
}

async function signInElsewhere(browser: Browser, signIn: (other: BrowserContext) => Promise<void>): Promise<void> {
  const other = await browser.newContext();
  await signIn(other);
  await other.close();
}
