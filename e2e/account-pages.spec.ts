import { signInWithoutScript } from './fixtures/screens.ts';
import { expect, test } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

test('the chosen tab comes into sight, and stays there when the window gets narrower', async ({
  page,
  context,
  people,
}) => {
  await people.signIn(context, await people.make());
  const tabs = page.getByRole('tablist');
  const chosen = tabs.getByRole('tab', { selected: true });
  await page.goto('/profile/sessions');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(chosen).toBeInViewport({ ratio: 1 });
  await expect(tabs).not.toHaveAttribute('data-end');
  await page.goto('/profile/activity');
  // The end of a list is scrolled to in whole pixels, and its width is none.
  await expect(chosen).toBeInViewport({ ratio: 0.98 });
  // Nothing follows that a fade would have to announce.
  await expect(tabs).toHaveAttribute('data-end');
});

test('the × of a dialog closes it and gives the focus back', async ({ page, context, people }) => {
  await people.signIn(context, await people.make());
  await page.goto('/profile');
  const change = page.getByRole('button', { name: words.profile.email.change, exact: true });
  await change.click();
  const dialog = page.getByRole('dialog', { name: words.profile.emailDialog.title });
  await expect(dialog.getByLabel(words.profile.emailDialog.email)).toBeFocused();
  await dialog.getByRole('button', { name: words.kit.everywhere.close, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(change).toBeFocused();
  await expect(page).toHaveURL(/\/profile$/);
});

test('Home shows the newest events; one that may be someone else’s doing leads to "This wasn’t me"', async ({
  page,
  context,
  client,
  people,
}) => {
  const ada = await people.make();
  const elsewhere = client();
  await elsewhere.submit(await signInWithoutScript(elsewhere, ada), words.appFrame.signOut);
  await people.signIn(context, ada);
  await page.goto('/');
  const recent = page.getByRole('region', { name: words.home.recent.heading }).getByRole('listitem');
  const signedOut = recent.filter({ has: page.getByText(words.events.lines['signed-out'], { exact: true }) });
  await expect(signedOut).toBeVisible();
  await expect(signedOut.getByRole('link')).toHaveCount(0);
  const { ownPassword: firstFactorName } = words.events.methods;
  const signedIn = words.events.lines['signed-in']({ firstFactorName, secondFactorName: '', passkeyName: '' });
  await recent.filter({ hasText: signedIn }).getByRole('link', { name: words.home.recent.notMe }).click();
  await expect(page.getByRole('heading', { level: 2, name: words.activity.notMePage.title })).toBeVisible();
});
