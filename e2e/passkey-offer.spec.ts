import type { Page } from '@playwright/test';
import { plugIn } from './fixtures/passkey.ts';
import { expectHome, press } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

const DAY_S = 86_400;
const { heading, notNow, neverAgain } = words.home.passkeyOffer;
const offer = (page: Page) => page.getByRole('region', { name: heading });

test('Home offers a passkey to someone without one, and leads to the dialog that adds it', async ({
  page,
  context,
  people,
  database,
}) => {
  const ada = await people.make();
  const laptop = await plugIn(page);
  await people.signIn(context, ada);
  await page.goto('/');
  await expect(offer(page)).toContainText(words.home.passkeyOffer.text);
  await offer(page).getByRole('link', { name: words.passkeys.add }).click();
  await expect(page.getByRole('dialog', { name: words.passkeys.addDialog.title })).toBeVisible();
  // Once there is one, nothing is offered any more.
  await laptop.hold(database, ada);
  await page.goto('/');
  await expectHome(page, ada);
  await expect(page.getByText(heading)).toHaveCount(0);
});

test('"Not now" puts the passkey away for ninety days in this browser, "Don’t ask again" everywhere', async ({
  page,
  context,
  people,
  otherBrowser,
}) => {
  const ada = await people.make();
  await plugIn(page);
  await people.signIn(context, ada);
  await page.goto('/');
  await press(offer(page).getByRole('button', { name: notNow }));
  await expect(offer(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const [seen] = (await context.cookies()).filter(({ name }) => name === 'no-passkey-offer');
  const left = (seen?.expires ?? 0) - Date.now() / 1000;
  expect(left).toBeGreaterThan(90 * DAY_S - 300);
  expect(left).toBeLessThanOrEqual(90 * DAY_S);

  const phone = await otherBrowser();
  const onPhone = await phone.newPage();
  await plugIn(onPhone);
  await people.signIn(phone, ada);
  await onPhone.goto('/');
  await press(offer(onPhone).getByRole('button', { name: neverAgain }));
  await expect(offer(onPhone)).toBeHidden();
  // Ninety days later, in the first browser.
  if (seen) await context.addCookies([{ ...seen, expires: 1 }]);
  await page.reload();
  await expectHome(page, ada);
  await expect(page.getByText(heading)).toHaveCount(0);
});

test('a browser that keeps no passkeys offers none', async ({ page, context, people }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  await page.goto('/');
  await expectHome(page, ada);
  await expect(page.getByText(heading)).toHaveCount(0);
});

test('without JavaScript the offer says what it needs, and both answers to it work', async ({
  people,
  otherBrowser,
}) => {
  const ada = await people.make();
  for (const answer of [notNow, neverAgain]) {
    const browser = await otherBrowser({ javaScriptEnabled: false });
    const page = await browser.newPage();
    await people.signIn(browser, ada);
    await page.goto('/');
    await expect(offer(page).locator('noscript p')).toHaveText(words.passkeys.needsScript);
    await expect(offer(page).getByRole('link')).toBeHidden();
    await offer(page).getByRole('button', { name: answer }).click();
    await expectHome(page, ada);
    await expect(page.getByText(heading)).toHaveCount(0);
  }
  const third = await otherBrowser({ javaScriptEnabled: false });
  const page = await third.newPage();
  await people.signIn(third, ada);
  await page.goto('/');
  await expectHome(page, ada);
  await expect(page.getByText(heading)).toHaveCount(0);
});
