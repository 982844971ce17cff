import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Authenticator } from './fixtures/authenticator.ts';
import {
  codesDialog,
  confirmInDialog,
  disableInDialog,
  expectChallenge,
  expectProblem,
  openDisableDialog,
  openEnableDialog,
  openTwoFactorTab,
  press,
  pressSignIn,
  qrCode,
  signInWithoutScript,
  signInWithPassword,
  typeCode,
  typeOneTimePassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { refusal, words } from './fixtures/words.ts';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test.slow();

/**
 * Checks the screen as it is now: no finding of axe in light and dark, and no horizontal scrolling on a small phone, at
 * any size of the text.
 */
async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await findings(new AxeBuilder({ page }).withTags(STANDARDS)), state).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Dark mode changes colours only.
  expect(await findings(new AxeBuilder({ page }).withRules(['color-contrast'])), `${state}, dark`).toEqual([]);
  // The reader's own few colours (Windows' contrast themes) take the place of ours.
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  const forced = await findings(new AxeBuilder({ page }).withRules(['color-contrast']));
  expect(forced, `${state}, forced colours`).toEqual([]);
  expect(await withoutEdge(page), `${state}, forced colours`).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await tooWide(page), `${state}, on a phone of 320 pixels`).toEqual([]);
  // Text twice as large, as WCAG 1.4.4 and 1.4.10 together require.
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await tooWide(page), `${state}, on a phone of 320 pixels with text twice as large`).toEqual([]);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.setViewportSize(size ?? { width: 1280, height: 720 });
}

/** Returns the fields and buttons that would melt into the page where backgrounds and shadows are dropped. */
async function withoutEdge(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('input:not([type=hidden]), select, textarea, .button:not(.button-icon)')]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).appearance !== 'auto')
      .filter((element) => {
        const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
        return (
          borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) === 0 || borderTopColor === backgroundColor
        );
      })
      .map((element) => (element.cloneNode() as Element).outerHTML.slice(0, 120)),
  );
}

/** Returns what makes the page scroll horizontally: the elements that overflow on the right. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { documentElement: root, body } = document;
    if (Math.max(root.scrollWidth, body.scrollWidth) <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5,
    );
    return ['scrolls sideways', ...wide.map((element) => (element.cloneNode() as Element).outerHTML.slice(0, 100))];
  });
}

async function findings(axe: AxeBuilder): Promise<string[]> {
  // Legacy mode saves a page per run; it matters only for frames of other sites.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('login and sign-up, empty and with mistakes', async ({ page }) => {
  await page.goto('/login');
  await expectAccessible(page, 'login');
  await page.getByLabel('Email address').fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill('wrong password');
  await pressSignIn(page);
  await expectProblem(page, refusal('sign-in-failed'));
  await expectAccessible(page, 'login with a mistake');
  await page.goto('/login?reason=signed-out');
  await expectAccessible(page, 'login with a banner');
  await page.goto('/signup');
  await expectAccessible(page, 'sign-up');
  await page.getByLabel('Name', { exact: true }).fill(' ');
  await page.getByLabel('Email address').fill('ada@example');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: words.signUp.form.submit }).click();
  await expectProblem(page, refusal('password-short', { minimum: 15 }));
  await expectAccessible(page, 'sign-up with mistakes');
});

test('challenge, both methods and with mistakes', async ({ page, people }) => {
  const ada = await people.makeProtected();
  await signInWithPassword(page, ada);
  await expectChallenge(page);
  await expectAccessible(page, 'challenge');
  await page.getByText(words.challenge.trouble.summary).click();
  await expectAccessible(page, 'challenge with help open');
  await typeCode(page, ada.phone.wrongCode());
  await expectProblem(page, refusal('code-wrong'));
  await expectAccessible(page, 'challenge with a mistake');
  await typeOneTimePassword(page, 'K7M4');
  await expectProblem(page, 'A one-time password has 16 letters and digits');
  await expectAccessible(page, 'one-time password with a mistake');
  await page.getByRole('textbox', { name: words.kit.everywhere.oneTimePassword }).fill(ada.recoveryCodes[0] ?? '');
  await pressSignIn(page);
  await expect(page.getByText(words.appFrame.oneTimePassword.used({ number: 1, left: 9 }))).toBeVisible();
  await expectAccessible(page, 'home with the banner');
});

test('home, profile, password, menu, and a page that does not exist', async ({ page, context, people, tolerate }) => {
  const ada = await people.make({ name: 'Ada Augusta King-Noel, Countess of Lovelace, née Byron' });
  await people.signIn(context, ada);
  await page.goto('/');
  await expectAccessible(page, 'home');
  for (const path of ['/profile', '/profile/password']) {
    await page.goto(path);
    await expect(page.getByRole('tabpanel')).toBeVisible();
    await expectAccessible(page, path);
  }
  await page.getByRole('button', { name: ada.name }).click();
  await expect(page.getByRole('button', { name: 'Sign out', exact: true })).toBeVisible();
  await expectAccessible(page, 'menu open');
  tolerate(/status of 404/);
  await page.goto('/there-is-nothing-here');
  await expect(page.getByRole('heading', { level: 1, name: words.frame.notFound.title })).toBeVisible();
  await expect(page).toHaveTitle(`${words.frame.notFound.title} – Axelor Connect`);
  await expectAccessible(page, 'not found');
});

test('a changed password: the form goes, and the focus moves to the message', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await page.goto('/profile/password');
  await page.getByLabel(words.password.form.current, { exact: true }).fill(ada.password);
  await page.getByLabel(words.password.form.new, { exact: true }).fill(`${ada.password} too`);
  await press(page.getByRole('button', { name: words.password.form.change }));
  const said = page.getByText(words.confirmations['password-changed']);
  await expect(said).toBeVisible();
  await expect(page.locator(':focus')).toContainText(await said.innerText());
  await expectAccessible(page, 'password, changed');
});

test('turning on: every step, with mistakes, and the question at the end', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await openTwoFactorTab(page);
  await expectAccessible(page, 'tab, off');
  const dialog = await openEnableDialog(page);
  await expectAccessible(page, 'enable dialog');
  const phone = await Authenticator.scan(qrCode(dialog));
  await confirmInDialog(dialog, { code: phone.wrongCode(), password: 'not the right one' });
  await expectProblem(dialog, refusal('password-wrong'));
  await expectAccessible(page, 'enable dialog with mistakes');
  await confirmInDialog(dialog, { code: phone.nextCode(), password: ada.password });
  await expect(codesDialog(page)).toBeVisible();
  await expectAccessible(page, 'one-time passwords');
  await codesDialog(page).getByRole('button', { name: words.oneTimePasswords.save.done }).click();
  await expect(codesDialog(page).getByRole('button', { name: words.oneTimePasswords.save.closeAnyway })).toBeVisible();
  await expectAccessible(page, 'one-time passwords, unsaved');
});

test('turned on, turning off, turned off', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await openTwoFactorTab(page);
  await expectAccessible(page, 'tab, on');
  const dialog = await openDisableDialog(page);
  await expectAccessible(page, 'disable dialog');
  await disableInDialog(dialog, { code: ada.phone.nextCode(), password: 'not the right one' });
  await expectProblem(dialog, refusal('password-wrong'));
  await expectAccessible(page, 'disable dialog with a mistake');
  await disableInDialog(dialog, { code: ada.phone.lastCode(), password: ada.password });
  await expect(page.getByText(words.twoFactor.done.disabled)).toBeVisible();
  await expectAccessible(page, 'tab, just turned off');
});

test('without a password: the dialogs offer the provider', async ({ page, context, people, providers }) => {
  const grace = await people.makeProtected({ at: await providers.google.person() });
  await people.signIn(context, grace, ['google', 'totp']);
  await openDisableDialog(page);
  await expectAccessible(page, 'disable dialog without a password');
});

test('administration: people, one person and the dialog, events, policy', async ({ page, context, people }) => {
  const [admin, ada] = [await people.makeAdmin(), await people.makeProtected()];
  await people.signIn(context, admin);
  const paths = ['/admin', '/admin?q=zzzz', '/admin/events', '/admin/events?to=2020-01-01', '/admin/policy'];
  for (const path of [...paths, `/admin/people/${ada.id}`]) {
    await page.goto(path);
    await expectAccessible(page, path);
  }
  await page.goto(`/admin/people/${ada.id}?dialog=reset`);
  await press(page.getByRole('dialog').getByRole('button', { name: words.person.acts.reset.button }));
  await expectProblem(page.getByRole('dialog'), refusal('password-empty'));
  await expectAccessible(page, 'a refused act about one person');
});

test('the account: connections, sessions, activity, and their dialogs', async ({ page, context, client, people }) => {
  const ada = await people.makeProtected();
  const elsewhere = client();
  const challenge = await signInWithoutScript(elsewhere, ada);
  await elsewhere.submit(challenge, words.challenge.form.submit, { code: ada.phone.wrongCode() });
  await people.signIn(context, ada);
  await people.signIn(client(), ada);
  const panels = ['connections', 'sessions', 'activity', 'activity/not-me', 'activity?page=9'];
  for (const path of panels.map((panel) => `/profile/${panel}`)) {
    await page.goto(path);
    await expect(page.getByRole('tabpanel')).toBeVisible();
    await expectAccessible(page, path);
  }
  const dialogs = ['?dialog=email', '?dialog=delete', '/connections?dialog=connect-google', '/sessions?dialog=others'];
  for (const path of dialogs.map((dialog) => `/profile${dialog}`)) {
    await page.goto(path);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, path);
  }
});
