import type { Page } from '@playwright/test';
import { useUpOneTimePasswords } from './fixtures/ageing.ts';
import {
  expectCodeRefused,
  expectHome,
  openChallenge,
  press,
  signInWithPassword,
  typeCode,
  typeOneTimePassword,
} from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { ANY, around, plain, refusal, words } from './fixtures/words.ts';

const DAY_S = 86_400;
const offer = (page: Page) => page.getByRole('region', { name: words.home.health['no-two-factor'].heading });
const notNow = (page: Page) => offer(page).getByRole('button', { name: words.home.notNow });
const attentionMark = (page: Page) =>
  page.getByRole('tab', { name: words.profile.tabs['two-factor'] }).getByText(words.profile.needsAttention);

test('Home offers a second factor once: "Not now" holds for ninety days in this browser', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await page.goto('/');
  await expect(offer(page).getByRole('link', { name: words.home.health['no-two-factor'].act })).toBeVisible();
  await press(notNow(page));
  await expect(notNow(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.reload();
  await expectHome(page, ada);
  await expect(notNow(page)).toBeHidden();

  const [quiet] = (await context.cookies()).filter(({ name }) => name === 'quiet');
  const left = (quiet?.expires ?? 0) - Date.now() / 1000;
  expect(left).toBeGreaterThan(90 * DAY_S - 300);
  expect(left).toBeLessThanOrEqual(90 * DAY_S);
  // Ninety days later.
  if (quiet) await context.addCookies([{ ...quiet, expires: 1 }]);
  await page.reload();
  await expect(notNow(page)).toBeVisible();
});

test('three wrong codes after the correct password are reported at the next sign-in', async ({
  page,
  context,
  people,
}) => {
  const ada = await people.makeProtected();
  await people.beginSignIn(context, ada);
  await openChallenge(page);
  const refused = refusal('code-wrong');
  for (let attempt = 0; attempt < 3; attempt += 1) await expectCodeRefused(page, ada.phone.wrongCode(), refused);
  await typeCode(page, ada.phone.nextCode());
  await expectHome(page, ada);
  const { heading, withPassword } = words.home.refusedCodes;
  const notice = page.getByText(around(`${plain(heading({ time: ANY }))} ${withPassword}`));
  await expect(notice).toBeVisible();
  await expect(page.getByRole('link', { name: words.home.refusedCodes.password })).toBeVisible();
  await page.getByRole('link', { name: words.home.refusedCodes.activity }).click();
  await expect(page.getByRole('listitem').filter({ hasText: words.events.lines['codes-refused'] })).toBeVisible();
  await expect(
    page.getByText(words.events.lines['code-refused']({ isRecoveryCode: false, isPasskey: false, providerName: '' }), {
      exact: true,
    }),
  ).toHaveCount(3);
});

test('at three one-time passwords left the banner warns and the tab has a mark; at four neither does', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await useUpOneTimePasswords(database, ada.id, 5);
  for (const [number, left] of [
    [6, 4],
    [7, 3],
  ] as const) {
    await context.clearCookies();
    await people.beginSignIn(context, ada);
    await openChallenge(page);
    await typeOneTimePassword(page, ada.recoveryCodes[number - 1] ?? '');
    await expectHome(page, ada);
    const used = words.appFrame.oneTimePassword.used({ number, left });
    const banner = page.getByRole('status').filter({ hasText: used });
    await expect(banner.getByRole('link', { name: words.appFrame.oneTimePassword.move })).toBeVisible();
    await expect(banner.getByRole('link', { name: words.appFrame.oneTimePassword.renew })).toBeVisible();
    await expect(banner).toHaveClass(left > 3 ? /banner-info/ : /banner-warning/);
    await page.goto('/profile');
    await expect(attentionMark(page)).toHaveCount(left > 3 ? 0 : 1);
    await expect(page.getByText(used)).toBeVisible();
    await press(page.getByRole('button', { name: words.appFrame.dismiss }));
    await expect(banner).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.reload();
    await expect(banner).toBeHidden();
    await expect(attentionMark(page)).toHaveCount(left > 3 ? 0 : 1);
  }
});

test('a new browser is listed in the activity', async ({ page, client, people }) => {
  const ada = await people.make();
  const first = client();
  await first.submit(await first.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  await signInWithPassword(page, ada);
  await expectHome(page, ada);
  await page.goto('/profile/activity');
  await expect(
    page.getByRole('tabpanel').getByText(around(words.events.lines['new-browser']({ browser: ANY }))),
  ).toHaveCount(1);
});
