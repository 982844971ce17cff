import AxeBuilder from '@axe-core/playwright';
import { expectAccessible, lowContrasts } from './fixtures/accessible.ts';
import { expectReadable } from './fixtures/readable.ts';
import { press } from './fixtures/screens.ts';
import { expect, test as plain } from './fixtures/test.ts';
import { visits } from './fixtures/visits/visits.ts';
import { words } from './fixtures/words.ts';

// Every page and state, once: in the longest language of the tests, which is also read from the right to the left. What
// fits there fits in English. The fixtures of all tests fail on what a page complains of in the console, such as a page
// that the browser makes another than the server.
const language = 'ar-XB';

plain.slow();

for (const [walk, test, visit] of visits)
  test(`${walk}: accessible in light, dark and large letters, every word from the catalogue and in its place`, async ({
    visitor,
    database,
  }) => {
    await visit(
      await visitor(async (page, state) => {
        await expectReadable(page, state, language, database);
        await expectAccessible(page, state);
      }, language),
    );
  });

plain('a changed password: the form goes, and the focus moves to the message', async ({ page, context, people }) => {
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

plain('grey on grey is found, also by the second look', async ({ page }) => {
  await page.setContent('<p style="color:#777;background:#888">Grey on grey</p>');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withRules(['color-contrast']).analyze();
  expect(violations).toHaveLength(1);
  expect(await lowContrasts(page)).toEqual([expect.stringContaining('color-contrast: <p')]);
});
