import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { sideways } from './fixtures/layout-faults.ts';
import { press } from './fixtures/screens.ts';
import { expect, test as plain } from './fixtures/test.ts';
import { visits } from './fixtures/visits/visits.ts';
import { words } from './fixtures/words.ts';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

plain.slow();

for (const [walk, test, visit] of visits)
  test(`${walk}: accessible, in light and dark, on a small phone and in large letters`, async ({ visitor }) => {
    await visit(await visitor(expectAccessible));
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

/**
 * Checks the screen as it is now: no finding of axe in light and dark, and no horizontal scrolling on a small phone, at
 * any size of the text.
 */
async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  // Legacy mode saves a page per run; it matters only for frames of other sites.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(STANDARDS).analyze();
  expect(violations.map(described), state).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Dark mode changes colours only.
  expect(await lowContrasts(page), `${state}, dark`).toEqual([]);
  // The reader's own few colours (Windows' contrast themes) take the place of ours.
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  expect(await lowContrasts(page), `${state}, forced colours`).toEqual([]);
  expect(await withoutEdge(page), `${state}, forced colours`).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sideways(page), `${state}, on a phone of 320 pixels`).toEqual([]);
  // Text twice as large, as WCAG 1.4.4 and 1.4.10 together require.
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await sideways(page), `${state}, on a phone of 320 pixels with text twice as large`).toEqual([]);
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

/** Asks axe, which is still in the page from its first run: putting it there takes longer than what it looks for here. */
async function lowContrasts(page: Page): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (what: Document, how: object) => Promise<{ violations: Finding[] }> };
    };
    const { violations } = await axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast'] } });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }));
  });
  return found.map(described);
}

type Finding = { id: string; nodes: { html: string }[] };
const described = ({ id, nodes }: Finding) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`;
