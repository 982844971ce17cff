import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { pageCosts } from '../test/page-costs.ts';
import { startApp } from './fixtures/app-server.ts';
import { test as base, expect } from './fixtures/test.ts';
import { words } from './fixtures/words.ts';

// Apps that other tests add are on everyone's Home: an app server of its own.
const test = base.extend({
  app: [
    async ({ origin, providers }, use) => {
      const app = await startApp(origin, providers.environment);
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});
const paths = Object.keys(pageCosts) as (keyof typeof pageCosts)[];

test('pages load no more than was decided', async ({ people, otherBrowser }) => {
  const ada = await people.makeProtected();
  const over: string[] = [];
  for (const path of paths) {
    const context = await otherBrowser();
    if (path !== '/login') await people.signIn(context, ada);
    const cost = await costOf(await context.newPage(), path);
    for (const name of ['requests', 'scripts', 'html'] as const)
      if (cost[name] > pageCosts[path][name]) over.push(`${path}: ${cost[name]} ${name}, not ${pageCosts[path][name]}`);
    await context.close();
  }
  expect(over).toEqual([]);
});

test('the scripts of the Two-Factor tab’s dialogs come with a dialog', async ({ page, context, people }) => {
  const ada = await people.makeProtected();
  await people.signIn(context, ada);
  await costOf(page, '/profile/two-factor');
  const scripts = scriptsOf(page);
  await page.locator('#disable').click();
  await expect(page.getByRole('dialog', { name: words.twoFactorDialogs.disable.title })).toBeVisible();
  expect(scripts.length).toBeGreaterThan(0);
});

/** Opens a page and returns how many requests it took, and the compressed kB of its scripts and of itself. */
async function costOf(page: Page, path: string) {
  let requests = 0;
  const count = () => void requests++;
  page.on('request', count);
  const scripts = scriptsOf(page);
  const answer = await page.goto(path);
  await page.waitForLoadState('networkidle');
  page.off('request', count);
  const sizes = await Promise.all(scripts);
  return {
    requests,
    scripts: kilo(sizes.reduce((sum, size) => sum + size, 0)),
    html: kilo(gzipSync((await answer?.body()) ?? '').length),
  };
}

/** The compressed sizes of the scripts that come from now on. */
function scriptsOf(page: Page): Promise<number>[] {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  return sizes;
}

function kilo(bytes: number): number {
  return Math.round(bytes / 100) / 10;
}
